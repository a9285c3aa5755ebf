"""When the duties of a schedule fall due, from their anchor day: the definition that the night is held to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from zhaohui.engines.rules.calendar import shift
from zhaohui.packs.schema.schedules import AnchorRow, DutyRow, span_of

FIRST_YEAR = 2000  # a `day` of each year is counted from this one


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """A duty's days: after the anchor `after` units, then every so many; 0: once. `until` units: the last."""

    after: int
    after_unit: str
    every: int
    every_unit: str
    until: tuple[int, str] | None


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One time that a duty falls due."""

    number: int
    opens: dt.date
    due: dt.date
    closes: dt.date


def rhythm_of(duty: DutyRow) -> Rhythm:
    """Return a duty's rhythm in months and days.

    Years are twelve months each: 29 February and a year is 1 March, as everywhere in the rules.
    """
    after, after_unit = _plain(duty.after)
    every, every_unit = _plain(duty.every) if duty.every else (0, "days")
    until = _plain(duty.until) if duty.until else None
    return Rhythm(
        after=after, after_unit=after_unit, every=every, every_unit=every_unit, until=until
    )


def fixed_anchor(anchor: AnchorRow) -> dt.date | None:
    """Return the day from which a `day` of each year is counted; None for other anchors."""
    return dt.date.fromisoformat(f"{FIRST_YEAR}-{anchor.day}") if anchor.day else None


def due_day(rhythm: Rhythm, anchor: dt.date, number: int) -> dt.date:
    """Return the day on which the duty falls due for the time `number`, from 0.

    Months are counted from the anchor, not from the time before: after 31 January come 1 March and
    31 March.
    """
    if rhythm.after_unit == rhythm.every_unit:
        return shift(anchor, rhythm.after_unit, rhythm.after + number * rhythm.every)
    first = shift(anchor, rhythm.after_unit, rhythm.after)
    return shift(first, rhythm.every_unit, number * rhythm.every)


def occurrences(
    duty: DutyRow, anchor: dt.date, low: dt.date, high: dt.date
) -> Iterator[Occurrence]:
    """Yield the times whose window has not closed before `low` and that are due by `high`."""
    rhythm = rhythm_of(duty)
    last = shift(anchor, rhythm.until[1], rhythm.until[0]) if rhythm.until else None
    number = 0
    while True:
        due = due_day(rhythm, anchor, number)
        if due > high or (last is not None and due > last):
            return
        closes = due + dt.timedelta(days=duty.closes_days)
        if closes >= low:
            opens = due - dt.timedelta(days=duty.opens_days)
            yield Occurrence(number=number, opens=opens, due=due, closes=closes)
        if not rhythm.every:
            return
        number += 1


def _plain(span: str) -> tuple[int, str]:
    number, unit = span_of(span)
    return (number * 12, "months") if unit == "years" else (number, unit)
