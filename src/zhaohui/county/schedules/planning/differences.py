"""What the night changes: the duties that are wanted against those that are there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from zhaohui.county.schedules.models import Duty, DutyState
from zhaohui.packs.pack import Pack

AT_ONCE = 65_536
KEPT = pa.schema([
    ("id", pa.int64()), ("schedule", pa.string()), ("duty", pa.string()),
    ("subject_id", pa.int64()), ("number", pa.int32()), ("area", pa.string()),
    ("post", pa.string()), ("state", pa.string()), ("tries", pa.int16()),
    ("opens", pa.date32()), ("due", pa.date32()), ("closes", pa.date32()),
])  # fmt: skip
DAYS = ("opens", "due", "closes")
KEY = "schedule, duty, subject_id, number"


@dataclass(frozen=True, kw_only=True)
class Differences:
    """New rows, rows with other days or another place, and those that no schedule wants any more."""

    new: pa.Table
    changed: pa.Table
    gone: pa.Table


def read_kept(db: duckdb.DuckDBPyConnection, since: dt.date) -> None:
    """Register as `kept` the duties that are due, and those settled that were due since a day."""
    rows = Duty.objects.filter(Q(state=DutyState.DUE) | Q(due__gte=since)).order_by("pk")
    # A cast column has no declared type, so that the SQLite driver leaves its days alone.
    fields = [Cast(name, TextField()) if name in DAYS else name for name in KEPT.names]
    statement, parameters = rows.values_list(*fields).query.sql_with_params()
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while chunk := cursor.fetchmany(AT_ONCE):
            arrays = [
                pa.array(values).cast(kind)
                for values, kind in zip(zip(*chunk, strict=True), KEPT.types, strict=True)
            ]
            parts.append(pa.Table.from_arrays(arrays, schema=KEPT))
    db.register("kept", pa.concat_tables(parts) if parts else KEPT.empty_table())


def differences(
    db: duckdb.DuckDBPyConnection, pack: Pack, today: dt.date, high: dt.date
) -> Differences:
    """Compare `wanted` with `kept`. What is not known for certain stays as it is.

    Of a subject that is certain, what is still to come must be wanted; what is overdue stays. Of one
    that is none any more nothing stays that is due.
    """
    bounds = [(row.id, duty.id) for row in pack.schedules for duty in row.duties]
    db.register(
        "known",
        pa.table(
            {
                "schedule": pa.array([each for each, _ in bounds], pa.string()),
                "duty": pa.array([each for _, each in bounds], pa.string()),
            }
        ),
    )
    new = f"SELECT w.* FROM wanted w ANTI JOIN kept USING ({KEY}) ORDER BY {KEY}"  # noqa: S608
    changed = f"""SELECT k.id, w.area, w.post, w.opens, w.due, w.closes
        FROM kept k JOIN wanted w USING ({KEY}) WHERE k.state = 'due' AND
        (k.area, k.post, k.opens, k.due, k.closes) IS DISTINCT FROM (w.area, w.post, w.opens, w.due, w.closes)
        ORDER BY k.id"""  # noqa: S608
    gone = f"""SELECT k.id, k.due >= DATE '{today}' AND k.tries = 0 AS unborn FROM kept k
        LEFT JOIN known b ON b.schedule = k.schedule AND b.duty = k.duty
        LEFT JOIN subjects s ON s.schedule = k.schedule AND s.subject_id = k.subject_id
        LEFT JOIN wanted w ON w.schedule = k.schedule AND w.duty = k.duty
            AND w.subject_id = k.subject_id AND w.number = k.number
        WHERE k.state = 'due' AND w.subject_id IS NULL AND (b.duty IS NULL OR s.subject_id IS NULL
            OR (s.sure AND k.due BETWEEN DATE '{today}' AND DATE '{high}'))
        ORDER BY k.id"""  # noqa: S608
    return Differences(new=_table(db, new), changed=_table(db, changed), gone=_table(db, gone))


def _table(db: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    return db.sql(query).to_arrow_table()
