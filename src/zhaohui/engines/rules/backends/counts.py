"""Counts by town and village, as every back-end writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.report import RuleTotals

STATUSES = ("yes", "no", "unknown")
CELLS = pa.schema([
    ("rule", pa.string()), ("town", pa.string()), ("status", pa.string()), ("n", pa.int64()),
    ("amount_fen", pa.int64()), ("unpriced", pa.int64()),
])  # fmt: skip
VILLAGE_CELLS = pa.schema([
    ("rule", pa.string()), ("town", pa.string()), ("village", pa.string()), ("yes", pa.int64()),
    ("no", pa.int64()), ("unknown", pa.int64()), ("amount_fen", pa.int64()),
    ("unpriced", pa.int64()),
])  # fmt: skip
Name = TypeVar("Name", str, tuple[str, str])
Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """For each rule and place yes, no, unknown, amount in fen and yes without a known amount.

    `met` says which places have anybody whom the rule asks about; places are towns and villages, '' unknown.
    """

    rules: Sequence[str]
    places: Sequence[tuple[str, str]]
    cells: Array
    met: npt.NDArray[np.bool_]

    def totals(self) -> list[RuleTotals]:
        """The sums of each rule."""
        return [
            RuleTotals(
                id=rule, yes=yes, no=no, unknown=unknown, amount_fen=amount_fen, unpriced=unpriced
            )
            for rule, (yes, no, unknown, amount_fen, unpriced) in zip(
                self.rules, self.cells.sum(axis=1).tolist(), strict=True
            )
        ]

    def write(self, folder: Path) -> None:
        """`cells.parquet` by town and `village_cells.parquet` by village, in the order of their names."""
        rules, by_rule = _sorted(self.rules)
        places, by_place = _sorted(self.places)
        cells, met = (each[by_rule][:, by_place] for each in (self.cells, self.met))
        rule, place = met.nonzero()
        names = [_texts(rules, rule)]
        names += [_texts([each[part] for each in places], place) for part in (0, 1)]
        _write([*names, *cells[rule, place].T], VILLAGE_CELLS, folder / "village_cells.parquet")

        towns, starts = np.unique([town for town, _ in places], return_index=True)
        if len(towns):
            cells = np.add.reduceat(cells, starts, axis=1)
            met = np.logical_or.reduceat(met, starts, axis=1)
        rule, town = met.nonzero()
        found = cells[rule, town]
        sums = np.zeros((len(rule), len(STATUSES), 2), dtype=np.int64)
        sums[:, 0] = found[:, 3:]  # of the yes only
        names = [
            _texts(rules, np.repeat(rule, len(STATUSES))),
            _texts(towns.tolist(), np.repeat(town, len(STATUSES))),
            _texts(STATUSES, np.tile(np.arange(len(STATUSES)), len(rule))),
        ]
        columns = [*names, found[:, :3].ravel(), *sums.reshape(-1, 2).T]
        _write(columns, CELLS, folder / "cells.parquet")


def _sorted(names: Sequence[Name]) -> tuple[list[Name], Array]:
    """Names in their order, and where each stood."""
    order = sorted(range(len(names)), key=names.__getitem__)
    return [names[each] for each in order], np.array(order, dtype=np.int64)


def _texts(words: Sequence[str], places: Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(
        pa.array(places.astype(np.int32)), pa.array(words, pa.string())
    ).cast(pa.string())


def _write(columns: Sequence[Array | pa.Array], schema: pa.Schema, path: Path) -> None:
    pq.write_table(pa.Table.from_arrays([pa.array(each) for each in columns], schema=schema), path)
