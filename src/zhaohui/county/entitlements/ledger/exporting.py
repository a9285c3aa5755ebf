"""Give the ledger away as Parquet, in words instead of numbers, so that anyone can compare."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.county.entitlements.actions.refresh_ledger import last_day
from zhaohui.county.entitlements.errors import NoLedgerError
from zhaohui.county.entitlements.ledger.numbers import LedgerRules, read_rules
from zhaohui.county.entitlements.ledger.reading import read_answers, read_standing
from zhaohui.county.entitlements.models import RuleNumber
from zhaohui.county.entitlements.sweeping import sweep
from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.engines.ledger import Status
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

SCHEMA = pa.schema([
    ("person", pa.int64()), ("service", pa.string()), ("status", pa.string()),
    ("amount_fen", pa.int64()), ("reasons", pa.list_(pa.string())), ("needs", pa.list_(pa.string())),
])  # fmt: skip


def export_standing(book: Rulebook, path: Path) -> int:
    """Write what the ledger says is yes or unknown; return the number of rows. NoLedgerError."""
    if last_day() is None:
        raise NoLedgerError
    standing = read_standing(f"WHERE status <> {Status.NO.value} ORDER BY person_id, rule_number")
    return _write(book, _rules(book), standing, path)


def export_full(pack: Pack, book: Rulebook, path: Path, *, as_of: dt.date | None) -> int:
    """Sweep everyone on a day (None: the ledger's) and write the answers; return the number of rows."""
    last = last_day()
    if as_of is None and last is None:
        raise NoLedgerError
    day = as_of or (last.as_of if last else dt.date.max)
    rules = _rules(book)
    with tempfile.TemporaryDirectory(prefix="export-") as out:
        snapshot = write_snapshot(facts=pack.facts, day=day)
        sweep(book, snapshot.folder, day, Path(out))
        answers = read_answers(Path(out) / "findings.parquet", rules.numbers)
    return _write(
        book, rules, answers.sort_by([("person", "ascending"), ("rule", "ascending")]), path
    )


def _rules(book: Rulebook) -> LedgerRules:
    return read_rules(book, dict(RuleNumber.objects.values_list("rule", "number")))


def _write(book: Rulebook, rules: LedgerRules, rows: pa.Table, path: Path) -> int:
    ids = rules.ids
    codes = {number: book.derived(rule).codes for number, rule in ids.items()}
    names = {number: book.derived(rule).named for number, rule in ids.items()}
    draft = path.with_name(path.name + ".part")
    with pq.ParquetWriter(draft, SCHEMA, compression="zstd") as file:
        for batch in rows.to_batches(max_chunksize=250_000):
            given = batch.to_pydict()
            numbers = given["rule"]
            file.write_table(pa.table({
                "person": given["person"],
                "service": [ids[number] for number in numbers],
                "status": [Status(each).name.lower() for each in given["status"]],
                "amount_fen": given["amount_fen"],
                "reasons": [codes[n](m) for n, m in zip(numbers, given["reasons"], strict=True)],
                "needs": [names[n](m) for n, m in zip(numbers, given["needs"], strict=True)],
            }, schema=SCHEMA))  # fmt: skip
    draft.replace(path)
    return int(rows.num_rows)
