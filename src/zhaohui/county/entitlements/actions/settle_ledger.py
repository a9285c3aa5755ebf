"""Hold the ledger to a sweep of everyone, and write every difference: the first filling, and the check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction

from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.entitlements.ledger.numbers import LedgerRules, ledger_rules
from zhaohui.county.entitlements.ledger.reading import (
    read_answers,
    read_held,
    read_holding_days,
    read_standing,
    soonest_due,
)
from zhaohui.county.entitlements.ledger.writing import write_difference, write_due
from zhaohui.county.entitlements.models import Finding, HouseholdDue
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.forget_changes import forget_changes
from zhaohui.county.registry.actions.write_snapshot import LAPSES
from zhaohui.engines.ledger import Difference, difference
from zhaohui.engines.rules import Rulebook

PEOPLE_AT_ONCE = 500_000


@dataclass(kw_only=True)
class Settled:
    """What a full comparison found: rows compared, rows that were not as the sweep says, days too late."""

    rows: int = 0
    now: int = 0
    gone: int = 0
    days: int = 0
    examples: list[dict[str, object]] = field(default_factory=list)

    @property
    def is_identical(self) -> bool:
        """Whether the ledger said all of it already."""
        return not (self.now or self.gone or self.days)


def settle_ledger(
    book: Rulebook,
    findings: Path,
    snapshot: Path,
    *,
    as_of: dt.date,
    version: PackVersion,
    mark: int | None,
) -> Settled:
    """Compare everything and write what differs; `mark`: changes noted up to it are in the sweep.

    Runs in the caller's transaction or its own.
    """
    settled = Settled()
    with transaction.atomic():
        rules = ledger_rules(book, as_of)
        empty = not Finding.objects.exists()
        for found in compare_all(rules, findings, as_of):
            add_to(settled, found)
            write_difference(found, day=as_of, version=version.pk, empty=empty)
        due = due_of_all(rules, findings, snapshot, as_of)
        if not empty:
            add_days(settled, due)
        write_due(due, None)
        if mark is not None:
            forget_changes(mark)
    return settled


def compare_all(rules: LedgerRules, findings: Path, as_of: dt.date) -> Iterator[Difference]:
    """Yield the differences between the ledger and a sweep: people's rules by ranges, then households'."""
    path = findings / "findings.parquet"
    listed = ", ".join(map(str, rules.household_kinds)) or "-1"
    held = read_held(as_of, rules.numbers, rules.household_kinds)
    parts = [
        (f"rule_number NOT IN ({listed}) AND person_id >= {low} AND person_id < {high}",
         f"WHERE r.rule NOT IN ({listed}) AND f.person_id >= {low} AND f.person_id < {high}",
         _rows(held, rules, of_household=False, low=low, high=high))
        for low, high in _ranges()
    ]  # fmt: skip
    parts.append(
        (
            f"rule_number IN ({listed})",
            f"WHERE r.rule IN ({listed})",
            _rows(held, rules, of_household=True),
        )
    )
    for standing, answers, holders in parts:
        yield difference(
            standing=read_standing(f"WHERE {standing}"),
            answers=read_answers(path, rules.numbers, answers),
            held=holders,
            rules=rules.rules,
            rivals=rules.rivals,
            threads=settings.SWEEP_THREADS,
        )


def due_of_all(rules: LedgerRules, findings: Path, snapshot: Path, as_of: dt.date) -> pa.Table:
    """Return every household's next day."""
    holding_days = read_holding_days(as_of, rules.numbers, rules.household_kinds)
    return soonest_due(findings, snapshot, pq.read_table(snapshot / LAPSES), holding_days)


def add_to(settled: Settled, found: Difference) -> None:
    """Count a difference, and keep a few of its rows as examples."""
    settled.rows += found.rows
    settled.now += found.now.num_rows
    settled.gone += found.gone.num_rows
    if len(settled.examples) < 5:
        settled.examples += found.now.slice(0, 3).to_pylist() + found.before.slice(0, 3).to_pylist()


def add_days(settled: Settled, due: pa.Table) -> None:
    """Count the households that the ledger would look at too late, with examples.

    Too early is no fault: a part of a decided answer may have turned meanwhile, and the whole now stands
    longer than was known when it was last looked at.
    """
    kept = dict(HouseholdDue.objects.values_list("household_id", "next_change"))
    fresh = zip(due["household_id"].to_pylist(), due["next_change"].to_pylist(), strict=True)
    late = [(home, day) for home, day in fresh if home not in kept or kept[home] > day]
    settled.days += len(late)
    settled.examples += [
        {"household": home, "kept": kept.get(home), "fresh": day} for home, day in late[:3]
    ]


def _ranges() -> Iterator[tuple[int, int]]:
    last = max(registry.last_person(), _last_standing())
    for low in range(0, last + 1, PEOPLE_AT_ONCE):
        yield low, low + PEOPLE_AT_ONCE


def _last_standing() -> int:
    last = Finding.objects.order_by("-person_id").values_list("person_id", flat=True).first()
    return last or 0


def _rows(
    held: pa.Table, rules: LedgerRules, *, of_household: bool, low: int = 0, high: int = 1 << 62
) -> pa.Table:
    kinds = pa.array(list(rules.household_kinds), pa.int16())
    inside = pa.compute.is_in(held["rule"], value_set=kinds)
    if not of_household:
        inside = pa.compute.invert(inside)
    after = pa.compute.greater_equal(held["person"], low)
    before = pa.compute.less(held["person"], high)
    return held.filter(pa.compute.and_(inside, pa.compute.and_(after, before)))
