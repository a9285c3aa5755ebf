"""Which day it is in the county, wherever the machine stands."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

COUNTY_ZONE = "Asia/Shanghai"


def county_day(moment: dt.datetime) -> dt.date:
    """Return the day in the county on which an aware moment fell."""
    return moment.astimezone(ZoneInfo(COUNTY_ZONE)).date()


def county_today() -> dt.date:
    """Return today's date in China's one time zone; pages and commands evaluate at the same day."""
    return dt.datetime.now(ZoneInfo(COUNTY_ZONE)).date()
