"""Look ahead: live through the days until which answers turn by themselves, and note what turns for whom."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from zhaohui.county.bulk_rows import insert_columns, python_values
from zhaohui.county.entitlements.actions.refresh_ledger import (
    answered,
    due_days,
    last_day,
    sides,
)
from zhaohui.county.entitlements.errors import LedgerMovedError, NoLedgerError
from zhaohui.county.entitlements.ledger.numbers import LedgerRules, read_rules
from zhaohui.county.entitlements.ledger.scope import Scope
from zhaohui.county.entitlements.models import (
    HouseholdDue,
    LedgerDay,
    Outlook,
    OutlookWindow,
)
from zhaohui.county.one_state import one_state
from zhaohui.county.registry.actions.write_subset import write_subset
from zhaohui.engines.ledger import STANDING, TURNS, difference, moved_on, turns
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

DAYS = 30
Progress = Callable[[str, float], None]
COLUMNS = {"person": "person_id", "rule": "rule_number", "household": "household_id"}


@dataclass(kw_only=True)
class Ahead:
    """Where the days to come stand: each household's next day, and the rows of whoever has turned."""

    due: dict[int, dt.date]
    rows: pa.Table = field(default_factory=STANDING.empty_table)
    people: set[int] = field(default_factory=set)
    found: list[pa.Table] = field(default_factory=lambda: [TURNS.empty_table()])
    households: int = 0

    def next_day(self) -> dt.date | None:
        """The next day on which something turns."""
        return min(self.due.values(), default=None)


def look_ahead(
    pack: Pack, book: Rulebook, *, days: int = DAYS, progress: Progress | None = None
) -> OutlookWindow:
    """Replace what is known of the days to come; NoLedgerError, LedgerMovedError.

    Nothing in the ledger changes. Facts stay as they are; those that lapse meanwhile are unknown then.
    """
    began, start = time.perf_counter(), last_day()
    if start is None:
        raise NoLedgerError
    until = start.as_of + dt.timedelta(days=days)
    waiting = HouseholdDue.objects.filter(next_change__gt=start.as_of, next_change__lte=until)
    ahead = Ahead(due=dict(waiting.values_list("household_id", "next_change")))
    rules = read_rules(book)
    while (day := ahead.next_day()) is not None:
        if progress:
            progress(f"{day}", (day - start.as_of).days / days)
        _live(ahead, pack, book, rules, day, until=until)
    return _write(ahead, start, until=until, seconds=time.perf_counter() - began)


def _live(
    ahead: Ahead, pack: Pack, book: Rulebook, rules: LedgerRules, day: dt.date, *, until: dt.date
) -> None:
    touched = {home for home, turn in ahead.due.items() if turn <= day}
    ahead.households += len(touched)
    with tempfile.TemporaryDirectory(prefix="outlook-") as name:
        folder = Path(name)
        with one_state():
            subset = write_subset(folder, touched, facts=pack.facts, day=day)
            scope = Scope.of(subset, touched, rules)
            kept, held, holding_days = sides(scope, rules, day)
        answers = answered(book, folder, day, rules)
        due = due_days(folder, subset, holding_days)
    standing = pa.concat_tables([
        kept.filter(pc.invert(_of(kept, ahead.people))),
        ahead.rows.filter(_of(ahead.rows, set(scope.people.to_pylist()))),
    ])  # fmt: skip
    old = scope.old(standing)
    found = difference(
        standing=old,
        answers=scope.new(answers),
        held=scope.new(held),
        rules=rules.rules,
        rivals=rules.rivals,
    )
    ahead.found.append(turns(found, day))
    _keep(ahead, scope, standing, moved_on(standing, found, day))
    for home in {*touched, *scope.answered.to_pylist()}:
        ahead.due.pop(home, None)
    for row in due.to_pylist():
        if row["next_change"] <= until:
            ahead.due[row["household_id"]] = row["next_change"]


def _keep(ahead: Ahead, scope: Scope, standing: pa.Table, after: pa.Table) -> None:
    """Remember the rows of everybody looked at: they stand otherwise than the ledger says."""
    theirs = set(scope.people.to_pylist()) | set(standing["person"].to_pylist())
    others = ahead.rows.filter(pc.invert(_of(ahead.rows, theirs)))
    ahead.rows = pa.concat_tables([others, after])
    ahead.people |= theirs


def _of(rows: pa.Table, people: set[int]) -> pa.ChunkedArray:
    return pc.is_in(rows["person"], value_set=pa.array(sorted(people), pa.int64()))


def _write(ahead: Ahead, start: LedgerDay, *, until: dt.date, seconds: float) -> OutlookWindow:
    """Of a rule that turns twice in one way, the first day is kept."""
    rows = pa.concat_tables(ahead.found).sort_by(
        [("day", "ascending"), ("person", "ascending"), ("rule", "ascending")]
    )
    keys = zip(*(rows[name].to_pylist() for name in ("person", "rule", "kind")), strict=True)
    first: dict[Any, int] = {}
    for index, key in enumerate(keys):
        first.setdefault(key, index)
    rows = rows.take(list(first.values())) if first else rows
    columns: dict[str, Sequence[Any]] = {
        COLUMNS.get(name, name): python_values(rows[index])
        for index, name in enumerate(rows.column_names)
    }
    with transaction.atomic():
        now = last_day()
        if now is None or now.pk != start.pk:
            raise LedgerMovedError
        OutlookWindow.objects.all().delete()
        Outlook.objects.all().delete()
        if rows.num_rows:
            insert_columns(Outlook, columns)
        return OutlookWindow.objects.create(
            ledger_day=start, until=until, households=ahead.households, seconds=round(seconds, 3)
        )
