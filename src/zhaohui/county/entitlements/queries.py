"""What the pages show of the published sweep: the run, and its counts by town."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from zhaohui.county.entitlements.models import Cell, CurrentSweep, SweepRun
from zhaohui.county.registry.queries import last_change


@dataclass(frozen=True)
class TownCount:
    """One rule in one town: subjects (people, or households) by status; money in fen."""

    town: str
    yes: int = 0
    no: int = 0
    unknown: int = 0
    amount_fen: int = 0

    @property
    def subjects(self) -> int:
        """All subjects of the rule in the town."""
        return self.yes + self.no + self.unknown


def current_run() -> SweepRun | None:
    """Return the sweep that pages show; None before the first one was published."""
    current = CurrentSweep.objects.select_related("run").first()
    return current.run if current else None


def latest_runs(number: int) -> list[SweepRun]:
    """Return the run that pages show and the `number` latest ones."""
    shown = current_run()
    latest = SweepRun.objects.order_by("-pk")[:number]
    return list({run.pk: run for run in [*latest, *([shown] if shown else [])]}.values())


def is_sweep_due(pack_version: str, today: dt.date) -> bool:
    """Say whether what is shown is of another day or pack, or older than the registry's last change."""
    run = current_run()
    if run is None or run.as_of != today or run.pack.content_hash != pack_version:
        return True
    changed = last_change()
    return changed is not None and changed > run.finished_at


def rule_ids(run: SweepRun) -> list[str]:
    """Return the ids of the rules that the run counted."""
    return list(run.cells.order_by("rule").values_list("rule", flat=True).distinct())


def town_counts(run: SweepRun, rule: str) -> Mapping[str, TownCount]:
    """Return the counts of one rule by town code, in one query."""
    rows = Cell.objects.filter(run=run, rule=rule).values_list(
        "town", "status", "subjects", "amount_fen"
    )
    counts: dict[str, dict[str, int]] = {}
    for town, status, subjects, amount_fen in rows:
        count = counts.setdefault(town, {"amount_fen": 0})
        count[status] = subjects
        count["amount_fen"] += amount_fen or 0
    return {town: TownCount(town, **count) for town, count in counts.items()}
