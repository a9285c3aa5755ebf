"""Working days 工作日: Monday to Friday, but for the holidays and extra workdays that the pack names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from zhaohui.packs.schema.registers import HolidayRow

DAY = timedelta(days=1)
SATURDAY = 5


class WorkingDays:
    """Counts working days. In a year that no row names, weekdays count; `is_guess` says so."""

    def __init__(self, rows: Iterable[HolidayRow]) -> None:
        self.kinds = {row.date: row.kind for row in rows}
        self.years = {day.year for day in self.kinds}

    def is_working(self, day: date) -> bool:
        """Say whether offices work on a day."""
        kind = self.kinds.get(day)
        return kind == "workday" if kind else day.weekday() < SATURDAY

    def after(self, day: date, count: int) -> date:
        """Return the last day of a term of `count` working days that begins on the day after `day`.

        >>> WorkingDays(()).after(date(2027, 1, 1), 2)  # a Friday
        datetime.date(2027, 1, 5)
        """
        while count > 0:
            day += DAY
            count -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, up to and with `end`; below 0 when `end` is before.

        >>> WorkingDays(()).between(date(2027, 1, 1), date(2027, 1, 5))
        2
        """
        if end < start:
            return -self.between(end, start)
        days = (start + DAY * n for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))

    def is_guess(self, start: date, end: date) -> bool:
        """Say whether the holidays of some year in between are not known."""
        return not self.years.issuperset(range(start.year, end.year + 1))
