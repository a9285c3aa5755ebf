"""What everybody may see: how many voices, of what, from where, how fast and how well; and published ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from zhaohui.county.oversight.models import Rating, TaskState, Voice
from zhaohui.county.oversight.models.rating import BAD
from zhaohui.packs.pack import Pack

LEAST_MARKS = 5  # fewer marks tell more about who gave them than about the department
MOST_PUBLISHED = 50
ANSWERED = Q(task__answered_on__isnull=False)
COUNTS = {
    "filed": Count("pk"),
    "answered": Count("pk", filter=ANSWERED),
    "timed": Count("pk", filter=ANSWERED & Q(task__due_on__isnull=False)),
    "in_time": Count("pk", filter=ANSWERED & Q(task__answered_on__lte=F("task__due_on"))),
    "said": Count("pk", filter=Q(task__satisfied__isnull=False)),
    "satisfied": Count("pk", filter=Q(task__satisfied=True)),
}
MARKS: dict[str, Any] = {
    "marks": Count("pk"),
    "average": Avg("mark"),
    "good": Count("pk", filter=Q(mark__gt=BAD)),
}


@dataclass(frozen=True)
class Line:
    """A row of the board; shares in per cent, None where there is nothing to divide by."""

    name: str
    filed: int
    answered: int
    in_time: float | None
    satisfied: float | None


@dataclass(frozen=True)
class Score:
    """How a department is marked; `average` of 1 to 5, `good` the per cent of marks that are not bad."""

    department: str
    marks: int
    average: float
    good: float


@dataclass(frozen=True)
class Published:
    """An answered voice that both sides made public."""

    kind: str
    place: str
    on: dt.date
    summary: str
    answer: str


def voices() -> QuerySet[Voice]:
    """Return the voices that count: not those taken back."""
    return Voice.objects.exclude(task__state=TaskState.WITHDRAWN)


def by_kind(pack: Pack) -> list[Line]:
    """Return a line for every kind, those without a voice included."""
    rows: Iterable[Any] = voices().values("kind").annotate(**COUNTS)
    found = {row["kind"]: row for row in rows}
    return [line(row.name, found.get(row.code)) for row in pack.voice_kinds]


def by_town(pack: Pack, unknown: str) -> list[Line]:
    """Return a line for every town; `unknown` names the one for voices without a village."""
    placed = voices().annotate(town=Substr("village", 1, 9))
    rows: Iterable[Any] = placed.values("town").annotate(**COUNTS)
    found: dict[str | None, dict[str, Any]] = {row["town"]: row for row in rows}
    lines = [line(town.name, found.get(town.code)) for town in pack.towns]
    return [*lines, line(unknown, found.get(None))] if found.get(None) else lines


def line(name: str, counts: dict[str, Any] | None) -> Line:
    """Return a row of the board."""
    if counts is None:
        return Line(name, 0, 0, None, None)
    return Line(
        name,
        counts["filed"],
        counts["answered"],
        share(counts["in_time"], counts["timed"]),
        share(counts["satisfied"], counts["said"]),
    )


def share(part: int, whole: int) -> float | None:
    """Return the per cent."""
    return 100 * part / whole if whole else None


def scores() -> list[Score]:
    """Return departments with at least five marks, the best first."""
    marked = Rating.objects.exclude(department="").values("department")
    rows: Iterable[Any] = marked.annotate(**MARKS).order_by("department")
    found = [_score(row["department"], row) for row in rows if row["marks"] >= LEAST_MARKS]
    return sorted(found, key=lambda each: -each.average)


def score_of_items(items: Iterable[str]) -> Score | None:
    """Return how the cases of these items are marked; None for fewer than five marks."""
    found = Rating.objects.filter(case__item__in=list(items)).aggregate(**MARKS)
    return _score("", found) if found["marks"] >= LEAST_MARKS else None


def _score(department: str, row: dict[str, Any]) -> Score:
    return Score(department, row["marks"], row["average"], 100 * row["good"] / row["marks"])


def published(pack: Pack) -> Sequence[Published]:
    """Return what both sides agreed to publish, newest first."""
    kinds = {row.code: row for row in pack.voice_kinds}
    towns = {town.code: town.name for town in pack.towns}
    rows = voices().exclude(summary="").filter(may_publish=True).select_related("task")
    return [
        Published(
            kinds[row.kind].name if row.kind in kinds else row.task.title,
            towns.get((row.village or "")[:9], ""),
            timezone.localdate(row.said_at),
            row.summary,
            row.public_answer,
        )
        for row in rows.order_by("-pk")[:MOST_PUBLISHED]
    ]
