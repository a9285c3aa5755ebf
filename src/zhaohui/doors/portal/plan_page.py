"""A plan as its page shows it: targets beside the nation's, projects, background figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from zhaohui.county.plans.living import PROMISE_KINDS, Statement
from zhaohui.packs import Pack, Plan
from zhaohui.packs.schema.plan import CommitmentRow, IndicatorRow, ProjectRow

PARTS: dict[str, LazyText | str] = {
    "promises": _("承诺"),
    "indicators": _("指标"),
    "projects": _("重点工程"),
    "conflicts": _("前后不一致"),
}


@dataclass(frozen=True)
class ProjectLine:
    """A project with the statements it must make true."""

    project: ProjectRow
    targets: Sequence[Statement]


def indicators_by_domain(
    pack: Pack, plan: Plan
) -> list[tuple[str, list[tuple[IndicatorRow, IndicatorRow | None]]]]:
    """Return (domain, [(indicator, the nation's for the same)]) in the plan's order."""
    wider = {row.county_indicator: row for other in pack.wider_plans for row in other.indicators}
    return [
        (domain, [(row, wider.get(row.id)) for row in rows])
        for domain, rows in groupby(plan.indicators, key=lambda row: row.domain)
    ]


def background(plan: Plan) -> list[CommitmentRow]:
    """Return the figures that the plan states without promising them."""
    return [row for row in plan.commitments if not row.kind.startswith(PROMISE_KINDS)]


def projects_by_box(plan: Plan, rows: Sequence[Statement]) -> list[tuple[str, list[ProjectLine]]]:
    """Return (box, projects with their statements) in the plan's order."""
    lines = [
        ProjectLine(each, [row for row in rows if row.project == each]) for each in plan.projects
    ]
    return [(box, list(group)) for box, group in groupby(lines, key=lambda line: line.project.box)]
