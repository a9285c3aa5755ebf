"""What the page of 就近办 shows: the period, a table and chart by town, a table by item."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.cases.models import Level
from zhaohui.county.delegations.nearby import COLUMNS, UNKNOWN, Line, Nearby
from zhaohui.doors.office.areas import area_word
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class Period:
    """The days from and until which cases were handed in; `problem` where they can't be read."""

    since: dt.date
    until: dt.date
    problem: str = ""


@dataclass(frozen=True)
class Shown:
    """A line with its name and its counts in the order of the columns."""

    name: str
    line: Line
    taken: list[int]
    decided: list[int]


def read_period(query: QueryDict, today: dt.date) -> Period:
    """Return the period of the address; this year where none is named or it can't be read."""
    usual = Period(today.replace(month=1, day=1), today)
    since, until = query.get("since", "").strip(), query.get("until", "").strip()
    try:
        found = Period(
            dt.date.fromisoformat(since) if since else usual.since,
            dt.date.fromisoformat(until) if until else usual.until,
        )
    except ValueError:
        return Period(usual.since, usual.until, _("日期请写成 2027-03-01 的样子。"))
    if found.until < found.since:
        return Period(usual.since, usual.until, _("止的那一天要在起的那一天以后。"))
    return found


def nearby_context(found: Nearby, period: Period, pack: Pack) -> dict[str, Any]:
    """Return what the template shows."""
    items = {item.name: item.title for item in pack.items}
    return {
        "period": period,
        "problems": [{"id": "since", "sentence": period.problem}] if period.problem else [],
        "levels": [level_word(code) for code in COLUMNS],
        "decided_levels": [level_word(code) for code in COLUMNS if code != Level.ONLINE],
        "towns": [shown(line, area_word(pack, line.key)) for line in found.towns],
        "items": [shown(line, items.get(line.key, line.key)) for line in found.items],
        "whole": shown(found.whole, _("合计")),
    }


def shown(line: Line, name: str) -> Shown:
    """Return a line as it is shown."""
    decided = [line.decided.get(code, 0) for code in COLUMNS if code != Level.ONLINE]
    return Shown(name, line, [line.taken.get(code, 0) for code in COLUMNS], decided)


def level_word(code: str) -> str:
    """Return what a level is called."""
    return _("没有记下") if code == UNKNOWN else str(Level(code).label)
