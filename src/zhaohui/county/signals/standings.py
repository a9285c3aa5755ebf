"""Where subjects stand: the engine's standings read from their rows and written back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from zhaohui.county.signals.models import Standing as Row
from zhaohui.engines.warning import Standing


def standings_of(signal: str) -> dict[str, tuple[Row, Standing]]:
    """Return by subject the row and what the engine remembers."""
    return {row.subject: (row, read(row)) for row in Row.objects.filter(signal=signal)}


def people_standing(signals: list[str]) -> dict[str, list[int]]:
    """Return by signal the ids of persons or households that stand somewhere."""
    found: dict[str, list[int]] = {}
    rows = Row.objects.filter(signal__in=signals).order_by("pk")
    for signal, subject in rows.values_list("signal", "subject").iterator():
        found.setdefault(signal, []).append(int(subject.partition(":")[2]))
    return found


def read(row: Row) -> Standing:
    """Return a row as the engine has it."""
    return Standing(row.level, _days(row.seen_since), _days(row.raised_on))


def write(signal: str, rows: Mapping[str, tuple[Row | None, Standing]]) -> None:
    """Store the standings of subjects that changed; those with nothing to remember are removed."""
    new: list[Row] = []
    changed: list[Row] = []
    idle: list[int] = []
    for subject, (row, standing) in rows.items():
        if row is not None and standing.is_idle:
            idle.append(row.pk)
            continue
        kept = row or Row(signal=signal, subject=subject)
        kept.level = standing.level
        kept.seen_since = [day and day.isoformat() for day in standing.seen_since]
        kept.raised_on = [day and day.isoformat() for day in standing.raised_on]
        (new if row is None else changed).append(kept)
    Row.objects.bulk_create(new, batch_size=1000)
    Row.objects.bulk_update(changed, ["level", "seen_since", "raised_on"], batch_size=500)
    Row.objects.filter(pk__in=idle).delete()


def _days(texts: list[str | None]) -> tuple[dt.date | None, ...]:
    return tuple(dt.date.fromisoformat(text) if text else None for text in texts)
