"""All that a village worker needs before she goes there: who, what, why, what to bring, what was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.outreach.models import (
    Channel,
    ContactLine,
    ContactStop,
    Outbox,
)
from zhaohui.county.outreach.queries import (
    line_visible_to,
    messages_visible_to,
    stop_of,
    wishes_of,
)
from zhaohui.county.outreach.states import STEPS
from zhaohui.county.outreach.why import why_entitled
from zhaohui.county.outreach.wording import bring_sentence, contact_sentence
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow


@dataclass(frozen=True, kw_only=True)
class LineDetails:
    """A contact line with what is known around it; `rule` None where the pack no longer has it."""

    line: ContactLine
    person: Person
    rule: RuleRow | None
    why: Sequence[str]
    bring: str
    contact: str
    wishes: Sequence[tuple[Channel, bool | None]]
    stop: ContactStop | None
    messages: Sequence[Outbox]
    steps: Sequence[str]


def line_details(actor: Actor, pack: Pack, book: Rulebook, pk: int) -> LineDetails:
    """Return the line in `outreach.read` reach; NotVisible elsewhere. The caller records the reading."""
    line = line_visible_to(actor, "outreach.read", pk)
    person = person_visible_to(actor, "outreach.read", line.person_id)
    rule = next((each for each in pack.rules if each.id == line.rule), None)
    wishes = wishes_of(person.pk)
    return LineDetails(
        line=line,
        person=person,
        rule=rule,
        why=why_entitled(pack, book, person=person.pk, rule_id=line.rule),
        bring=bring_sentence(rule, is_award=line.is_award) if rule else "",
        contact=contact_sentence(pack, rule) if rule else "",
        wishes=[(channel, wishes.get(channel)) for channel in Channel],
        stop=stop_of(person.pk),
        messages=list(messages_visible_to(actor).filter(line=line).order_by("-pk")),
        steps=[]
        if line.ended_on
        else [n for n, (before, _) in STEPS.items() if line.state in before],
    )
