"""Full years and months between dates; a day that a month lacks counts on the first of the next."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def years_between(start: date, end: date) -> int:
    """Full years from start to end, floored (minus one a day before start).

    >>> years_between(date(1960, 2, 29), date(2025, 2, 28)), years_between(
    ...     date(1960, 2, 29), date(2025, 3, 1)
    ... )
    (64, 65)
    """
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def months_between(start: date, end: date) -> int:
    """Full months from start to end, floored.

    >>> months_between(date(2025, 1, 31), date(2025, 2, 28))
    0
    >>> months_between(date(2025, 1, 31), date(2025, 3, 1))
    1
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def shift(start: date, unit: str, n: int) -> date:
    """The first day on which n full years, months or days have passed; the last day there is if none.

    >>> shift(date(1960, 2, 29), "years", 65), shift(date(2025, 1, 31), "months", 1)
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    """
    if unit == "days":
        ordinal = start.toordinal() + n
        return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else date.max
    months = start.year * 12 + start.month - 1 + (n * 12 if unit == "years" else n)
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    if start.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, start.day)
    return date(year + (month == 11), (month + 1) % 12 + 1, 1)
