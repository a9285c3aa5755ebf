"""One person's rows of the ledger in words, as they stand or stood on a day, and what the next weeks turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.ledger_queries import (
    believed_on,
    person_ledger,
    rules_by_number,
    versions_of,
)
from zhaohui.county.entitlements.models import Finding, FindingPast
from zhaohui.county.entitlements.outlook import Coming, person_outlook
from zhaohui.county.entitlements.person_findings import FIGURE, person_findings
from zhaohui.doors.office.ledger_words import NAMES
from zhaohui.engines.ledger import State, Status
from zhaohui.packs.schema.rules import RuleRow

ORDER = {state: place for place, state in enumerate(NAMES)}


@dataclass(frozen=True)
class RowLine:
    """One row of a person's ledger in words, with the pack version under which it began."""

    rule: RuleRow
    row: Finding | FindingPast
    state: str
    reasons: list[str]
    needs: list[str]
    until: dt.date | None
    version: PackVersion | None


def person_lines(
    actor: Actor, person: int, day: dt.date | None, as_of: dt.date
) -> tuple[list[RowLine], list[RowLine]]:
    """Return a person's rows that stand (on `day`, where one is asked for) and those of the past."""
    ledger = person_ledger(actor, person)
    shown = believed_on(ledger, day) if day else ledger.now
    versions = versions_of([*ledger.now, *ledger.past])
    why_not = {} if day else _why_not(actor, person, as_of, shown)
    past = _lines(ledger.past, versions, {})
    past.sort(key=lambda line: line.until or as_of, reverse=True)
    return _lines(shown, versions, why_not, day), past


def coming(actor: Actor, person: int, as_of: dt.date) -> Coming:
    """Return what the weeks after a day turn for a person."""
    return person_outlook(actor, current_pack(), current_rulebook(), person=person, as_of=as_of)


def _why_not(
    actor: Actor, person: int, as_of: dt.date, rows: Sequence[Finding | FindingPast]
) -> Mapping[str, list[str]]:
    """Why she does not qualify for what she holds: the ledger keeps no reasons of a no."""
    if not any(row.status == Status.NO for row in rows):
        return {}
    found = person_findings(actor, current_pack(), current_rulebook(), person=person, as_of=as_of)
    return {each.rule.id: each.sentences for each in found if each.status == "no"}


def _lines(
    rows: Sequence[Finding | FindingPast],
    versions: Mapping[int, PackVersion],
    why_not: Mapping[str, list[str]],
    day: dt.date | None = None,
) -> list[RowLine]:
    ids = rules_by_number(day)
    rules = {rule.id: rule for rule in current_pack().rules}
    known = [
        (rules[each], row) for row in rows for each in ids.get(row.rule_number, []) if each in rules
    ]
    known.sort(key=lambda pair: ORDER[State(pair[1].state)])
    return [_line(rule, row, versions.get(row.version), why_not) for rule, row in known]


def _line(
    rule: RuleRow, row: Any, version: PackVersion | None, why_not: Mapping[str, list[str]]
) -> RowLine:
    derived = current_rulebook().derived(rule.id)
    held = set(derived.codes(row.reasons))
    yes = [each.yes for each in rule.conditions if each.code in held]
    return RowLine(
        rule=rule,
        row=row,
        state=str(NAMES[State(row.state)]),
        reasons=why_not.get(rule.id, []) if row.status == Status.NO else yes,
        needs=[name.removeprefix(FIGURE) for name in derived.named(row.needs)],
        until=getattr(row, "until", None),
        version=version,
    )
