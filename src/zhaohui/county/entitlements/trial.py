"""What a changed parameter would change: the rules that use it, over everyone, nothing published."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from zhaohui.county.entitlements.models import SweepRun, VillageCell
from zhaohui.county.entitlements.village_counts import Count, by_rule
from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.packs import Pack, rulebook
from zhaohui.packs.checks.usage import expressions, words_of
from zhaohui.packs.schema.rules import RuleRow


@dataclass(frozen=True)
class Effect:
    """One rule's counts in the published sweep and with the changed parameter, on the same day."""

    rule: RuleRow
    before: Count
    after: Count

    @property
    def settled(self) -> int:
        """How many were unknown because of the parameter: they get an answer."""
        return self.before.unknown - self.after.unknown


def rules_using(pack: Pack, parameter: str) -> list[RuleRow]:
    """Return the rules whose conditions or amount name the parameter."""
    return [
        rule
        for rule in pack.rules
        if any(parameter in words_of(expression)[0] for expression in expressions(rule))
    ]


def effects(
    pack: Pack,
    parameter: str,
    run: SweepRun,
    *,
    later: tuple[Pack, dt.date] | None = None,
) -> Sequence[Effect] | None:
    """Return what the published sweep would be under `pack` for the rules that use the parameter.

    `later` is a day after the sweep's, and the pack to compare with on it: the same facts on that
    day under both. Counts of the whole county, no person. None where the snapshot that it read is
    no longer kept.
    """
    rules = rules_using(pack, parameter)
    snapshot = settings.DATA_DIR / "snapshot" / run.snapshot_hash
    if not snapshot.is_dir():
        return None
    before = by_rule(VillageCell.objects.filter(run=run))
    day = run.as_of
    if later and rules:
        held, day = later
        before = _swept(held, rules, snapshot, day)
    after = _swept(pack, rules, snapshot, day) if rules else {}
    return [
        Effect(rule, before.get(rule.id, Count(rule.id)), after[rule.id])
        for rule in rules
        if rule.id in before
    ]


def _swept(pack: Pack, rules: Sequence[RuleRow], snapshot: Path, day: dt.date) -> dict[str, Count]:
    """Sweep these rules alone; what a rule excludes does not change its own answer."""
    alone = tuple(rule.model_copy(update={"excludes": ()}) for rule in rules)
    with tempfile.TemporaryDirectory(prefix="trial-") as out:
        report = sweep(
            rulebook(replace(pack, rules=alone)),
            snapshot,
            day,
            Path(out),
            threads=settings.SWEEP_THREADS,
            memory=f"{settings.SWEEP_MEMORY_MB}MB",
        )
    return {
        each.id: Count(each.id, each.yes, each.no, each.unknown, each.amount_fen, each.unpriced)
        for each in report.rules
    }
