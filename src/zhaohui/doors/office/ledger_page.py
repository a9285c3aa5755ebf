"""The standing ledger as the office shows it: rules with their states, and one person's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.actions.refresh_ledger import last_day
from zhaohui.county.entitlements.ledger_queries import (
    PersonLedger,
    StateCounts,
    believed_on,
    counts_by_rule,
    person_ledger,
    rule_ids,
)
from zhaohui.county.entitlements.models import Finding, FindingPast
from zhaohui.doors.office.ledger_words import MEANINGS, NAMES, SLUGS
from zhaohui.engines.ledger import State
from zhaohui.engines.rules import Rulebook
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import RuleRow

FIGURE = "参数:"


@dataclass(frozen=True)
class RuleLine:
    """A rule with its rows by state, in the order of `NAMES`."""

    rule: RuleRow
    counts: StateCounts
    cells: list[dict[str, Any]]


@dataclass(frozen=True)
class RowLine:
    """One row of a person's ledger in words."""

    rule: RuleRow
    row: Finding | FindingPast
    state: str
    reasons: list[str]
    needs: list[str]
    until: dt.date | None


def rule_lines(pack: Pack, actor: Actor, *, area: str) -> list[RuleLine]:
    """Return the rules that have rows in reach, those that want somebody's action first."""
    counts = counts_by_rule(actor, area=area)
    lines = [
        RuleLine(rule, counts[rule.id], cells(counts[rule.id]))
        for rule in pack.rules
        if rule.id in counts
    ]
    return sorted(lines, key=lambda line: -line.counts.wanting)


def cells(counts: StateCounts) -> list[dict[str, Any]]:
    """Return the numbers of a rule's row in the table."""
    return [
        {"slug": SLUGS[state], "name": name, "n": counts.rows[state]}
        for state, name in NAMES.items()
    ]


def legend() -> list[dict[str, Any]]:
    """Return each state's name and meaning."""
    return [{"name": NAMES[state], "meaning": MEANINGS[state]} for state in NAMES]


def stands_on() -> dict[str, Any]:
    """Return the day on which the ledger stands, and whether its people are synthetic."""
    day = last_day()
    return {"ledger_day": day, "is_synthetic": bool(day and day.is_synthetic)}


def person_lines(
    actor: Actor, pack: Pack, book: Rulebook, person: int, day: dt.date | None
) -> tuple[list[RowLine], list[RowLine]]:
    """Return a person's rows that stand (on `day`, where one is asked for) and those of the past."""
    ledger: PersonLedger = person_ledger(actor, person)
    shown = believed_on(ledger, day) if day else ledger.now
    return _lines(pack, book, shown), _lines(pack, book, ledger.past)


def _lines(pack: Pack, book: Rulebook, rows: Sequence[Finding | FindingPast]) -> list[RowLine]:
    ids = rule_ids()
    rules = {rule.id: rule for rule in pack.rules}
    known = [
        (rules[ids[row.rule_number]], row) for row in rows if ids.get(row.rule_number) in rules
    ]
    return [_line(book, rule, row) for rule, row in known]


def _line(book: Rulebook, rule: RuleRow, row: Finding | FindingPast) -> RowLine:
    derived = book.derived(rule.id)
    held = set(derived.codes(row.reasons))
    needs = derived.named(row.needs)
    return RowLine(
        rule=rule,
        row=row,
        state=str(NAMES[State(row.state)]),
        reasons=[each.yes for each in rule.conditions if each.code in held],
        needs=[name.removeprefix(FIGURE) for name in needs],
        until=getattr(row, "until", None),
    )
