"""Working days: the pack's holidays and extra workdays; a year without them says that it guesses."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from zhaohui.packs import default_pack, load
from zhaohui.packs.schema.registers import HolidayRow
from zhaohui.packs.working_days import WorkingDays

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


def row(day: str, kind: str) -> HolidayRow:
    return HolidayRow(
        place="x:1", date=dt.date.fromisoformat(day), kind=kind, source="s", verification="verified"
    )


def test_a_holiday_does_not_count_and_a_worked_sunday_does():
    days = WorkingDays([row("2026-01-01", "holiday"), row("2026-01-04", "workday")])
    assert days.after(dt.date(2025, 12, 31), 1) == dt.date(2026, 1, 2)
    assert days.after(dt.date(2026, 1, 2), 1) == dt.date(2026, 1, 4)


def test_the_pack_knows_its_years_and_says_where_it_guesses():
    days = load(default_pack()).working_days
    assert not days.is_guess(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert days.is_guess(dt.date(2026, 12, 1), dt.date(2027, 1, 10))


@given(DAYS, st.integers(0, 60))
def test_counting_back_gives_what_was_counted(day, count):
    days = WorkingDays([row("2026-01-01", "holiday"), row("2026-01-04", "workday")])
    end = days.after(day, count)
    assert days.between(day, end) == count
    assert count == 0 or days.is_working(end)
