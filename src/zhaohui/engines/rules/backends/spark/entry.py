"""The sweep by Spark: it gathers and answers into Parquet, which is then filed like DuckDB's batches."""

from __future__ import annotations

import resource
import shutil
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from zhaohui.engines.rules import bounds
from zhaohui.engines.rules.backends import queries
from zhaohui.engines.rules.backends.dialect import SPARK
from zhaohui.engines.rules.backends.duckdb import connect
from zhaohui.engines.rules.backends.filing import Filing, count_groups
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.queries import Plan
from zhaohui.engines.rules.backends.report import Progress, SweepReport, drafted
from zhaohui.engines.rules.backends.snapshot import TABLES, open_snapshot
from zhaohui.engines.rules.backends.spark.session import MASTER, session
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.tree import TEXT

RULES_AT_ONCE = 120  # statements of more become too long to plan
PART_PERSONS = 200_000  # people that are shuffled into one part
BATCH_ROWS = 65_536


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
    master: str = MASTER,
) -> SweepReport:
    """Evaluate every rule on everyone, with the files and the report of `backends.duckdb.sweep`.

    Spark runs at `master`; where that is no local one, its machines must see `snapshot` and `out` by the
    same paths. Raises FactError where pyspark or Java is missing, and where the snapshot is not as
    docs/reference/snapshot.md says.
    """
    began = time.perf_counter()
    plan = queries.make_plan(book, book.day(as_of), is_explained=explained, dialect=SPARK)
    with drafted(out) as scratch, connect(scratch, threads, memory) as db:
        open_snapshot(db, snapshot, plan.facts)
        with session(master, memory, scratch) as spark:
            run = _Sweep(spark, db, plan, Filing(db, plan, scratch), scratch, progress or _quiet)
            persons, households = run.evaluate(snapshot)
            peak = _peak_mb(spark)
    return SweepReport(
        as_of=as_of,
        persons=persons,
        households=households,
        rules=run.filing.totals(),
        seconds=round(time.perf_counter() - began, 3),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 + peak, 1),
    )


@dataclass(slots=True)
class _Sweep:
    spark: Any
    db: duckdb.DuckDBPyConnection
    plan: Plan
    filing: Filing
    scratch: Path
    progress: Progress
    done: int = 0
    total: int = 0

    def evaluate(self, snapshot: Path) -> tuple[int, int]:
        """Write the files; return the numbers of persons and of living households."""
        self.progress(0, 1, "households")
        persons = pq.read_metadata(snapshot / "persons.parquet").num_rows
        parts = max(self.spark.sparkContext.defaultParallelism, persons // PART_PERSONS)
        self.spark.conf.set("spark.sql.shuffle.partitions", str(parts))
        for table in TABLES:
            self._view(table, snapshot / f"{table}.parquet")
        self.spark.sql("CREATE OR REPLACE TEMP VIEW chunk AS SELECT * FROM persons")
        for each in queries.widen():
            self.spark.sql(each)
        work = self._work()
        self.total = 2 + len(work)
        counted = {kind: self._gather(kind) for kind in self.plan.groups()}
        with self.filing:
            for kind, rules in work:
                self._step("persons" if kind is None else "households")
                if counted["living"][0]:
                    self._answer(kind, rules)
        self._step("writing")
        self.filing.write()
        self.progress(self.total, self.total, "done")
        return counted["living"]

    def _work(self) -> list[tuple[str | None, list[CompiledRule]]]:
        """The statements: by subject, so many rules in each as are planned well together."""
        subjects = (("person", None), ("household", "living"), ("household", "registered"))
        return [
            (kind, rules[first : first + RULES_AT_ONCE])
            for subject, kind in subjects
            for rules in (self.plan.rules_of(subject, kind),)
            for first in range(0, len(rules), RULES_AT_ONCE)
        ]

    def _gather(self, kind: str) -> tuple[int, int]:
        """Gather the households of a kind; return how many people and households they are."""
        folder = self.scratch / f"{kind}_groups"
        self._sql(queries.group_query(self.plan, kind)).write.parquet(str(folder))
        self._view(folder.name, folder)
        source = literal(str(folder / "*.parquet"), TEXT)
        self.db.execute(f"CREATE VIEW {folder.name} AS SELECT * FROM read_parquet({source})")
        return count_groups(self.db, kind, bounds.MAX_MEMBERS)

    def _answer(self, kind: str | None, rules: list[CompiledRule]) -> None:
        query, columns = queries.of_subject(self.plan, rules, kind)
        folder = self.scratch / f"answers_{self.done}"
        self._sql(query).write.parquet(str(folder))
        for batch in ds.dataset(folder, format="parquet").to_batches(batch_size=BATCH_ROWS):
            self.filing.add(self._coded(batch), columns, kind)
        shutil.rmtree(folder)

    def _coded(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch with its town and village as numbers in the filing's lists."""
        for name, codes in (("town", self.filing.towns), ("village", self.filing.villages)):
            words = pa.array(codes, pa.string())
            numbers = pc.index_in(batch.column(name), value_set=words)
            coded = pa.DictionaryArray.from_arrays(numbers, words)
            batch = batch.set_column(batch.schema.get_field_index(name), name, coded)
        return batch

    def _sql(self, text: str) -> Any:
        """A statement's rows; only texts hold a backslash, which Spark would take for an escape."""
        return self.spark.sql(text.replace("\\", "' || chr(92) || '"))

    def _view(self, name: str, path: Path) -> None:
        self.spark.read.parquet(str(path)).createOrReplaceTempView(name)

    def _step(self, label: str) -> None:
        self.done += 1
        self.progress(self.done, self.total, label)


def _quiet(*_: object) -> None:
    pass


def _peak_mb(spark: Any) -> float:
    """The most memory that the driver's Java held, in MB; it is a process of its own."""
    process = spark._jvm.java.lang.ProcessHandle.current().pid()  # noqa: SLF001 - no other way in
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
