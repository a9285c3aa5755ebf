"""What a plan's rows say of one another, of the catalog and of the text they were read in."""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.pack import Plan

KEYED = (
    *("indicators", "projects", "project_targets", "commitments", "inconsistencies"),
    "requirements",
)


def check_plans(scope: Scope) -> None:
    """The current plan, each plan's keys, domains, projects and line numbers."""
    pack = scope.pack
    scope.duplicates(((p.id, p.manifest.place) for p in pack.all_plans), "plan")
    current = pack.manifest.current_plan
    if current and current not in {p.id for p in pack.plans} and scope.whole("plan/"):
        hint = f"plans of {pack.code}: {', '.join(p.id for p in pack.plans) or 'none'}"
        scope.problems.error(
            pack.manifest.place, f"`current_plan` {current} is not a plan of the county", hint
        )
    indicators = {row.id for p in pack.plans for row in p.indicators}
    for plan in pack.all_plans:
        _plan(scope, plan)
        for row in plan.indicators:
            other = row.county_indicator
            if other and other not in indicators and scope.whole("plan/"):
                scope.problems.error(row.place, f"the county has no indicator {other}")


def _plan(scope: Scope, plan: Plan) -> None:
    folder = plan.manifest.place.split("/")[1]
    if plan.id != folder:
        scope.problems.error(
            plan.manifest.place,
            f"the id {plan.id} is not the folder's name {folder}",
            "make them one",
        )
    for part in KEYED:
        scope.duplicates(((row.id, row.place) for row in getattr(plan, part)), f"id in {part}")
    _domains(scope, plan)
    projects = {row.id for row in plan.projects}
    for target in plan.project_targets:
        if target.project_id not in projects and scope.whole(scope.plan_file(folder, "projects")):
            scope.problems.error(target.place, f"the project {target.project_id} is unknown")
    _links(scope, plan)
    _lines(scope, plan)


def _links(scope: Scope, plan: Plan) -> None:
    """Both ends of every link; a missing file of either end says nothing."""
    kinds = ("indicators", "commitments", "project_targets")
    promises = {row.id for part in kinds for row in getattr(plan, part)}
    ends = {
        "measure": {row.id for row in plan.indicators},
        "service": {row.id for row in scope.pack.services},
        "contradiction": (ids := {row.id for row in plan.inconsistencies}),
        "remark": ids,
    }
    for link in plan.links:
        if link.promise not in promises:
            scope.problems.error(link.place, f"the plan has no promise {link.promise}")
        if link.target not in ends[link.relation]:
            scope.problems.error(link.place, f"there is no {link.relation} {link.target}")


def _domains(scope: Scope, plan: Plan) -> None:
    known = {row.domain for row in scope.pack.domains}
    if not known or not scope.whole("catalog/domains.csv"):
        return
    named = [(row.domain, row.place) for row in plan.indicators]
    named += [(row.domain, row.place) for row in plan.domains]
    named += [(row.domain, row.place) for row in plan.services]
    for domain, place in named:
        if domain not in known:
            hint = "add it to catalog/domains.csv"
            scope.problems.error(place, f"the domain {domain} is unknown", hint)


def _lines(scope: Scope, plan: Plan) -> None:
    last = plan.manifest.lines
    if last is None:
        return
    for rows in vars(plan).values():
        for row in rows if isinstance(rows, tuple) else ():
            numbers = [getattr(row, name, None) for name in ("line", "line_a", "line_b")]
            for line in numbers:
                if line is not None and line > last:
                    hint = f"the text has {last} lines (plan.toml)"
                    scope.problems.error(row.place, f"line {line} is past the plan's end", hint)
