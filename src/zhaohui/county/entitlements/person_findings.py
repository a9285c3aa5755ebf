"""What every rule says about one person today, for her page: evaluated on demand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.check import sentences
from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.registry import queries as registry
from zhaohui.engines.rules import Finding, Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow


@dataclass(frozen=True, kw_only=True)
class PersonFinding:
    """One rule's answer for a person or her household: reasons in words, facts that it needs.

    `needs` are names of facts; `missing_figures` parameters without a value. Money is in fen.
    """

    rule: RuleRow
    status: str
    amount_fen: int | None
    sentences: list[str]
    needs: list[str]
    missing_figures: list[str]
    stale: list[str]
    is_household: bool


FIGURE = "参数:"


def person_findings(
    actor: Actor, pack: Pack, book: Rulebook, *, person: int, as_of: dt.date
) -> list[PersonFinding]:
    """Return the answers about the person and about her own two households, in the rules' order.

    NotVisible where `person.read` does not reach her. Few queries.
    """
    registry.person_visible_to(actor, "person.read", person)
    people, homes = registry.people_around(person)
    counted = registry.without_lapsed(people, homes, pack.facts, as_of)
    household = household_view(pack.facts, *counted)
    own_homes = {people[0]["living_id"], people[0]["registered_id"]}
    return [
        _answer(pack, finding)
        for finding in book.evaluate(household, as_of)
        if (finding.household in own_homes if finding.member is None else finding.member == 0)
    ]


def _answer(pack: Pack, finding: Finding) -> PersonFinding:
    rule = pack.rule(finding.rule)
    figures = [name.removeprefix(FIGURE) for name in finding.needs if name.startswith(FIGURE)]
    return PersonFinding(
        rule=rule,
        status=finding.status,
        amount_fen=finding.amount_fen,
        sentences=sentences(rule, finding),
        needs=[name for name in finding.needs if not name.startswith(FIGURE)],
        missing_figures=figures,
        stale=list(finding.stale),
        is_household=finding.member is None,
    )
