"""Give the ledger away as Parquet, in words instead of numbers, so that anyone can compare."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.county.entitlements.actions.refresh_ledger import last_day
from zhaohui.county.entitlements.errors import NoLedgerError
from zhaohui.county.entitlements.ledger.reading import read_answers, read_standing
from zhaohui.county.entitlements.ledger_queries import rules_by_number
from zhaohui.county.entitlements.sweeping import sweep
from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.engines.ledger import Status
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

BATCH = 250_000
SCHEMA = pa.schema([
    ("person", pa.int64()), ("service", pa.string()), ("status", pa.string()),
    ("amount_fen", pa.int64()), ("reasons", pa.list_(pa.string())), ("needs", pa.list_(pa.string())),
])  # fmt: skip


def export_standing(book: Rulebook, path: Path) -> int:
    """Write what the ledger says is yes or unknown; return the number of rows. NoLedgerError."""
    if last_day() is None:
        raise NoLedgerError
    return _write(
        book, read_standing(f"WHERE status <> {Status.NO.value}"), rules_by_number(), path
    )


def export_full(pack: Pack, book: Rulebook, path: Path, *, as_of: dt.date | None) -> int:
    """Sweep everyone on a day (None: the ledger's) and write the answers; return the number of rows."""
    last = last_day()
    if as_of is None and last is None:
        raise NoLedgerError
    day = as_of or (last.as_of if last else dt.date.max)
    numbers = {rule: number for number, rule in enumerate(book.rules)}  # each rule's own answer
    with tempfile.TemporaryDirectory(prefix="export-") as out:
        snapshot = write_snapshot(facts=pack.facts, day=day)
        sweep(book, snapshot.folder, day, Path(out))
        answers = read_answers(Path(out) / "findings.parquet", numbers)
    return _write(book, answers, {number: [rule] for rule, number in numbers.items()}, path)


def _write(book: Rulebook, rows: pa.Table, rules: dict[int, list[str]], path: Path) -> int:
    """Write each row for each rule of which it speaks, in the order of person and service."""
    pairs = [
        (number, rule) for number, each in rules.items() for rule in each if rule in book.rules
    ]
    of = pa.table({"rule": [n for n, _ in pairs], "service": [rule for _, rule in pairs]})
    draft = path.with_name(path.name + ".part")
    written = 0
    with (
        duckdb.connect(config={"threads": 1}) as db,
        pq.ParquetWriter(draft, SCHEMA, compression="zstd") as file,
    ):
        db.register("found", rows)
        db.register("rules", of)
        query = (
            "SELECT person, service, status, amount_fen, reasons, needs "
            "FROM found JOIN rules USING (rule) ORDER BY person, service"
        )
        for batch in db.sql(query).to_arrow_reader(BATCH):
            file.write_table(_in_words(book, batch.to_pydict()))
            written += batch.num_rows
    draft.replace(path)
    return written


def _in_words(book: Rulebook, given: dict[str, list[Any]]) -> pa.Table:
    derived = {rule: book.derived(rule) for rule in set(given["service"])}
    masks = zip(given["service"], given["reasons"], given["needs"], strict=True)
    words = [(derived[rule].codes(why), derived[rule].named(needs)) for rule, why, needs in masks]
    return pa.table(
        {
            "person": given["person"],
            "service": given["service"],
            "status": [Status(each).name.lower() for each in given["status"]],
            "amount_fen": given["amount_fen"],
            "reasons": [reasons for reasons, _ in words],
            "needs": [needs for _, needs in words],
        },
        schema=SCHEMA,
    )
