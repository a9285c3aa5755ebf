"""Full years and months between dates; a day that a month lacks counts on the first of the next."""

from __future__ import annotations

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
