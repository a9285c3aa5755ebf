"""What a decision opened: the answers that turn for the better by what it established about somebody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.confirmed import BeforeRows, without_confirmed
from zhaohui.engines.rules import Finding, Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

FIGURE = "参数:"
YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A benefit that opened: a yes (`amount_fen` None: not known, or in kind), or what it still needs.

    `needs` are names of facts, `missing_figures` parameters without a value.
    """

    rule: RuleRow
    is_yes: bool
    amount_fen: int | None
    needs: list[str]
    missing_figures: list[str]


def opened_by(
    origin: str, pack: Pack, book: Rulebook, *, person: int, as_of: dt.date
) -> list[Opened]:
    """Return the rules whose answer about her, or her own homes, turned from no by this origin's facts.

    Each side is evaluated on demand with today's other facts; the likeliest come first. Empty where
    the origin established nothing that still stands. The caller has asked whether she may be read.
    """
    people, homes = registry.people_around(person)
    before = without_confirmed(origin, people, homes)
    if before is None:
        return []
    now = registry.without_lapsed(people, homes, pack.facts, as_of)
    old = _answers(pack, book, registry.without_lapsed(*before, pack.facts, as_of), as_of)
    found = [
        _opened(pack, finding)
        for key, finding in _answers(pack, book, now, as_of).items()
        if finding.status != NO and _differs(old.get(key), finding)
    ]
    return sorted(found, key=lambda each: not each.is_yes)


def _answers(
    pack: Pack, book: Rulebook, rows: BeforeRows, as_of: dt.date
) -> dict[tuple[str, int | None], Finding]:
    people, homes = rows
    own = {people[0]["living_id"], people[0]["registered_id"]}
    return {
        (each.rule, each.household if each.member is None else None): each
        for each in book.evaluate(household_view(pack.facts, people, homes), as_of)
        if (each.household in own if each.member is None else each.member == 0)
    }


def _differs(old: Finding | None, new: Finding) -> bool:
    return old is None or (old.status, set(old.needs)) != (new.status, set(new.needs))


def _opened(pack: Pack, finding: Finding) -> Opened:
    return Opened(
        rule=pack.rule(finding.rule),
        is_yes=finding.status == YES,
        amount_fen=finding.amount_fen,
        needs=[name for name in finding.needs if not name.startswith(FIGURE)],
        missing_figures=[n.removeprefix(FIGURE) for n in finding.needs if n.startswith(FIGURE)],
    )
