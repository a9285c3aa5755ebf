"""Bring the ledger to a day: answer anew only households that changed or whose day has come."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from django.db import transaction

from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.entitlements.errors import LedgerMovedError
from zhaohui.county.entitlements.ledger.numbers import LedgerRules, ledger_rules
from zhaohui.county.entitlements.ledger.reading import (
    read_answers,
    read_held,
    read_holding_days,
    read_standing,
    soonest_due,
)
from zhaohui.county.entitlements.ledger.scope import Scope
from zhaohui.county.entitlements.ledger.writing import write_difference, write_due
from zhaohui.county.entitlements.models import HouseholdDue, LedgerDay
from zhaohui.county.entitlements.sweeping import sweep
from zhaohui.county.one_state import one_state
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.forget_changes import forget_changes
from zhaohui.county.registry.actions.write_subset import Subset, id_rows, write_subset
from zhaohui.engines.ledger import difference
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

Progress = Callable[[str, float], None]


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Households to answer anew: changed ones (noted up to `mark`) and those whose day has come."""

    changed: frozenset[int]
    due: frozenset[int]
    mark: int

    @property
    def households(self) -> frozenset[int]:
        """Both."""
        return self.changed | self.due


def last_day() -> LedgerDay | None:
    """Return the evaluation that the ledger stands on; None before the first."""
    return LedgerDay.objects.select_related("pack").order_by("-pk").first()


def touched_on(day: dt.date) -> Touched:
    """Return the households that must be answered anew on a day."""
    mark, changed = registry.changed_households()
    due = HouseholdDue.objects.filter(next_change__lte=day).values_list("household_id", flat=True)
    return Touched(changed=frozenset(changed), due=frozenset(due), mark=mark)


def refresh_ledger(
    pack: Pack, book: Rulebook, *, as_of: dt.date, progress: Progress | None = None
) -> LedgerDay:
    """Answer what changed or is due on `as_of` and write how it differs; LedgerMovedError.

    The caller has seen that the ledger stands on this pack and not on a later day. It reads one state of
    the registry; changes that come meanwhile wait for the next time.
    """
    tell = progress or (lambda _step, _share: None)
    began, cpu = time.perf_counter(), time.process_time()
    version = load_pack(pack)
    before = last_day()
    with transaction.atomic():
        rules = ledger_rules(book, as_of)
    with tempfile.TemporaryDirectory(prefix="ledger-") as name:
        folder = Path(name)
        tell("reading", 0.1)
        with one_state():
            touched = touched_on(as_of)
            subset = write_subset(folder, touched.households, facts=pack.facts, day=as_of)
            scope = Scope.of(subset, touched.households, rules)
            standing, held, holding_days = sides(scope, rules, as_of)
        tell("evaluating", 0.3)
        answers = answered(book, folder, as_of, rules)
        due = due_days(folder, subset, holding_days)
        tell("comparing", 0.8)
        found = difference(
            standing=scope.old(standing),
            answers=scope.new(answers),
            held=scope.new(held),
            rules=rules.rules,
            rivals=rules.rivals,
        )
    tell("writing", 0.9)
    with transaction.atomic():
        _require_still(before)
        write_difference(found, day=as_of, version=version.pk, empty=False)
        write_due(due, [*scope.answered.to_pylist(), *scope.emptied.to_pylist()])
        forget_changes(touched.mark)
        return LedgerDay.objects.create(
            as_of=as_of,
            pack=version,
            is_full=False,
            changed=len(touched.changed),
            due=len(touched.due),
            people=len(subset.people),
            rows_now=found.now.num_rows,
            rows_gone=found.gone.num_rows,
            seconds=round(time.perf_counter() - began, 3),
            cpu_seconds=round(time.process_time() - cpu, 3),
            is_synthetic=registry.is_synthetic(),
        )


def sides(scope: Scope, rules: LedgerRules, day: dt.date) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Return what stands of these people, what they hold on the day, and when holdings begin or end."""
    ids = id_rows(scope.people.to_pylist())
    inside = f"IN ({ids.sql})"
    standing = read_standing(f"WHERE person_id {inside}", ids.params)
    theirs = (rules.numbers, rules.household_kinds, f"AND h.person_id {inside}", ids.params)
    return standing, read_held(day, *theirs), read_holding_days(day, *theirs)


def answered(book: Rulebook, folder: Path, day: dt.date, rules: LedgerRules) -> pa.Table:
    """Return what a sweep of the small snapshot in the folder answers on the day."""
    out = folder / "out"
    sweep(book, folder, day, out)
    return read_answers(out / "findings.parquet", rules.numbers)


def due_days(folder: Path, subset: Subset, holding_days: pa.Table) -> pa.Table:
    """The days of households that are wholly in the small snapshot."""
    due = soonest_due(folder / "out", folder, subset.lapses, holding_days)
    whole = set(subset.living.to_pylist()) | set(subset.registered.to_pylist())
    mask = pa.array([home in whole for home in due["household_id"].to_pylist()], pa.bool_())
    return due.filter(mask)


def _require_still(before: LedgerDay | None) -> None:
    now = last_day()
    if (now and now.pk) != (before and before.pk):
        raise LedgerMovedError
