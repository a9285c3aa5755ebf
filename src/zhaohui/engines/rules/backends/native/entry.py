"""The sweep by compiled C: everyone against every rule, block by block, from several threads."""

from __future__ import annotations

import resource
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.native.budget import check_memory
from zhaohui.engines.rules.backends.native.columns import is_accepted
from zhaohui.engines.rules.backends.native.compiled import compile_book
from zhaohui.engines.rules.backends.native.homes import SnapshotError
from zhaohui.engines.rules.backends.native.refusal import why_refused
from zhaohui.engines.rules.backends.native.steps import Manner, Steps
from zhaohui.engines.rules.backends.report import Progress, SweepReport, drafted
from zhaohui.engines.rules.backends.snapshot import KEYS
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Fact


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
    programs: Path | None = None,
) -> SweepReport:
    """Evaluate every rule on everyone, with the files and the report of `backends.duckdb.sweep`.

    The program is compiled once for a rulebook and kept in `programs`. Raises FactError where the
    machine has no C compiler, where `memory` is too little, and where the snapshot
    is not as docs/reference/snapshot.md says.
    """
    began = time.perf_counter()
    compiled = compile_book(book, programs, is_explained=explained)
    facts = compiled.facts
    try:
        with drafted(out) as scratch:
            check_columns(snapshot, facts)
            households = pq.read_metadata(snapshot / "households.parquet").num_rows
            check_memory(compiled, households, threads, memory)
            manner = Manner(scratch, threads, progress or (lambda *_: None))
            whole = Steps(compiled, snapshot, as_of, manner)
            whole.evaluate()
            whole.write()
    except SnapshotError:
        raise why_refused(snapshot, facts) from None
    persons, homes = whole.counted
    return SweepReport(
        as_of=as_of,
        persons=persons,
        households=homes,
        rules=whole.totals,
        seconds=round(time.perf_counter() - began, 3),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def check_columns(snapshot: Path, facts: list[Fact]) -> None:
    """SnapshotError where a file or a column is missing or of another type."""
    for table, keys in KEYS.items():
        path = snapshot / f"{table}.parquet"
        if not path.is_file():
            raise SnapshotError
        types = {field.name: field.type for field in pq.read_schema(path)}
        own = [fact for fact in facts if (fact.entity == "person") == (table == "persons")]
        if any(key not in types for key in keys) or any(
            fact.column not in types or not is_accepted(fact.type, types[fact.column])
            for fact in own
        ):
            raise SnapshotError
