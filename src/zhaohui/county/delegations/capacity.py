"""承接能力: which areas were assessed, and when the next assessment is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.models import CapacityAssessment, Delegation, DelegationState
from zhaohui.packs.pack import Pack

FORM = "delegation-capacity"
Colour = Literal["none", "green", "amber", "red"]


@dataclass(frozen=True, kw_only=True)
class Due:
    """When an area is to be assessed again; `day` None: it is not, or the county has set no term."""

    delegation: Delegation
    area: str
    day: dt.date | None
    colour: Colour
    words: str


def term(pack: Pack, name: str) -> int | None:
    """Return a term of delegations; None where the county has not set it."""
    return next((row.count for row in pack.delegation_terms if row.term == name), None)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, the month's last where it has no such day.

    >>> months_after(dt.date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + year, month + 1, 1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def unassessed(delegation: Delegation) -> list[str]:
    """Return the areas that have no assessment yet."""
    done = set(delegation.assessments.values_list("area", flat=True))
    return [row.area for row in delegation.areas.all() if row.area not in done]


def dues(delegations: Iterable[Delegation], pack: Pack, today: dt.date) -> list[Due]:
    """Return when each area of delegations in force is to be assessed again, soonest first."""
    rows = [row for row in delegations if row.state == DelegationState.APPROVED]
    later = CapacityAssessment.objects.filter(delegation__in=rows, is_before=False)
    last = {
        (pk, area): day
        for pk, area, day in later.order_by("pk").values_list("delegation", "area", "day")
    }
    found = [
        _due(row, area.area, last.get((row.pk, area.area)), pack, today)
        for row in rows
        if row.start <= today <= row.until
        for area in row.areas.all()
    ]
    return sorted(found, key=lambda due: (due.day or dt.date.max, due.delegation.pk, due.area))


def _due(row: Delegation, area: str, last: dt.date | None, pack: Pack, today: dt.date) -> Due:
    months, near = term(pack, "reassess"), term(pack, "near") or 0
    if months is None:
        words = _("没有设定再评估的期限")
        return Due(delegation=row, area=area, day=None, colour="none", words=words)
    day = months_after(last or row.start, months)
    left = (day - today).days
    colour: Colour = "red" if left < 0 else "amber" if left <= near else "green"
    if left < 0:
        words = _("超期 %(days)s 天") % {"days": -left}
    elif left <= near:
        words = _("快到期：还有 %(days)s 天") % {"days": left}
    else:
        words = _("还有 %(days)s 天") % {"days": left}
    return Due(delegation=row, area=area, day=day, colour=colour, words=words)


def overdue_areas(delegation: Delegation) -> list[str]:
    """Return the areas of a delegation in force whose assessment is overdue."""
    found = dues([delegation], current_pack(), county_today())
    return [due.area for due in found if due.colour == "red"]
