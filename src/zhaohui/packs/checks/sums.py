"""Parts add up to what is declared: slots per domain and in all, villages per town."""

from __future__ import annotations

from collections import Counter

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.pack import Plan

COMMUNITY = "社区"


def check_sums(scope: Scope) -> None:
    """Declared totals against the rows they count."""
    _villages(scope)
    current = scope.pack.manifest.current_plan
    for plan in scope.pack.plans:
        if not scope.whole(f"plan/{plan.id}/"):
            continue
        _declared(scope, plan)
        if plan.id == current and scope.whole("catalog/"):
            _slots(scope, plan)


def _villages(scope: Scope) -> None:
    pack = scope.pack
    if not scope.whole("areas/"):
        return
    counts = Counter((v.town_code, v.kind == COMMUNITY) for v in pack.villages)
    for town in pack.towns:
        communities, villages = counts[town.code, True], counts[town.code, False]
        for name, said, found in (
            ("village_count", town.village_count, communities + villages),
            ("communities", town.communities, communities),
            ("villages", town.villages, villages),
        ):
            if said is not None and said != found and pack.villages:
                scope.problems.error(
                    town.place,
                    f"{town.name}: `{name}` says {said} but areas/villages.csv has {found}",
                )


def _declared(scope: Scope, plan: Plan) -> None:
    total = sum(row.declared for row in plan.domains)
    said = plan.manifest.services_declared
    if said is not None and plan.domains and total != said:
        scope.problems.error(
            plan.manifest.place,
            f"`services_declared` says {said} but the domains declare {total}",
            "compare domains.csv with the plan's own table",
        )
    named = Counter(row.domain for row in plan.services)
    for row in plan.domains:
        if row.named is not None and plan.services and row.named != named[row.domain]:
            scope.problems.error(
                row.place,
                f"{row.domain}: `named` says {row.named} but services.csv has {named[row.domain]}",
            )


def _slots(scope: Scope, plan: Plan) -> None:
    pack = scope.pack
    slots: dict[str, list[int]] = {}
    for service in pack.services:
        slots.setdefault(service.domain, []).append(service.slot)
    for row in plan.domains:
        found = sorted(slots.get(row.domain, []))
        if len(found) != row.declared:
            scope.problems.error(
                row.place,
                f"{row.domain}: the plan declares {row.declared} services but the catalog has "
                f"{len(found)} slots",
                "a service that the plan counts but does not name is a slot with a `gap`",
            )
        elif found != list(range(1, row.declared + 1)):
            scope.problems.error(
                row.place, f"{row.domain}: the slots are not numbered 1 to {row.declared}"
            )
