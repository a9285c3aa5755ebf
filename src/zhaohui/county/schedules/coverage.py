"""How many duties were done in time: by schedule, and by town of one schedule. Counts only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.schedules.models import Duty, DutyState, Planning
from zhaohui.county.schedules.queries import COUNT, visible_to

TOWN_DIGITS = 9
PERFECT = 100


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Duties whose window has closed in a period, and what became of them."""

    key: str
    due: int
    in_time: int
    late: int
    excused: int
    missed: int
    overdue: int

    @property
    def counted(self) -> int:
        """Those that had to be done: excused ones are not counted."""
        return self.due - self.excused

    @property
    def share(self) -> int | None:
        """How many of a hundred were done in time, rounded down; None where none had to be done."""
        return self.in_time * PERFECT // self.counted if self.counted else None


def by_schedule(actor: Actor, since: dt.date, until: dt.date) -> Mapping[str, Coverage]:
    """Return each schedule's coverage in reach, of windows that closed from one day to another."""
    rows = _closed(actor, since, until).values("schedule")
    return {each["schedule"]: _coverage(each["schedule"], each) for each in _counted(rows)}


def by_town(actor: Actor, schedule: str, since: dt.date, until: dt.date) -> list[Coverage]:
    """Return one schedule's coverage by town, "" where the place is unknown."""
    own = _closed(actor, since, until).filter(schedule=schedule)
    rows = own.annotate(town=Substr("area", 1, TOWN_DIGITS)).values("town")
    return [_coverage(each["town"], each) for each in _counted(rows).order_by("town")]


def standing_by_schedule(actor: Actor, today: dt.date) -> Mapping[str, tuple[int, int]]:
    """Return by schedule how many duties in reach are to be done now, and how many are past their window."""
    rows = visible_to(actor).filter(deadline__isnull=False, opens__lte=today)
    late = Count("pk", filter=Q(deadline__lt=today))
    found = rows.order_by().values("schedule").annotate(n=Count("pk"), late=late)
    return {each["schedule"]: (each["n"] - each["late"], each["late"]) for each in found}


def plannings() -> Mapping[str, Planning]:
    """Return how far each schedule is laid out, and for how many."""
    return {row.schedule: row for row in Planning.objects.all()}


def by_day(
    actor: Actor, schedule: str, since: dt.date, until: dt.date
) -> Mapping[dt.date, tuple[int, int]]:
    """Return by due day how many duties the actor's reach has and how many are still due."""
    rows = visible_to(actor).filter(due__gte=since, due__lte=until)
    if schedule:
        rows = rows.filter(schedule=schedule)
    is_open = Q(state=DutyState.DUE)
    found = rows.order_by().values("due").annotate(n=Count("pk"), left=Count("pk", filter=is_open))
    return {each["due"]: (each["n"], each["left"]) for each in found.order_by("due")}


def _closed(actor: Actor, since: dt.date, until: dt.date) -> QuerySet[Duty]:
    return visible_to(actor, COUNT).filter(closes__gte=since, closes__lt=until)


def _counted(rows: QuerySet[Any, Any]) -> Any:
    done = Q(state=DutyState.DONE)
    return rows.order_by().annotate(
        due_n=Count("pk"),
        in_time=Count("pk", filter=done & Q(done_on__lte=F("closes"))),
        late=Count("pk", filter=done & Q(done_on__gt=F("closes"))),
        excused=Count("pk", filter=Q(state=DutyState.EXCUSED)),
        missed=Count("pk", filter=Q(state=DutyState.MISSED)),
        overdue=Count("pk", filter=Q(state=DutyState.DUE)),
    )


def _coverage(key: str, row: Mapping[str, int]) -> Coverage:
    return Coverage(
        key=key,
        due=row["due_n"],
        in_time=row["in_time"],
        late=row["late"],
        excused=row["excused"],
        missed=row["missed"],
        overdue=row["overdue"],
    )
