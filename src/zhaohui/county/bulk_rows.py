"""Arrow columns into a table the fast way: COPY on PostgreSQL, `executemany` on SQLite's raw cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from django.core.management.color import no_style
from django.db import connection, models

from zhaohui.errors import ZhaohuiError

CHUNK_ROWS = 10_000
LOOKED_AT = 1_000  # rows of an index; SQLite's own advice is 100 to 1000
Progress = Callable[[int], None]


class ColumnsError(ZhaohuiError):
    """A table lacks a column or has one that the database does not know."""

    code = "columns"


def renew_statistics() -> None:
    """Let SQLite look at its tables again, so that lists stay quick after many rows came.

    `PRAGMA optimize` would look only at what this connection has asked before; this looks at a part of
    every index. PostgreSQL does that by itself.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
            cursor.execute("ANALYZE")


def insert_columns(
    model: type[models.Model],
    columns: dict[str, Sequence[Any]],
    *,
    progress: Progress | None = None,
) -> int:
    """Insert equally long columns, named by database column; return the number of rows.

    Runs inside the caller's transaction. Values are plain Python (or None); dates may be ISO text.
    Where ids are given, later rows get ids above them.
    """
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    rows = zip(*columns.values(), strict=True)
    done = 0
    with connection.cursor() as cursor:
        write = _copy if connection.vendor == "postgresql" else _insert
        for chunk in _chunks(rows):
            write(cursor, f"{table} ({names})", chunk)
            done += len(chunk)
            if progress:
                progress(done)
        if "id" in columns:
            for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(reset)
    return done


def _insert(cursor: Any, target: str, rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)  # noqa: S608 - names of our own model


def _copy(cursor: Any, target: str, rows: list[tuple[Any, ...]]) -> None:
    # Django wraps what execute raises, but does not know copy.
    with connection.wrap_database_errors, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def python_values(column: pa.ChunkedArray | pa.Array) -> list[Any]:
    """Return the column's values as the database takes them; dates as ISO text."""
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    return list(column.to_pylist())


def require_columns(table: pa.Table, *, needed: set[str], known: set[str], what: str) -> None:
    """Raise `ColumnsError` where the table lacks a needed column or has an unknown one."""
    names = set(table.column_names)
    if missing := sorted(needed - names):
        raise ColumnsError(f"The table of {what} lacks {', '.join(missing)}.")
    if extra := sorted(names - needed - known):
        raise ColumnsError(
            f"The table of {what} has columns that the database does not know: {', '.join(extra)}.",
            hint="Add the field to the model and migrate, or leave the column out.",
        )


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    chunk: list[tuple[Any, ...]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
