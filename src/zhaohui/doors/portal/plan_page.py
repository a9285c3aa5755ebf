"""A plan as its page shows it: targets beside the nation's, promises with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from zhaohui.packs import Pack, Plan
from zhaohui.packs.schema.plan import CommitmentRow, IndicatorRow, ProjectRow, Promise
from zhaohui.packs.status import commitment_status

PARTS: dict[str, LazyText | str] = {
    "indicators": _("指标"),
    "promises": _("承诺"),
    "projects": _("重点工程"),
    "conflicts": _("前后不一致"),
}
# Rows of commitments.csv that promise something; the others state where the county stood.
PROMISE_KINDS = ("目标", "承诺")


@dataclass(frozen=True)
class PromiseLine:
    """A promise with its status: met, missed, on_course or no_data."""

    promise: Promise
    status: str


@dataclass(frozen=True)
class ProjectLine:
    """A project with the figures it must reach."""

    project: ProjectRow
    targets: Sequence[PromiseLine]


def indicators_by_domain(
    pack: Pack, plan: Plan
) -> list[tuple[str, list[tuple[IndicatorRow, IndicatorRow | None]]]]:
    """Return (domain, [(indicator, the nation's for the same)]) in the plan's order."""
    wider = {row.county_indicator: row for other in pack.wider_plans for row in other.indicators}
    return [
        (domain, [(row, wider.get(row.id)) for row in rows])
        for domain, rows in groupby(plan.indicators, key=lambda row: row.domain)
    ]


def promises_by_chapter(plan: Plan, today: date) -> list[tuple[str, list[PromiseLine]]]:
    """Return (chapter and section, promises) in the plan's order."""
    rows = [row for row in plan.commitments if row.kind.startswith(PROMISE_KINDS)]
    return [
        (place, [PromiseLine(row, commitment_status(row, plan, today)) for row in group])
        for place, group in groupby(rows, key=lambda row: f"{row.chapter} {row.section}".strip())
    ]


def background(plan: Plan) -> list[CommitmentRow]:
    """Return the figures that the plan states without promising them."""
    return [row for row in plan.commitments if not row.kind.startswith(PROMISE_KINDS)]


def projects_by_box(plan: Plan, today: date) -> list[tuple[str, list[ProjectLine]]]:
    """Return (box, projects with targets) in the plan's order."""
    lines = [
        ProjectLine(
            project,
            [
                PromiseLine(row, commitment_status(row, plan, today))
                for row in plan.project_targets
                if row.project_id == project.id
            ],
        )
        for project in plan.projects
    ]
    return [(box, list(rows)) for box, rows in groupby(lines, key=lambda line: line.project.box)]


def status_counts(plan: Plan, today: date) -> dict[str, int]:
    """Count promises and project targets by status."""
    counts = {"met": 0, "missed": 0, "on_course": 0, "no_data": 0}
    promised = [row for row in plan.commitments if row.kind.startswith(PROMISE_KINDS)]
    for row in (*promised, *plan.project_targets):
        counts[commitment_status(row, plan, today)] += 1
    return counts


def stored_text(folder: Path, plan: Plan) -> list[str]:
    """Return the lines of the plan's own text where an officer stored it, else nothing."""
    path = folder / "plans" / f"{plan.id}.txt"
    return path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
