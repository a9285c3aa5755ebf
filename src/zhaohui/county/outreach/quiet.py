"""Quiet hours: when a message may leave, by the county's clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from zhaohui.clock import COUNTY_ZONE
from zhaohui.packs.schema.templates import TemplateRow


def earliest(moment: dt.datetime, template: TemplateRow) -> dt.datetime:
    """Return the moment, or the end of the quiet hours in which it lies."""
    here = moment.astimezone(ZoneInfo(COUNTY_ZONE))
    start, end = template.quiet_from, template.quiet_to
    if start == end:
        return moment
    hours = range(start, end) if start < end else {*range(start, 24), *range(end)}
    if here.hour not in hours:
        return moment
    wakes = here.replace(hour=end, minute=0, second=0, microsecond=0)
    return wakes + dt.timedelta(days=1) if here.hour >= end else wakes
