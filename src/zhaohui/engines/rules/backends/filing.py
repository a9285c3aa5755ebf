"""Batches of answers, filed: findings as they come, then days, then counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa

from zhaohui.engines.rules.backends import queries
from zhaohui.engines.rules.backends.batches import Findings, first_days
from zhaohui.engines.rules.backends.counts import Cells, totals, write_cells
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.queries import Columns, Plan
from zhaohui.engines.rules.backends.report import RuleTotals
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.tree import TEXT


class Filing:
    """The files of one sweep, whose plan's answers come as wide batches.

    `db` sees the views `persons` and `households`.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, plan: Plan, folder: Path) -> None:
        self.db, self.plan, self.folder = db, plan, folder
        self.rules = list(plan.book.rules)
        pairs = db.execute(queries.places()).fetchall()
        towns, villages = (sorted({"", *codes}) for codes in zip(("", ""), *pairs, strict=True))
        self.towns, self.villages = towns, villages
        self.findings = Findings(folder / "findings.parquet", self.rules, towns, villages)
        self.days: list[pa.Table] = []
        self.cells: Cells = {}

    def add(self, batch: pa.RecordBatch, columns: Sequence[Columns], kind: str | None) -> None:
        """File the answers of persons, or of households of a kind."""
        self.findings.add(batch, columns)
        if self.plan.is_explained:
            found = first_days(batch, "household_id" if kind else "living_id")
            kinds = pa.array([kind or "living"] * len(found), pa.string())
            self.days.append(found.append_column("kind", kinds))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the file of findings; its counts are the cells."""
        self.findings.close()
        for rule, place in zip(*self.findings.met.nonzero(), strict=True):
            key = (self.rules[rule], *self.findings.places.pairs[place])
            self.cells[key] = self.findings.counts[rule, place].tolist()

    def write(self) -> None:
        """Days and counts."""
        if self.plan.is_explained:
            self._write_due()
        write_cells(self.cells, self.folder)

    def totals(self) -> list[RuleTotals]:
        return totals(self.rules, self.cells)

    def _write_due(self) -> None:
        """due.parquet: of each household the first of its subjects' days."""
        nothing = pa.table({"household_id": pa.array([], pa.int64()),
                            "next_change": pa.array([], pa.date32()),
                            "kind": pa.array([], pa.string())})  # fmt: skip
        self.db.register("days", pa.concat_tables([nothing, *self.days]))
        target = literal(str(self.folder / "due.parquet"), TEXT)
        self.db.execute(
            "COPY (SELECT kind, household_id, min(next_change) AS next_change FROM days "
            f"GROUP BY ALL ORDER BY ALL) TO {target} (FORMAT parquet, COMPRESSION zstd)"
        )


def count_groups(db: duckdb.DuckDBPyConnection, kind: str, most: int) -> tuple[int, int]:
    """How many people and households the gathered `{kind}_groups` are; FactError beyond belief."""
    people, count, largest = db.execute(
        f"SELECT coalesce(sum(size), 0), count(*), coalesce(max(size), 0) FROM {kind}_groups"
    ).fetchall()[0]
    if largest > most:
        raise FactError(f"A {kind} household has {largest} members, more than {most}.")
    return int(people), int(count)
