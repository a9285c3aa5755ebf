"""Left and middle of the split view: the person with her household and facts; what she may be entitled to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.clocks import Clock, clock_of
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.ledger_queries import person_ledger, rules_by_number
from zhaohui.county.entitlements.person_findings import PersonFinding, person_findings
from zhaohui.county.registry.household_members import HomeMembers, household_members
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.person_facts import PersonFacts, person_facts
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.hall.desk import queue_bar
from zhaohui.doors.office.ledger_words import NAMES
from zhaohui.doors.office.person_page import FRAME, frame
from zhaohui.doors.office.purpose import PURPOSES, current_purpose
from zhaohui.engines.ledger import State
from zhaohui.packs.applying import case_items

FEW = 2  # things missing: with more, it is no more than a guess
MOST_CASES = 20
READ = "person.read"


@dataclass(frozen=True)
class Match:
    """A benefit that she has or may have: told, with its state in the ledger and the item to apply for."""

    finding: PersonFinding
    state: str
    item: str

    @property
    def is_yes(self) -> bool:
        """Whether all conditions are met by what is on record."""
        return self.finding.status == "yes"

    @property
    def is_money(self) -> bool:
        """Whether it is paid, or a rule says how much: what she comes for most."""
        return bool(self.finding.rule.amount)


@dataclass(frozen=True, kw_only=True)
class Side:
    """What stands beside the form."""

    person: Person
    about: str
    facts: PersonFacts
    homes: Sequence[HomeMembers]
    yes: Sequence[Match]
    in_kind: Sequence[Match]
    nearly: Sequence[Match]
    cases: Sequence[tuple[Case, Clock]]


def side_of(request: HttpRequest, person: Person) -> Side:
    """Return both columns; what they show is recorded, as read for business at the window."""
    actor, pack = actor_of(request), current_pack()
    facts = person_facts(actor, person.pk, action=READ, pack=pack)
    homes = household_members(actor, person)
    matches = matches_of(actor, person)
    today = county_today()
    cases = visible_to(actor).filter(subject=person).order_by("-pk")[:MOST_CASES]
    side = Side(
        person=person,
        about=frame(person, "")["about"],
        facts=facts,
        homes=homes,
        yes=[each for each in matches if each.is_yes and each.is_money],
        in_kind=[each for each in matches if each.is_yes and not each.is_money],
        nearly=[each for each in matches if not each.is_yes],
        cases=[(case, clock_of(case, pack, today)) for case in cases],
    )
    note_read(request, side)
    return side


def note_read(request: HttpRequest, side: Side) -> None:
    """Record who was shown: the person with her facts, and the members of her household by name."""
    known = [line.fact.name for group in side.facts.groups for line in group.known]
    others = {row["pk"] for home in side.homes for row in home.members} - {side.person.pk}
    record_read(
        actor_of(request),
        [side.person.pk, *sorted(others)],
        fields=list(dict.fromkeys((*FRAME, "与户主关系", *known, "比对结果", "待遇状态", "办件"))),
        purpose=current_purpose(request) or PURPOSES["window"],
    )


def matches_of(actor: Actor, person: Person) -> list[Match]:
    """Return what she is entitled to, most money first, and what lacks little; not what is surely not hers."""
    pack, today = current_pack(), county_today()
    states, items = ledger_states(actor, person.pk), items_of_rules()
    found = person_findings(actor, pack, current_rulebook(), person=person.pk, as_of=today)
    near = [
        row
        for row in found
        if row.status == "yes"
        or (row.status == "unknown" and len(row.needs) + len(row.missing_figures) <= FEW)
    ]
    near.sort(key=lambda row: -(row.amount_fen or 0))
    return [Match(row, states.get(row.rule.id, ""), items.get(row.rule.id, "")) for row in near]


def ledger_states(actor: Actor, person: int) -> dict[str, str]:
    """Return how the standing ledger calls each of her rows, by rule."""
    ids = rules_by_number(None)
    rows = person_ledger(actor, person).now
    return {
        rule: str(NAMES[State(row.state)]) for row in rows for rule in ids.get(row.rule_number, [])
    }


def items_of_rules() -> dict[str, str]:
    """Return the first item that can be applied for at a window, by the rule that decides it."""
    found: dict[str, str] = {}
    for item in case_items(current_pack(), county_today()).values():
        for rule in item.item.rules:
            found.setdefault(rule, item.id)
    return found


def beside(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Return the columns and the bar of numbers for a page of the window."""
    return {"side": side_of(request, person), "queue": queue_bar(request)}
