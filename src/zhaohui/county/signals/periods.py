"""Periods of readings: a day, week, month, quarter or year as people write it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from zhaohui.county.signals.errors import ReadingFault

DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
LATE = 2  # a series whose last period began longer ago than so many periods says nothing of today


def period_start(kind: str, text: str) -> dt.date:
    """Return the first day of a period in its one written form; ReadingFault for any other text."""
    shape, read = SHAPES[kind]
    found = re.fullmatch(shape, text, re.ASCII)
    try:
        if found:
            return read(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise ReadingFault(
        _("期间写得不对。"),
        field="period",
        hint=_("请写成 %(example)s 这样。") % {"example": EXAMPLES[kind]},
    )


def period_of(kind: str, day: dt.date) -> str:
    """Return the period that a day lies in.

    >>> period_of("month", dt.date(2026, 11, 30)), period_of("week", dt.date(2026, 11, 30))
    ('2026-11', '2026-W49')
    """
    if kind == "week":
        year, week, _day = day.isocalendar()
        return f"{year}-W{week:02d}"
    return {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": f"{day.year}",
    }[kind]


def is_late(kind: str, starts: dt.date, today: dt.date) -> bool:
    """Say whether a series that ends with this period is too old to speak of today."""
    return (today - starts).days > DAYS[kind] * (LATE + 1)


Shape = tuple[str, Callable[..., dt.date]]
SHAPES: Mapping[str, Shape] = {
    "day": (r"(\d{4})-(\d{2})-(\d{2})", dt.date),
    "week": (r"(\d{4})-W(\d{2})", lambda year, week: dt.date.fromisocalendar(year, week, 1)),
    "month": (r"(\d{4})-(\d{2})", lambda year, month: dt.date(year, month, 1)),
    "quarter": (r"(\d{4})-Q([1-4])", lambda year, n: dt.date(year, 3 * n - 2, 1)),
    "year": (r"(\d{4})", lambda year: dt.date(year, 1, 1)),
}
EXAMPLES = {
    "day": "2026-11-30",
    "week": "2026-W48",
    "month": "2026-11",
    "quarter": "2026-Q4",
    "year": "2026",
}
