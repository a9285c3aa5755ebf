"""The sweep: everyone against every rule, from the snapshot's columns to findings, by DuckDB."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from zhaohui.engines.rules.backends import queries
from zhaohui.engines.rules.backends.filing import Filing, count_groups
from zhaohui.engines.rules.backends.queries import Plan
from zhaohui.engines.rules.backends.report import Progress, SweepReport, drafted
from zhaohui.engines.rules.backends.snapshot import open_snapshot
from zhaohui.engines.rules.bounds import MAX_MEMBERS
from zhaohui.engines.rules.rulebook import Rulebook

CHUNK_PERSONS = 1_000_000
BATCH_CELLS = 12_000_000  # rows of a batch times about the columns that they have
Query = TypeVar("Query")


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
    plan = queries.make_plan(book, book.day(as_of), is_explained=explained)
    with drafted(out) as scratch, connect(scratch, threads, memory) as db:
        open_snapshot(db, snapshot, plan.facts)
        run = _Sweep(db, plan, Filing(db, plan, scratch), progress or (lambda *_: None))
        persons, households = run.evaluate()
    return SweepReport(
        as_of=as_of,
        persons=persons,
        households=households,
        rules=run.filing.totals(),
        seconds=round(time.perf_counter() - began, 3),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


@dataclass(slots=True)
class _Sweep:
    db: duckdb.DuckDBPyConnection
    plan: Plan
    filing: Filing
    progress: Progress
    queries: dict[str, Any] = field(default_factory=dict)
    done: int = 0
    total: int = 0

    def evaluate(self) -> tuple[int, int]:
        """Write the files; return the numbers of persons and of living households.

        People are answered in ranges of living households, each with its households, so that no
        table grows with the population but that of registered households, where rules ask for it.
        """
        self._name_codes()
        self._look_at(queries.widen())
        self.progress(0, 1, "households")
        chunks = self._chunks()
        self.total = 2 + len(chunks)
        persons = households = 0
        with self.filing:
            for index, chunk in enumerate(chunks):
                self._step("persons")
                self._look_at(queries.narrow(*chunk))
                counted = self._gather("living")
                persons, households = persons + counted[0], households + counted[1]
                if index == 0 and "registered" in self.plan.groups():
                    self._look_at(queries.widen())
                    self._gather("registered")
                    self._look_at(queries.narrow(*chunk))
                self._answer("person", None)
                self._answer("household", "living")
            if chunks:
                self._answer("household", "registered")
        self._step("writing")
        self.filing.write()
        self.progress(self.total, self.total, "done")
        return persons, households

    def _name_codes(self) -> None:
        for name, codes in (("town", self.filing.towns), ("village", self.filing.villages)):
            self.db.execute(queries.code_type(name, codes))

    def _look_at(self, views: Sequence[str]) -> None:
        for each in views:
            self.db.execute(each)

    def _gather(self, kind: str) -> tuple[int, int]:
        """Gather the households of a kind; return how many people and households they are."""
        query = self._query(kind, lambda: queries.group_query(self.plan, kind))
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {kind}_groups AS {query}")
        return count_groups(self.db, kind, MAX_MEMBERS)

    def _answer(self, subject: str, kind: str | None) -> None:
        """Answer the rules of persons, or those of a kind of household, and file what they say."""
        rules = self.plan.rules_of(subject, kind)
        if not rules:
            return
        query, columns = self._query(
            f"{subject} {kind}", lambda: queries.of_subject(self.plan, rules, kind)
        )
        for batch in self.db.sql(query).to_arrow_reader(BATCH_CELLS // (2 * len(rules))):
            self.filing.add(batch, columns, kind)

    def _query(self, name: str, make: Callable[[], Query]) -> Query:
        """A query's text; the same for every chunk, so it is made once."""
        if name not in self.queries:
            self.queries[name] = make()
        found: Query = self.queries[name]
        return found

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

    def _number(self, query: str) -> int:
        ((number,),) = self.db.execute(query).fetchall()
        return int(number)

    def _step(self, label: str) -> None:
        self.done += 1
        self.progress(self.done, self.total, label)


@contextmanager
def connect(scratch: Path, threads: int, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own, within so many threads and so much memory; it spills into `scratch`."""
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
