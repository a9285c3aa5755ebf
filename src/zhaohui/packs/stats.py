"""How much a pack declares, by kind."""

from __future__ import annotations

from pathlib import Path

from zhaohui.packs.loading import load


def stats(folder: Path) -> dict[str, int]:
    """Return counts by kind: services, rules, registers, schedules, signals, offers, measures, projects.

    Measures and projects are those of the current plan. PackError for a folder that is no pack.
    """
    pack = load(folder)
    has_plan = any(plan.id == pack.manifest.current_plan for plan in pack.all_plans)
    plan = pack.plan() if has_plan else None
    return {
        "services": len(pack.services),
        "rules": len(pack.rules),
        "registers": len(pack.registers),
        "schedules": len(pack.schedules),
        "signals": len(pack.signals),
        "offers": len(pack.offers),
        "measures": len(plan.indicators) if plan else 0,
        "projects": len(plan.projects) if plan else 0,
    }
