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
from zhaohui.doors.portal.parameter_tables import figures
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


def open_gap(row: ParameterRow, today: dt.date) -> VersionRow | None:
    """Return the gap to fill first: one that lasts until today, else the latest."""
    found = [version for version in row.versions if version.gap]
    now = [version for version in found if version.end is None or version.end >= today]
    return max(now or found, key=lambda version: version.start, default=None)


def rules_of_parameter(pack: Pack, name: str) -> list[RuleRow]:
    """Return the rules that use a parameter."""
    return rules_using(pack, name)
