"""Which day it is in the county, wherever the machine stands."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

COUNTY_ZONE = "Asia/Shanghai"


def county_today() -> dt.date:
    """Return today's date in China's one time zone; pages and commands evaluate at the same day."""
    return dt.datetime.now(ZoneInfo(COUNTY_ZONE)).date()
