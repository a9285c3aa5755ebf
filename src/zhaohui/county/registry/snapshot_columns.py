"""The registry's rows as Arrow columns: keys and facts, no identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from django.db import connection, models
from django.db.models.functions import Cast

from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.lapses import Lapses
from zhaohui.county.registry.models import Household, Person

ROW_GROUP = 65_536
BATCH = ("batch_id", pa.int64())  # read for the facts' days, not written
ARROW_TYPES: dict[type[models.Field[Any, Any]], pa.DataType] = {
    models.BooleanField: pa.bool_(),
    models.IntegerField: pa.int64(),
    models.BigIntegerField: pa.int64(),
    models.DateField: pa.date32(),
    models.CharField: pa.string(),
}
PERSON_KEYS = (
    ("person_id", "id", pa.int64()),
    ("living_id", "living_id", pa.int64()),
    ("registered_id", "registered_id", pa.int64()),
    ("town", "town", pa.string()),
    ("village", "village", pa.string()),
)
HOUSEHOLD_KEYS = (
    ("household_id", "id", pa.int64()),
    ("kind", "kind", pa.string()),
    ("town", "town", pa.string()),
    ("village", "village", pa.string()),
)
Columns = tuple[tuple[str, str, pa.DataType], ...]


def snapshot_columns(model: type[Person | Household], keys: Columns) -> Columns:
    """Return the columns of a snapshot's table: its keys, then one a fact."""
    facts = ((name, name, ARROW_TYPES[type(field)]) for name, field in fact_fields(model).items())
    return (*keys, *facts)


def schema_of(columns: Columns, *more: tuple[str, pa.DataType]) -> pa.Schema:
    """Return their schema."""
    return pa.schema([*((name, kind) for name, _, kind in columns), *more])


def read_tables(
    rows: models.QuerySet[Any], columns: Columns, lapses: Lapses | None = None
) -> Iterator[pa.Table]:
    """Yield the rows as tables of at most ROW_GROUP rows, without facts that have lapsed."""
    schema = schema_of(columns, BATCH)
    wanted = [_plain(source, kind) for _, source, kind in columns]
    for chunk in _chunks(rows.values_list(*wanted, BATCH[0])):
        arrays = [
            arrow_column(values, kind)
            for values, kind in zip(zip(*chunk, strict=True), schema.types, strict=True)
        ]
        table = pa.Table.from_arrays(arrays, schema=schema)
        yield (lapses.apply(rows.model, table) if lapses else table).drop_columns(BATCH[0])


def _plain(column: str, kind: pa.DataType) -> str | Cast:
    """A cast column has no declared type, so that the SQLite driver leaves its values alone."""
    if kind == pa.date32():
        return Cast(column, models.TextField())
    return Cast(column, models.IntegerField()) if kind == pa.bool_() else column


def _chunks(rows: models.QuerySet[Any, Any]) -> Iterator[list[tuple[Any, ...]]]:
    # The raw cursor leaves out Django's conversion of each value, half of the time.
    statement, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while chunk := cursor.fetchmany(ROW_GROUP):
            yield chunk


def arrow_column(values: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    """Return the values as Arrow; booleans are given as 0 and 1, dates as text."""
    array = pa.array(values, from_pandas=False)
    return array if array.type == kind else array.cast(kind)
