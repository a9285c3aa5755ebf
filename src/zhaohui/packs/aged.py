"""Figures that rules still use though they may have changed: past their last day, or due for review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhaohui.engines.rules.calendar import months_between
from zhaohui.engines.rules.parameters import resolve
from zhaohui.packs.book import words
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Aged:
    """One figure used with the mark 可能已更新: where it stands, who answers for it, since when."""

    place: str
    department: str
    parameter: str
    why: str


def aged(pack: Pack, today: date) -> list[Aged]:
    """Return what the engine calls stale on `today`, by department and place."""
    found = []
    for parameter in words(pack)[1]:
        resolved = resolve(parameter, pack.areas_chain, today)
        version = resolved.version
        if version is None or not resolved.stale:
            continue
        if version.end is not None and version.end < today:
            why = f"{version.end} 已到期，以后的没有读到"
        else:
            months = months_between(version.start, today)
            why = f"{version.start} 起已用{months}个月，每{parameter.review_months}个月要复核"
        found.append(Aged(version.place, parameter.owner, parameter.name, why))
    return sorted(found, key=lambda each: (each.department, each.place.split(":")[0], _line(each)))


def _line(row: Aged) -> int:
    return int(row.place.rpartition(":")[2])
