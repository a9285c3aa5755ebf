"""就近办: at which level cases were taken in and decided, by town and by item, and how many days it took.

Only counts and averages: who it was is never read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, ExpressionWrapper, F, QuerySet
from django.db.models import DurationField as Duration
from django.db.models.functions import Substr, TruncDate

from zhaohui.clock import COUNTY_ZONE
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.cases.models import CaseStep, Level

READ = "nearby.read"
TOWN_DIGITS = 9
NEAR = (Level.ONLINE, Level.VILLAGE, Level.TOWN)
UNKNOWN = ""
COLUMNS = (*Level.values, UNKNOWN)


@dataclass
class Line:
    """One town or item: counts by level, and the mean of days from handing in to the decision."""

    key: str
    taken: dict[str, int] = field(default_factory=dict)
    decided: dict[str, int] = field(default_factory=dict)
    days: float | None = None

    @property
    def taken_count(self) -> int:
        """How many were handed in."""
        return sum(self.taken.values())

    @property
    def decided_count(self) -> int:
        """How many were decided."""
        return sum(self.decided.values())

    @property
    def near_taken(self) -> float | None:
        """The share taken in online, in the village or in the town, in per cent."""
        return share(self.taken, NEAR)

    @property
    def near_decided(self) -> float | None:
        """The share decided in the village or the town, in per cent."""
        return share(self.decided, NEAR)


def share(counts: dict[str, int], levels: Iterable[str]) -> float | None:
    """Return the share of levels in per cent of what is known; None where nothing is.

    >>> share({"town": 1, "district": 3, "": 5}, ["town"])
    25.0
    """
    known = sum(count for level, count in counts.items() if level != UNKNOWN)
    return 100 * sum(counts.get(level, 0) for level in levels) / known if known else None


@dataclass(frozen=True)
class Nearby:
    """The lines by town and by item, and all together."""

    towns: list[Line]
    items: list[Line]
    whole: Line


def nearby(actor: Actor, since: dt.date, until: dt.date) -> Nearby:
    """Return the figures of the cases in reach that were handed in from a day to a day."""
    reached = CaseStep.objects.filter(
        in_scope(actor, READ, village="case__area", town=""),
        case__submitted_on__gte=since,
        case__submitted_on__lte=until,
    ).annotate(town=Substr("case__area", 1, TOWN_DIGITS))
    return Nearby(
        towns=lines(reached, "town"),
        items=lines(reached, "case__item"),
        whole=merged(lines(reached, "round")),
    )


def lines(reached: QuerySet[CaseStep, Any], by: str) -> list[Line]:
    """Return a line for each value of a column, by its value."""
    found: dict[str, Line] = {}
    # The first round alone: a review is decided elsewhere by its nature.
    for row in reached.filter(name="submit").values(by, "level").annotate(count=Count("pk")):
        line = found.setdefault(str(row[by] or ""), Line(str(row[by] or "")))
        line.taken[row["level"]] = row["count"]
    decided = reached.filter(name="approve", round=1)
    for row in decided.values(by, "level").annotate(count=Count("pk")):
        line = found.setdefault(str(row[by] or ""), Line(str(row[by] or "")))
        line.decided[row["level"]] = row["count"]
    day = TruncDate("at", tzinfo=ZoneInfo(COUNTY_ZONE))
    took = ExpressionWrapper(day - F("case__submitted_on"), output_field=Duration())
    for row in decided.annotate(took=took).values(by).annotate(mean=Avg("took")):
        if row["mean"] is not None:
            found[str(row[by] or "")].days = row["mean"] / dt.timedelta(days=1)
    return sorted(found.values(), key=lambda line: line.key)


def merged(parts: list[Line]) -> Line:
    """Return several lines as one."""
    whole, weighed = Line("all"), 0.0
    for part in parts:
        for mine, its in ((whole.taken, part.taken), (whole.decided, part.decided)):
            for level, count in its.items():
                mine[level] = mine.get(level, 0) + count
        weighed += (part.days or 0) * part.decided_count
    whole.days = weighed / whole.decided_count if whole.decided_count else None
    return whole
