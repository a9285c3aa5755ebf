"""Answer rules that say the same once: their findings are stored under one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.choice import Sweep
from zhaohui.engines.rules.backends.duckdb import Progress, SweepReport
from zhaohui.engines.rules.backends.snapshot import ALIKE
from zhaohui.engines.rules.rulebook import Rulebook

COUNTS = ("cells.parquet", "village_cells.parquet")


def once(sweep: Sweep) -> Sweep:
    """Return a sweep that answers each kind of equal rules once (`Rulebook.alike`).

    `findings.parquet` then names the first of them, and `alike.parquet` the others with it; counts and
    totals name them all.
    """

    def each_kind(
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
        alike = book.alike()
        done = sweep(
            book.without(alike), snapshot, as_of, out,
            threads=threads, memory=memory, progress=progress, explained=explained,
        )  # fmt: skip
        pq.write_table(pa.table({"rule": [*alike], "kept": [*alike.values()]}), out / ALIKE)
        for name in COUNTS:
            _count_all(out / name, alike)
        totals = {each.id: each for each in done.rules}
        rules = [replace(totals[alike.get(rule, rule)], id=rule) for rule in book.rules]
        return replace(done, rules=rules)

    return each_kind


def _count_all(path: Path, alike: dict[str, str]) -> None:
    cells = pq.read_table(path)
    parts = [cells]
    for rule, kept in alike.items():
        same = cells.filter(pc.equal(cells["rule"], kept))
        place = cells.column_names.index("rule")
        names = pa.array([rule] * same.num_rows, cells.schema.field("rule").type)
        parts.append(same.set_column(place, cells.schema.field("rule"), names))
    pq.write_table(pa.concat_tables(parts), path)
