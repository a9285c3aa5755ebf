"""Write a difference into the ledger: rows, their past, the cells; the caller holds the transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from django.db import connection, models

from zhaohui.county.bulk_rows import CHUNK_ROWS, insert_columns, python_values
from zhaohui.county.entitlements.models import Finding, FindingPast, HouseholdDue, LedgerCell
from zhaohui.engines.ledger import Difference

KEY = ("person_id", "rule_number")
LEDGER_NAMES = {"person": "person_id", "rule": "rule_number", "household": "household_id"}


def write_difference(found: Difference, *, day: dt.date, version: int, empty: bool) -> None:
    """Make the ledger say what the difference says, from this day on; `empty`: nothing stood yet."""
    now = _columns(found.now)
    rows = found.now.num_rows
    now |= {"since": [day.isoformat()] * rows, "version": [version] * rows}
    if empty:
        insert_columns(Finding, now)
    else:
        _keep_past(found.before, day)
        _delete(found.gone)
        _upsert(Finding, now, KEY)
    _add_to_cells(found.cells)


def _columns(table: pa.Table) -> dict[str, Sequence[Any]]:
    named = [LEDGER_NAMES.get(name, name) for name in table.column_names]
    return {name: python_values(table[index]) for index, name in enumerate(named)}


def _keep_past(before: pa.Table, day: dt.date) -> None:
    """What began today and turned again today was never believed overnight: it has no past."""
    past = _columns(before)
    past["until"] = [day.isoformat()] * before.num_rows
    kept = [index for index, since in enumerate(past["since"]) if since < day.isoformat()]
    if kept:
        insert_columns(FindingPast, {n: [c[i] for i in kept] for n, c in past.items()})


def _delete(gone: pa.Table) -> None:
    table = _name(Finding)
    keys = list(zip(*_columns(gone).values(), strict=True)) if gone.num_rows else []
    statement = f"DELETE FROM {table} WHERE person_id = %s AND rule_number = %s"
    _many(statement, keys)


def _upsert(model: type[models.Model], columns: dict[str, Any], key: tuple[str, ...]) -> None:
    names = list(columns)
    marks = ", ".join(["%s"] * len(names))
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    statement = (
        f"INSERT INTO {_name(model)} ({', '.join(names)}) VALUES ({marks}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}"
    )
    _many(statement, list(zip(*columns.values(), strict=True)))


def _add_to_cells(cells: pa.Table) -> None:
    rows = [tuple(row.values()) for row in cells.to_pylist()]
    table = _name(LedgerCell)
    _many(
        f"INSERT INTO {table} (rule_number, area, state, n, amount_fen, held_fen) "
        "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (rule_number, area, state) DO UPDATE SET "
        f"n = {table}.n + excluded.n, amount_fen = {table}.amount_fen + excluded.amount_fen, "
        f"held_fen = {table}.held_fen + excluded.held_fen",
        rows,
    )
    LedgerCell.objects.filter(n=0).delete()


def write_due(due: pa.Table, households: list[int] | None) -> None:
    """Replace the days of these households (None: of all) by those of `due`."""
    if households is None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_name(HouseholdDue)}")
    else:
        statement = f"DELETE FROM {_name(HouseholdDue)} WHERE household_id = %s"
        _many(statement, [(each,) for each in households])
    columns: dict[str, Sequence[Any]] = {n: python_values(due[n]) for n in due.column_names}
    if due.num_rows:
        insert_columns(HouseholdDue, columns)


def _many(statement: str, rows: list[Any]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK_ROWS):
            cursor.executemany(statement, rows[start : start + CHUNK_ROWS])


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
