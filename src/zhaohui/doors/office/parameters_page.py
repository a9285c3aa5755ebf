"""Parameters as the office lists them: what holds today, what is missing, what waits."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.models import ProposalState
from zhaohui.county.catalog.proposal_queries import visible_to
from zhaohui.county.entitlements.trial import rules_using
from zhaohui.doors.portal.parameter_tables import area_names, figures
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import ParameterRow, RuleRow, VersionRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook


@dataclass(frozen=True)
class ParameterLine:
    """A parameter on one day: its figures (or none), its gaps, whether it is stale or waits."""

    row: ParameterRow
    figures: list[tuple[str, str]]
    verification: str
    is_stale: bool
    gaps: list[VersionRow]
    waiting: int


def parameter_lines(
    pack: Pack, book: Rulebook, actor: Actor, today: dt.date
) -> list[ParameterLine]:
    """Return every parameter in the pack's order."""
    waiting = Counter(
        visible_to(actor)
        .filter(state=ProposalState.WAITING)
        .order_by()
        .values_list("parameter", flat=True)
    )
    resolved = book.day(today).resolved
    lines = []
    for row in pack.parameters:
        held = resolved[row.name]
        lines.append(
            ParameterLine(
                row=row,
                figures=figures(held.parameter, held.value),
                verification=held.version.verification if held.version else "placeholder",
                is_stale=held.stale,
                gaps=[version for version in row.versions if version.gap],
                waiting=waiting[row.name],
            )
        )
    return lines


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


def open_gap(row: ParameterRow, today: dt.date) -> VersionRow | None:
    """Return the gap to fill first: one that lasts until today, else the latest."""
    found = [version for version in row.versions if version.gap]
    now = [version for version in found if version.end is None or version.end >= today]
    return max(now or found, key=lambda version: version.start, default=None)


def rules_of_parameter(pack: Pack, name: str) -> list[RuleRow]:
    """Return the rules that use a parameter."""
    return rules_using(pack, name)
