"""A parameter level by level: what nation, province, city and county say on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhaohui.doors.portal.parameter_tables import area_names, figures
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import ParameterRow, VersionRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook


@dataclass(frozen=True)
class Level:
    """What one level (nation, province, city, county) says today; `version` None: nothing."""

    area: str
    version: VersionRow | None
    figures: list[tuple[str, str]]
    is_used: bool


def levels(pack: Pack, book: Rulebook, row: ParameterRow, today: dt.date) -> list[Level]:
    """Return the parameter level by level, the nation first, as it stands on a day."""
    held = book.day(today).resolved[row.name]
    names = area_names(pack)
    found = []
    for code in reversed(pack.areas_chain):
        version = next((each for each in row.versions if _holds(each, code, today)), None)
        is_used = (
            version is not None
            and held.version is not None
            and ((held.version.area, held.version.start) == (code, version.start))
        )
        said = figures(held.parameter, version.value) if version else []
        found.append(Level(names.get(code, code), version, said, is_used))
    return found


def _holds(version: VersionRow, area: str, day: dt.date) -> bool:
    is_on = version.start <= day and (version.end is None or day <= version.end)
    return version.area == area and is_on
