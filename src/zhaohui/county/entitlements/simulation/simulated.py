"""Simulate a reform 改革测算 on the registry as it stands; what comes back holds no person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings

from zhaohui.county.entitlements.simulation.holders import Owed, arrears_of, months_owed
from zhaohui.county.registry.actions.write_snapshot import Snapshot, write_snapshot
from zhaohui.engines.rules.parameters import resolve
from zhaohui.engines.rules.simulate import Line, Outcome, Sizes, simulate, summed
from zhaohui.engines.rules.simulate.study import ONCE
from zhaohui.packs.book import engine_parameter
from zhaohui.packs.overlay import value_to_json
from zhaohui.packs.pack import Pack
from zhaohui.packs.reforms import Changed, Reformed, apply_reform, study_of
from zhaohui.packs.schema.reform import ReformRow
from zhaohui.packs.schema.values import fen

Progress = Callable[[str, float], None]


def simulate_reform(
    pack: Pack, reform: ReformRow, *, today: dt.date, progress: Progress | None = None
) -> dict[str, Any]:
    """Return what the reform would change, as `zhaohui simulate --json` prints it; money in fen a year.

    Raises PackError or RuleError for a wrong reform, NoDataError where nobody is registered.
    """
    reformed = apply_reform(pack, reform)
    study = study_of(pack, reform, reformed, today=today)
    snapshot = write_snapshot(facts=pack.facts, day=today, progress=progress)
    sizes = Sizes(settings.SWEEP_THREADS, f"{settings.SWEEP_MEMORY_MB}MB")
    outcome = simulate(study, snapshot.folder, sizes=sizes, progress=progress)
    months = months_owed(_first_day(reform), reform.paid_from or today)
    owed = (
        arrears_of(study, snapshot.folder, months, sizes=sizes, progress=progress)
        if months
        else None
    )
    return {
        **_head(pack, reform, reformed, snapshot),
        "as_of": study.as_of.isoformat(),
        "rules": [_rule(pack, name) for name in study.rules],
        "totals": [asdict(line) for line in totals(pack, outcome)],
        **outcome.as_answer(),
        "arrears": told(owed),
        "budget": affordable(reform, outcome),
    }


def _head(pack: Pack, reform: ReformRow, reformed: Reformed, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "name": reform.name,
        "note": reform.note,
        "example": reform.example,
        "pack": pack.version,
        "snapshot": snapshot.hash,
        "synthetic": snapshot.is_synthetic,
        "changed": [_changed(pack, each) for each in reformed.changed],
        "changed_rules": [rule.id for rule in reform.rules],
    }


def totals(pack: Pack, outcome: Outcome) -> list[Line]:
    """Return the first year's sums by service and over all; one-off payments stand apart.

    The name is a service's id (`once:` before it for one-off payments), `all` or `once:all`.
    """
    kinds: dict[str, list[Line]] = {}
    for line in outcome.lines:
        rule = pack.rule(line.rule)
        mark = "once:" if rule.unit == ONCE else ""
        for name in (rule.service or "-", "all"):
            kinds.setdefault(mark + name, []).append(line)
    return [summed(name, lines) for name, lines in kinds.items()]


def affordable(reform: ReformRow, outcome: Outcome) -> dict[str, Any] | None:
    """Return for each year whether the touched rules' cost after the reform stays within the budget.

    `beyond` where what is decided costs more already, `within` where even all that is open could not;
    else `open`: nobody can tell yet. One-off payments are left out. None without a budget.
    """
    if reform.budget is None:
        return None
    budget_fen = fen(reform.budget)
    years = []
    for year in outcome.years:
        after = summed("all", [line for line in year.lines if line.rule not in outcome.once]).after
        if after.decided_fen > budget_fen:
            said = "beyond"
        else:
            is_within = not after.unbounded and after.upper_fen <= budget_fen
            said = "within" if is_within else "open"
        years.append({"as_of": year.as_of.isoformat(), "answer": said})
    return {"budget_fen": budget_fen, "years": years}


def told(owed: Owed | None) -> dict[str, Any] | None:
    """Return the arrears for programs; None where the reform begins in this month or later."""
    if owed is None:
        return None
    lines = [asdict(line) | {"month": line.month.isoformat()} for line in owed.lines]
    return {"rules_without_list": list(owed.without_list), "lines": lines}


def _first_day(reform: ReformRow) -> dt.date | None:
    return min((each.start for each in reform.parameters), default=None)


def _changed(pack: Pack, each: Changed) -> dict[str, Any]:
    row, version = each.parameter, each.version
    held = resolve(engine_parameter(row), pack.areas_chain, version.start)
    return {
        "parameter": row.name,
        "type": row.type,
        "unit": row.unit,
        "area": version.area,
        "from": version.start.isoformat(),
        "to": version.end.isoformat() if version.end else None,
        "before": value_to_json(held.value),
        "after": value_to_json(version.value),
        "follows": each.follows,
        "note": version.note,
    }


def _rule(pack: Pack, name: str) -> dict[str, Any]:
    rule = pack.rule(name)
    return {
        "id": rule.id,
        "name": rule.name,
        "service": rule.service,
        "subject": rule.subject,
        "unit": rule.unit,
        "in_kind": not rule.amount,
    }
