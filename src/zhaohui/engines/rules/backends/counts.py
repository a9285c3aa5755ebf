"""Counts by town and village, as every back-end writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.report import RuleTotals

Cell = list[int]  # yes, no, unknown, amount_fen, yes without a known amount
Cells = dict[tuple[str, str, str], Cell]
CELLS = pa.schema([
    ("rule", pa.string()), ("town", pa.string()), ("status", pa.string()), ("n", pa.int64()),
    ("amount_fen", pa.int64()), ("unpriced", pa.int64()),
])  # fmt: skip
VILLAGE_CELLS = pa.schema([
    ("rule", pa.string()), ("town", pa.string()), ("village", pa.string()), ("yes", pa.int64()),
    ("no", pa.int64()), ("unknown", pa.int64()), ("amount_fen", pa.int64()),
    ("unpriced", pa.int64()),
])  # fmt: skip


def add(cells: Cells, key: tuple[str, str, str], counts: Sequence[int]) -> None:
    before = cells.setdefault(key, [0] * 5)
    cells[key] = [a + b for a, b in zip(before, counts, strict=True)]


def totals(rules: Iterable[str], cells: Cells) -> list[RuleTotals]:
    """The sums of the rules' cells."""
    sums: Cells = {}
    for (rule, _, _), counts in cells.items():
        add(sums, (rule, "", ""), counts)
    found = []
    for rule in rules:
        yes, no, unknown, amount_fen, unpriced = sums.get((rule, "", ""), [0] * 5)
        found.append(
            RuleTotals(
                id=rule, yes=yes, no=no, unknown=unknown, amount_fen=amount_fen, unpriced=unpriced
            )
        )
    return found


def write_cells(cells: Cells, folder: Path) -> None:
    """`cells.parquet` by town and `village_cells.parquet` by village."""
    towns: Cells = {}
    for (rule, town, _), counts in cells.items():
        add(towns, (rule, town, ""), counts)
    rows: list[tuple[object, ...]] = []
    for (rule, town, _), (yes, no, unknown, amount_fen, unpriced) in sorted(towns.items()):
        rows.append((rule, town, "yes", yes, amount_fen, unpriced))
        rows.append((rule, town, "no", no, 0, 0))
        rows.append((rule, town, "unknown", unknown, 0, 0))
    _write(rows, CELLS, folder / "cells.parquet")
    villages = [(*key, *counts) for key, counts in sorted(cells.items())]
    _write(villages, VILLAGE_CELLS, folder / "village_cells.parquet")


def by_place(
    rule: str,
    places: Sequence[tuple[str | None, str | None]],
    population: Mapping[int, int],
    rows: Sequence[Sequence[int]],
    cells: Cells,
) -> None:
    """Add one rule's counts of each place; who is neither yes nor unknown is a no."""
    for place, people in population.items():
        yes, unknown, amount_fen, unpriced = rows[place]
        town, village = places[place]
        counts = (yes, people - yes - unknown, unknown, amount_fen, unpriced)
        add(cells, (rule, town or "", village or ""), counts)


def _write(rows: Sequence[tuple[object, ...]], schema: pa.Schema, path: Path) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * len(schema)
    pq.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema), path)
