"""Read the ledger's side of a comparison: what stands, who holds what, what a sweep answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection

from zhaohui.county.entitlements.models import Finding, Holding
from zhaohui.county.registry.lapses import DUE
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.snapshot_columns import arrow_column
from zhaohui.engines.ledger import Status
from zhaohui.engines.ledger.tables import ANSWERS, HELD, STANDING
from zhaohui.engines.rules.backends.snapshot import stored_as

CHUNK = 65_536
FINDING_COLUMNS = [
    "person_id", "rule_number", "household_id", "area", "status", "state", "amount_fen", "is_held",
    "held_fen", "reasons", "needs", "since", "version",
]  # fmt: skip
PLAIN = {"is_held": "INTEGER", "since": "TEXT", "h.since": "TEXT", "h.until": "TEXT"}


def read_rows(query: str, values: Sequence[Any], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield a query's rows as tables of the schema, without Django's conversion of each value."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(CHUNK):
            columns = zip(*rows, strict=True)
            arrays = [
                arrow_column(column, field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            yield pa.Table.from_arrays(arrays, schema=schema)


def read_standing(where: str = "", values: Sequence[Any] = ()) -> pa.Table:
    """Return the ledger's rows; `where` is SQL of our own with bound values."""
    table = connection.ops.quote_name(Finding._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
    query = f"SELECT {', '.join(map(_plain, FINDING_COLUMNS))} FROM {table} {where}"
    return pa.concat_tables([STANDING.empty_table(), *read_rows(query, values, STANDING)])


def _plain(column: str) -> str:
    """A cast column has no declared type, so that the SQLite driver leaves its values alone."""
    return f"CAST({column} AS {PLAIN[column]})" if column in PLAIN else column


def read_held(
    day: dt.date, numbers: Mapping[str, int], kinds: Mapping[int, str], where: str = "",
    values: Sequence[Any] = (),
) -> pa.Table:  # fmt: skip
    """Return who holds what on the day; the household is of the rule's kind (living for persons)."""
    holding, person = (
        connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
        for model in (Holding, Person)
    )
    query = (
        "SELECT h.person_id, h.rule, p.living_id, p.registered_id, coalesce(p.village, p.town), "
        f"h.amount_fen FROM {holding} h JOIN {person} p ON p.id = h.person_id "
        f"WHERE (h.since IS NULL OR h.since <= %s) AND (h.until IS NULL OR h.until >= %s) {where}"
    )
    raw = pa.schema([
        ("person", pa.int64()), ("id", pa.string()), ("living", pa.int64()),
        ("registered", pa.int64()), ("area", pa.string()), ("held_fen", pa.int64()),
    ])  # fmt: skip
    bounds = [day.isoformat(), day.isoformat()]
    rows = pa.concat_tables([raw.empty_table(), *read_rows(query, [*bounds, *values], raw)])
    rules = pa.table({
        "id": pa.array(list(numbers), pa.string()),
        "rule": pa.array(list(numbers.values()), pa.int16()),
        "kind": pa.array([kinds.get(n, "living") for n in numbers.values()], pa.string()),
    })  # fmt: skip
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("held", rows)
        db.register("rules", rules)
        found: pa.Table = db.sql(
            "SELECT person, rule, CASE WHEN kind = 'living' THEN living ELSE registered END AS "
            "household, area, held_fen FROM held JOIN rules USING (id)"
        ).to_arrow_table()
    return found.cast(HELD)


def read_holding_days(
    day: dt.date, numbers: Mapping[str, int], kinds: Mapping[int, str], where: str = "",
    values: Sequence[Any] = (),
) -> pa.Table:  # fmt: skip
    """Return each household's next day on which a holding of its members begins or has ended."""
    holding, person = (
        connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
        for model in (Holding, Person)
    )
    query = (
        f"SELECT h.rule, p.living_id, p.registered_id, {_plain('h.since')}, {_plain('h.until')} "
        f"FROM {holding} h "
        f"JOIN {person} p ON p.id = h.person_id WHERE (h.since > %s OR h.until >= %s) {where}"
    )
    raw = pa.schema([
        ("id", pa.string()), ("living", pa.int64()), ("registered", pa.int64()),
        ("since", pa.date32()), ("until", pa.date32()),
    ])  # fmt: skip
    bounds = [day.isoformat(), day.isoformat()]
    rows = pa.concat_tables([raw.empty_table(), *read_rows(query, [*bounds, *values], raw)])
    registered = [rule for rule, number in numbers.items() if kinds.get(number) == "registered"]
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("held", rows)
        found: pa.Table = db.sql(
            """SELECT CASE WHEN id IN $registered THEN 'registered' ELSE 'living' END AS kind,
                CASE WHEN id IN $registered THEN registered ELSE living END AS household_id,
                unnest([since, until + 1]) AS next_change FROM held""",
            params={"registered": registered or [""]},
        ).to_arrow_table()
    after = pa.compute.greater(found["next_change"], pa.scalar(day, pa.date32()))
    return found.filter(after)


def read_answers(findings: Path, numbers: Mapping[str, int], where: str = "") -> pa.Table:
    """Return a sweep's `findings.parquet` as ANSWERS; `where` is SQL over `f` and the rule `r.rule`."""
    stored = stored_as(findings.parent)
    rules = pa.table({
        "id": pa.array([stored.get(rule, rule) for rule in numbers], pa.string()),
        "rule": pa.array(list(numbers.values()), pa.int16()),
    })  # fmt: skip
    query = f"""
        SELECT f.person_id AS person, r.rule, f.household_id AS household,
            coalesce(f.village, f.town) AS area,
            CASE WHEN f.status = 'yes' THEN {Status.YES} ELSE {Status.UNKNOWN} END::TINYINT AS status,
            f.amount_fen, f.reasons, f.needs
        FROM read_parquet($path) f JOIN rules r ON r.id = f.rule {where}"""
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("rules", rules)
        found: pa.Table = db.sql(query, params={"path": str(findings)}).to_arrow_table()
    return found.cast(ANSWERS)


def soonest_due(findings: Path, snapshot: Path, *more: pa.Table) -> pa.Table:
    """Return each household's first day: on which an answer can turn, or one of `more`.

    A household that nobody belongs to any more has none.
    """
    query = """
        WITH homes AS (SELECT living_id AS id FROM read_parquet($persons)
            UNION SELECT registered_id FROM read_parquet($persons)),
        days AS (SELECT kind, household_id, next_change FROM read_parquet($due)
            UNION ALL SELECT * FROM more WHERE household_id IN (SELECT id FROM homes))
        SELECT kind, household_id, min(next_change) AS next_change FROM days GROUP BY ALL"""
    files = {"persons": snapshot / "persons.parquet", "due": findings / "due.parquet"}
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("more", pa.concat_tables([DUE.empty_table(), *(t.cast(DUE) for t in more)]))
        found: pa.Table = db.sql(
            query, params={name: str(path) for name, path in files.items()}
        ).to_arrow_table()
    return found
