"""The schedules 随访计划 of a pack as rules of the engine: whom each of them is for."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.engines.rules import Condition, Rule, Rulebook, RuleError
from zhaohui.packs.book import own_book, own_faults
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import ScheduleRow

WHOM = "whom"


def schedule_book(pack: Pack) -> Rulebook:
    """Return a rulebook with one rule for each schedule that has a condition, by the schedule's id.

    RuleError names the file and line of the first fault.
    """
    return own_book(pack, [_rule(row) for row in pack.schedules if row.condition])


def condition_faults(pack: Pack, rows: Sequence[ScheduleRow]) -> list[RuleError]:
    """Return what the engine would refuse of the schedules' conditions."""
    return own_faults(pack, [_rule(row) for row in rows if row.condition])


def _rule(row: ScheduleRow) -> Rule:
    said = row.condition_words
    return Rule(
        id=row.id,
        name=row.name,
        service="",
        subject="household" if row.subject == "household" else "person",
        group="living",
        conditions=(Condition(code=WHOM, when=row.condition, yes=said, no=said),),
        place=row.place,
    )
