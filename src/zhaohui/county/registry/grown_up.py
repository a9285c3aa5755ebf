"""Who is grown up: eighteen years, 《民法典》第十七条."""

from __future__ import annotations

import datetime as dt

from zhaohui.engines.rules.calendar import years_between

ADULT = 18


def is_minor(born: dt.date | None, day: dt.date) -> bool | None:
    """Say whether somebody is under age on a day; None where her birth date is unknown."""
    return None if born is None else years_between(born, day) < ADULT


def minor_since(day: dt.date) -> dt.date:
    """Return the last birth date of those who are grown up on a day; who was born later is under age."""
    last = dt.date(day.year - ADULT, day.month, 1) + dt.timedelta(days=day.day - 1)
    return last if last.month == day.month else last - dt.timedelta(days=last.day)
