"""The sweep: everyone against every rule, from the snapshot's columns to findings, by DuckDB."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends import queries
from zhaohui.engines.rules.backends.batches import Findings, first_days
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.queries import Plan
from zhaohui.engines.rules.backends.snapshot import open_snapshot
from zhaohui.engines.rules.bounds import MAX_MEMBERS
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.tree import TEXT

CHUNK_PERSONS = 1_000_000
BATCH_CELLS = 12_000_000  # rows of a batch times about the columns that they have
Progress = Callable[[int, int, str], None]
Query = TypeVar("Query")
Key = TypeVar("Key", bound=tuple[str, ...])
Cell = list[int]  # yes, no, unknown, amount_fen, yes without a known amount


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTotals:
    """One rule over everyone; `unpriced` counts the yes whose amount is not known."""

    id: str
    yes: int
    no: int
    unknown: int
    amount_fen: int
    unpriced: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SweepReport:
    """What a sweep did; `households` are living ones, `peak_mb` is the whole process's."""

    as_of: date
    persons: int
    households: int
    rules: list[RuleTotals]
    seconds: float
    peak_mb: float


def sweep(
    book: Rulebook,
    snapshot: Path,
    as_of: date,
    out: Path,
    *,
    threads: int = 2,
    memory: str = "2GB",
    progress: Progress | None = None,
    explained: bool = True,
) -> SweepReport:
    """Evaluate every rule on every person and household of a snapshot (docs/reference/snapshot.md).

    Writes `findings.parquet` (yes and unknown, with masks of reasons and needs, see `Derived`),
    `due.parquet` (each household's next day on which an answer can differ; absent: never),
    `cells.parquet` (counts by town) and `village_cells.parquet` (by village) into `out`: to
    temporary names, fsynced, then renamed. `progress(done, total, label)` is called as it goes.
    Where only counts and sums are wanted, `explained` False leaves out reasons, needs and days.
    Raises FactError when the snapshot lacks a column or holds what the dictionary does not allow.
    """
    began = time.perf_counter()
    out.mkdir(parents=True, exist_ok=True)
    plan = queries.make_plan(book, book.day(as_of), is_explained=explained)
    with (
        tempfile.TemporaryDirectory(prefix=".sweep-", dir=out) as scratch,
        _connect(Path(scratch), threads, memory) as db,
    ):
        run = _Sweep(db, plan, Path(scratch), progress or (lambda *_: None))
        persons, households = run.evaluate(snapshot)
        for name in FILES:
            if (Path(scratch) / name).exists():
                _publish(Path(scratch) / name, out / name)
            else:
                (out / name).unlink(missing_ok=True)
    totals = [run.totals(rule_id) for rule_id in book.rules]
    return SweepReport(
        as_of=as_of,
        persons=persons,
        households=households,
        rules=totals,
        seconds=round(time.perf_counter() - began, 3),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


@dataclass(slots=True)
class _Sweep:
    db: duckdb.DuckDBPyConnection
    plan: Plan
    scratch: Path
    progress: Progress
    cells: dict[tuple[str, str, str], Cell] = field(default_factory=dict)
    days: list[pa.Table] = field(default_factory=list)
    queries: dict[str, Any] = field(default_factory=dict)
    done: int = 0
    total: int = 0

    def evaluate(self, snapshot: Path) -> tuple[int, int]:
        """Write the files; return the numbers of persons and of living households.

        People are answered in ranges of living households, each with its households, so that no
        table grows with the population but that of registered households, where rules ask for it.
        """
        open_snapshot(self.db, snapshot, self.plan.facts)
        self._look_at(queries.widen())
        self.progress(0, 1, "households")
        chunks = self._chunks()
        self.total = 2 + len(chunks)
        persons = households = 0
        with self._findings() as file:
            for index, chunk in enumerate(chunks):
                self._step("persons")
                self._look_at(queries.narrow(*chunk))
                counted = self._gather("living")
                persons, households = persons + counted[0], households + counted[1]
                if index == 0 and "registered" in self.plan.groups():
                    self._look_at(queries.widen())
                    self._gather("registered")
                    self._look_at(queries.narrow(*chunk))
                self._answer("person", None, file)
                self._answer("household", "living", file)
            if chunks:
                self._answer("household", "registered", file)
        self._step("writing")
        if self.plan.is_explained:
            self._write_due()
        self._write_cells()
        self.progress(self.total, self.total, "done")
        return persons, households

    def totals(self, rule_id: str) -> RuleTotals:
        """The sum of a rule's cells over the towns."""
        rows = [cell for (rule, *_), cell in self.cells.items() if rule == rule_id]
        yes, no, unknown, amount_fen, unpriced = (
            (sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * 5
        )
        return RuleTotals(
            id=rule_id, yes=yes, no=no, unknown=unknown, amount_fen=amount_fen, unpriced=unpriced
        )

    @contextmanager
    def _findings(self) -> Iterator[Findings]:
        """The file of findings; when it is closed its counts are the cells."""
        pairs = self.db.execute(queries.places()).fetchall()
        towns, villages = (sorted({"", *codes}) for codes in zip(("", ""), *pairs, strict=True))
        for name, codes in (("town", towns), ("village", villages)):
            self.db.execute(queries.code_type(name, codes))
        rules = list(self.plan.book.rules)
        file = Findings(self.scratch / "findings.parquet", rules, towns, villages)
        try:
            yield file
        finally:
            file.close()
        for rule, place in zip(*file.met.nonzero(), strict=True):
            key = (rules[rule], *file.places.pairs[place])
            self.cells[key] = file.counts[rule, place].tolist()

    def _look_at(self, views: Sequence[str]) -> None:
        for each in views:
            self.db.execute(each)

    def _gather(self, kind: str) -> tuple[int, int]:
        """Gather the households of a kind; return how many people and households they are."""
        self.db.execute(self._query(kind, lambda: queries.group_table(self.plan, kind)))
        people, count, largest = self.db.execute(
            f"SELECT coalesce(sum(size), 0), count(*), coalesce(max(size), 0) FROM {kind}_groups"
        ).fetchall()[0]
        if largest > MAX_MEMBERS:
            raise FactError(f"A {kind} household has {largest} members, more than {MAX_MEMBERS}.")
        return int(people), int(count)

    def _answer(self, subject: str, kind: str | None, file: Findings) -> None:
        """Answer the rules of persons, or those of a kind of household, and file what they say."""
        rules = self.plan.rules_of(subject, kind)
        if not rules:
            return
        answers = self._query(
            f"{subject} {kind}", lambda: queries.of_subject(self.plan, rules, kind)
        )
        query, columns = answers
        household = "household_id" if kind else "living_id"
        for batch in self.db.sql(query).to_arrow_reader(BATCH_CELLS // (2 * len(rules))):
            file.add(batch, columns)
            if self.plan.is_explained:
                found = first_days(batch, household)
                kinds = pa.array([kind or "living"] * len(found), pa.string())
                self.days.append(found.append_column("kind", kinds))

    def _query(self, name: str, make: Callable[[], Query]) -> Query:
        """A query's text; the same for every chunk, so it is made once."""
        if name not in self.queries:
            self.queries[name] = make()
        found: Query = self.queries[name]
        return found

    def _write_due(self) -> None:
        """due.parquet: of each household the first of its subjects' days."""
        nothing = pa.table({"household_id": pa.array([], pa.int64()),
                            "next_change": pa.array([], pa.date32()),
                            "kind": pa.array([], pa.string())})  # fmt: skip
        self.db.register("days", pa.concat_tables([nothing, *self.days]))
        target = literal(str(self.scratch / "due.parquet"), TEXT)
        self.db.execute(
            "COPY (SELECT kind, household_id, min(next_change) AS next_change FROM days "
            f"GROUP BY ALL ORDER BY ALL) TO {target} (FORMAT parquet, COMPRESSION zstd)"
        )

    def _chunks(self) -> list[tuple[int, int]]:
        """Ranges of living household ids that hold about CHUNK_PERSONS people each."""
        persons = self._number("SELECT count(*) FROM persons")
        if not persons:
            return []
        parts = max(1, round(persons / CHUNK_PERSONS))
        shares = ", ".join(str(index / parts) for index in range(parts + 1))
        query = f"SELECT unnest(quantile_disc(living_id, [{shares}])) FROM persons"
        edges = sorted({int(edge) for (edge,) in self.db.execute(query).fetchall()})
        lows = [edges[0], *(edge + 1 for edge in edges[1:-1])]
        return list(zip(lows, edges[1:] or edges, strict=True))

    def _write_cells(self) -> None:
        towns: dict[tuple[str, str], Cell] = {}
        for (rule, town, _), counts in self.cells.items():
            _add(towns, (rule, town), counts)
        rows: list[tuple[object, ...]] = []
        for (rule, town), (yes, no, unknown, amount_fen, unpriced) in sorted(towns.items()):
            rows.append((rule, town, "yes", yes, amount_fen, unpriced))
            rows.append((rule, town, "no", no, 0, 0))
            rows.append((rule, town, "unknown", unknown, 0, 0))
        _write(rows, CELLS, self.scratch / "cells.parquet")
        villages = [(*key, *counts) for key, counts in sorted(self.cells.items())]
        _write(villages, VILLAGE_CELLS, self.scratch / "village_cells.parquet")

    def _number(self, query: str) -> int:
        row = self.db.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _step(self, label: str) -> None:
        self.done += 1
        self.progress(self.done, self.total, label)


def _add(cells: dict[Key, Cell], key: Key, counts: Sequence[int]) -> None:
    before = cells.setdefault(key, [0] * len(counts))
    cells[key] = [a + b for a, b in zip(before, counts, strict=True)]


def _write(rows: Sequence[tuple[object, ...]], schema: pa.Schema, path: Path) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * len(schema)
    pq.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema), path)


FILES = ("findings.parquet", "due.parquet", "cells.parquet", "village_cells.parquet")
CELLS = pa.schema([
    ("rule", pa.string()), ("town", pa.string()), ("status", pa.string()), ("n", pa.int64()),
    ("amount_fen", pa.int64()), ("unpriced", pa.int64()),
])  # fmt: skip
VILLAGE_CELLS = pa.schema([
    ("rule", pa.string()), ("town", pa.string()), ("village", pa.string()), ("yes", pa.int64()),
    ("no", pa.int64()), ("unknown", pa.int64()), ("amount_fen", pa.int64()),
    ("unpriced", pa.int64()),
])  # fmt: skip


@contextmanager
def _connect(scratch: Path, threads: int, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    db = duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": str(scratch / "spill"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        # Answers are fetched while they are made: with the small default the threads would wait.
        db.execute("SET streaming_buffer_size = '64MB'")
        # Long generated SQL is planned several times faster without it.
        db.execute("SET disabled_optimizers = 'statistics_propagation'")
        yield db
    finally:
        db.close()


def _publish(made: Path, final: Path) -> None:
    """Make sure that the file is on disk, then give it its name in one step."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
