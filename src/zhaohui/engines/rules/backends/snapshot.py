"""The snapshot as the sweep reads it: checked on the way in, and written for cases and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.household import Facts, Household
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.tree import TEXT

ALIKE = "alike.parquet"
ARROW_TYPES = {
    "bool": pa.bool_(), "int": pa.int64(), "money": pa.int64(), "date": pa.date32(),
    "enum": pa.string(), "text": pa.string(), "code": pa.string(),
}  # fmt: skip
ACCEPTED = {
    "bool": ("BOOLEAN",), "date": ("DATE",),
    "int": ("BIGINT", "INTEGER", "SMALLINT", "TINYINT"),
    "money": ("BIGINT", "INTEGER"),
}  # fmt: skip
TABLES = {"persons": ("person",), "households": ("living", "registered")}
KEYS = {
    "persons": ("person_id", "living_id", "registered_id", "town", "village"),
    "households": ("household_id", "kind", "town", "village"),
}


def open_snapshot(db: duckdb.DuckDBPyConnection, snapshot: Path, facts: Sequence[Fact]) -> None:
    """Make `persons` and `households` readable, or raise FactError saying what the files lack."""
    for table, entities in TABLES.items():
        path = snapshot / f"{table}.parquet"
        if not path.is_file():
            hint = "Write one with zhaohui snapshot."
            raise FactError(f"The snapshot {snapshot} has no {table}.parquet.", hint=hint)
        source = literal(str(path), TEXT)
        db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({source})")
        types = {
            str(name): str(kind) for name, kind, *_ in db.execute(f"DESCRIBE {table}").fetchall()
        }
        own = [fact for fact in facts if fact.entity in entities]
        _check_columns(table, types, own)
        _check_values(db, table, own)
    _check_keys(db)


def _check_columns(table: str, types: dict[str, str], facts: Sequence[Fact]) -> None:
    for key in KEYS[table]:
        if key not in types:
            raise FactError(f"{table}.parquet lacks the column {key}.")
    for fact in facts:
        found = types.get(fact.column)
        if found is None:
            what = f"{table}.parquet lacks the column {fact.column} of {fact.name}"
            raise FactError(f"{what}.", hint="Write the snapshot anew with this pack.")
        accepted = ACCEPTED.get(fact.type)
        is_text = accepted is None and (found == "VARCHAR" or found.startswith("ENUM"))
        if not is_text and found not in (accepted or ()):
            raise FactError(
                f"{table}.parquet: the column {fact.column} of {fact.name} holds {found}, "
                f"not {fact.type}."
            )


def _check_values(db: duckdb.DuckDBPyConnection, table: str, facts: Sequence[Fact]) -> None:
    """One pass over the columns: enums within their lists, numbers within their limits."""
    tests = [(fact, test) for fact in facts if (test := _outside(fact))]
    if not tests:
        return
    chosen = ", ".join(f"count(*) FILTER ({test})" for _, test in tests)
    counts = db.execute(f"SELECT {chosen} FROM {table}").fetchall()[0]
    for (fact, test), count in zip(tests, counts, strict=True):
        if count:
            query = f'SELECT "{fact.column}" FROM {table} WHERE {test} LIMIT 1'
            ((example,),) = db.execute(query).fetchall()
            raise FactError(
                f"{table}.parquet: {count} rows of {fact.column} hold a value that {fact.name} "
                f"does not allow, for example {example!r}.",
                hint="Mend the registry and write the snapshot anew.",
            )


def _outside(fact: Fact) -> str:
    if fact.type == "enum":
        listed = ", ".join(literal(value, TEXT) for value in fact.values)
        return f'"{fact.column}" NOT IN ({listed})'
    limit = FACT_LIMITS.get(fact.type)
    return f'"{fact.column}" NOT BETWEEN -{limit} AND {limit}' if limit else ""


def _check_keys(db: duckdb.DuckDBPyConnection) -> None:
    lacking = db.execute(
        "SELECT count(*) FROM persons WHERE person_id IS NULL OR living_id IS NULL "
        "OR registered_id IS NULL"
    ).fetchone()
    if lacking and lacking[0]:
        raise FactError(f"persons.parquet: {lacking[0]} rows lack a person or household id.")
    for kind in TABLES["households"]:
        query = f"SELECT household_id FROM households WHERE kind = '{kind}'"
        # Sorted already as a rule, which makes this several times cheaper than grouping.
        ids = np.sort(db.execute(query).fetchnumpy()["household_id"])
        twice = np.flatnonzero(ids[1:] == ids[:-1])
        if len(twice):
            raise FactError(
                f"households.parquet: the {kind} household {ids[twice[0]]} stands twice."
            )


def write_snapshot(book: Rulebook, registry: Household, folder: Path) -> None:
    """Write a registry view (`Household` with ids, see `merge`) as a snapshot of one town.

    A person's id is the member's index. It serves cases and tests; the registry writes its own.
    """
    if registry.living_ids is None or registry.registered_ids is None:
        raise FactError("A snapshot needs living_ids and registered_ids.", hint="Use merge([…]).")
    ids = zip(registry.members, registry.living_ids, registry.registered_ids, strict=True)
    persons = [
        {"person_id": index, "living_id": living, "registered_id": registered}
        | _columns(book, member)
        for index, (member, living, registered) in enumerate(ids)
    ]
    homes = (("living", registry.living), ("registered", registry.registered))
    households = [
        {"household_id": identity, "kind": kind} | _columns(book, stated)
        for kind, given in homes
        for identity, stated in given.items()
    ]
    for name, records in (("persons", persons), ("households", households)):
        pq.write_table(_table(book, name, records), folder / f"{name}.parquet")


def _columns(book: Rulebook, stated: Facts) -> dict[str, Any]:
    known = {book.facts[name].column: value for name, value in stated.items()}
    return {"town": "000000000", "village": "000000000000"} | known


def _table(book: Rulebook, name: str, records: Sequence[dict[str, Any]]) -> pa.Table:
    fields = [
        *((key, pa.string() if key in ("kind", "town", "village") else pa.int64())
          for key in KEYS[name]),
        *_fact_fields(book, name),
    ]  # fmt: skip
    schema = pa.schema(fields)
    return pa.Table.from_pylist(list(records), schema=schema)


def _fact_fields(book: Rulebook, name: str) -> Iterator[tuple[str, pa.DataType]]:
    for fact in book.facts.values():
        if fact.entity in TABLES[name]:
            yield fact.column, ARROW_TYPES[fact.type]


def stored_as(out: Path) -> dict[str, str]:
    """Return, for a sweep's folder, the rules whose findings are stored under another one."""
    if not (out / ALIKE).exists():
        return {}
    table = pq.read_table(out / ALIKE)
    return dict(zip(table["rule"].to_pylist(), table["kept"].to_pylist(), strict=True))


def read_findings(folder: Path) -> list[dict[str, Any]]:
    """The findings as dictionaries, each rule's of its own, for cases and tests."""
    rows: list[dict[str, Any]] = pq.read_table(folder / "findings.parquet").to_pylist()
    named: dict[str, list[str]] = {}
    for rule, kept in stored_as(folder).items():
        named.setdefault(kept, []).append(rule)
    more = [{**row, "rule": rule} for row in rows for rule in named.get(row["rule"], [])]
    return rows + more


def read_due(folder: Path) -> dict[tuple[str, int], date]:
    """`due.parquet` as a mapping from kind and household id to its next day."""
    rows = pq.read_table(folder / "due.parquet").to_pylist()
    return {(row["kind"], row["household_id"]): row["next_change"] for row in rows}
