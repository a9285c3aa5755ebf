"""From wide batches of answers, one row a subject, to findings and to counts by place.

DuckDB answers all rules side by side; which of them stand in the findings is picked here column by
column, which costs less than a scan of the answers for every rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.queries import Columns

NO, YES, UNKNOWN = 0, 1, 2
SCHEMA = pa.schema([
    ("rule", pa.dictionary(pa.int32(), pa.string())), ("person_id", pa.int64()),
    ("household_id", pa.int64()), ("town", pa.dictionary(pa.int32(), pa.string())),
    ("village", pa.dictionary(pa.int32(), pa.string())),
    ("status", pa.dictionary(pa.int32(), pa.string())), ("amount_fen", pa.int64()),
    ("reasons", pa.int64()), ("needs", pa.int64()),
])  # fmt: skip
WORDS = [name for name, kind in zip(SCHEMA.names, SCHEMA.types, strict=True)
         if pa.types.is_dictionary(kind)]  # fmt: skip
STATUSES = pa.array(["yes", "unknown"])
NEVER = (tree.NEVER - date(1970, 1, 1)).days
Array = Any  # numpy's


@dataclass(slots=True)
class Picked:
    """What one rule adds to the findings of a batch: rows and their values."""

    rule: int
    rows: Array
    household: str
    status: Array
    amount: Array
    has_amount: Array
    reasons: Array | None
    needs: Array | None


@dataclass(slots=True)
class Places:
    """The pairs of town and village that were met, numbered as they come; '' is an unknown place."""

    towns: Sequence[str]
    villages: Sequence[str]
    pairs: list[tuple[str, str]] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)

    def of(self, town: Array, village: Array) -> Array:
        """The number of each row's pair."""
        codes, inverse = np.unique(
            town.astype(np.int64) * len(self.villages) + village, return_inverse=True
        )
        for code in codes.tolist():
            if code not in self._numbers:
                self._numbers[code] = len(self.pairs)
                where = divmod(code, len(self.villages))
                self.pairs.append((self.towns[where[0]], self.villages[where[1]]))
        numbers = np.array([self._numbers[code] for code in codes.tolist()], dtype=np.int64)
        return numbers[inverse]


class Findings:
    """findings.parquet as it is written, and the counts of every rule by place."""

    def __init__(
        self, path: Path, rules: Sequence[str], towns: Sequence[str], villages: Sequence[str]
    ) -> None:
        self.rules = pa.array(list(rules), pa.string())
        self.places = Places(towns, villages)
        self.counts = np.zeros((len(rules), 0, 5), dtype=np.int64)
        self.met = np.zeros((len(rules), 0), dtype=bool)
        self.writer = pq.ParquetWriter(path, SCHEMA, compression="zstd", use_dictionary=WORDS)

    def close(self) -> None:
        self.writer.close()

    def add(self, batch: pa.RecordBatch, columns: Sequence[Columns]) -> None:
        """Pick the findings of a batch of subjects and count all of its answers."""
        names = {name: index for index, name in enumerate(batch.schema.names)}
        values = {name: batch.column(index) for name, index in names.items()}
        town, village = (_indices(values[name]) for name in ("town", "village"))
        place = self.places.of(town, village)
        self._grow()
        everyone = np.bincount(place, minlength=len(self.places.pairs))
        picked = []
        for each in columns:
            found = _pick(each, values)
            self._count(each, found, place, everyone)
            if len(found.rows):
                picked.append(found)
        if picked:
            self.writer.write_table(self._table(picked, values, town, village))

    def _grow(self) -> None:
        lacking = len(self.places.pairs) - self.counts.shape[1]
        if lacking > 0:
            self.counts = np.pad(self.counts, ((0, 0), (0, lacking), (0, 0)))
            self.met = np.pad(self.met, ((0, 0), (0, lacking)))

    def _count(self, each: Columns, found: Picked, place: Array, everyone: Array) -> None:
        """Add yes, no, unknown, amount and unpriced of one rule by place."""
        many = len(everyone)
        at, is_yes = place[found.rows], found.status == YES
        yes = np.bincount(at[is_yes], minlength=many)
        unknown = np.bincount(at[~is_yes], minlength=many)
        counts = self.counts[each.rule]
        counts[:, 0] += yes
        counts[:, 1] += everyone - yes - unknown
        counts[:, 2] += unknown
        np.add.at(counts[:, 3], at[found.has_amount], found.amount[found.has_amount])
        if each.has_amount:
            counts[:, 4] += np.bincount(at[is_yes & ~found.has_amount], minlength=many)
        self.met[each.rule] |= everyone > 0

    def _table(
        self, picked: Sequence[Picked], values: dict[str, pa.Array], town: Array, village: Array
    ) -> pa.Table:
        rows = np.concatenate([each.rows for each in picked])
        ids = {name: values[name].to_numpy() for name in {each.household for each in picked}}
        rule = np.repeat([each.rule for each in picked], [len(each.rows) for each in picked])
        status = np.concatenate([each.status for each in picked]) - 1
        has_amount = np.concatenate([each.has_amount for each in picked])
        columns = [
            _words(rule, self.rules),
            pa.array(values["person_id"].to_numpy()[rows]),
            pa.array(np.concatenate([ids[each.household][each.rows] for each in picked])),
            _places(town[rows], self.places.towns),
            _places(village[rows], self.places.villages),
            _words(status, STATUSES),
            pa.array(np.concatenate([each.amount for each in picked]), mask=~has_amount),
            _masks([each.reasons for each in picked], len(rows)),
            _masks([each.needs for each in picked], len(rows)),
        ]
        return pa.Table.from_arrays(columns, schema=SCHEMA)


def _masks(parts: Sequence[Array | None], count: int) -> pa.Array:
    """One mask after the other; empty where reasons were not asked for."""
    given = [each for each in parts if each is not None]
    return pa.array(np.concatenate(given)) if given else pa.nulls(count, pa.int64())


def first_days(batch: pa.RecordBatch, household: str) -> pa.Table:
    """`household_id` and `next_change`: the first day in each run of one household's rows."""
    days = batch.column("due").cast(pa.int32()).to_numpy()
    ids = batch.column(household).to_numpy()
    starts: Array = np.flatnonzero(np.diff(ids, prepend=ids[:1] - 1))
    first = np.minimum.reduceat(days, starts) if len(ids) else days
    some = first < NEVER
    return pa.table({
        "household_id": pa.array(ids[starts][some]),
        "next_change": pa.array(first[some], pa.int32()).cast(pa.date32()),
    })  # fmt: skip


def _pick(each: Columns, values: dict[str, pa.Array]) -> Picked:
    """The rows whose answer is not no; a column that a rule has not is the same for all."""
    status = values[each.status].to_numpy()
    rows = np.flatnonzero(status)
    chosen = status[rows]
    is_yes = chosen == YES
    amount, has_amount = _amount(each, values, rows, is_yes)
    if not each.reasons:
        return Picked(each.rule, rows, each.household, chosen, amount, has_amount, None, None)
    reasons = np.full(len(rows), each.all_reasons, dtype=np.int64)
    if not is_yes.all():
        reasons[~is_yes] = _plain(values[each.reasons])[rows[~is_yes]]
    needs = np.zeros(len(rows), dtype=np.int64)
    if each.needs:
        needs = _plain(values[each.needs])[rows].astype(np.int64)
    return Picked(each.rule, rows, each.household, chosen, amount, has_amount, reasons, needs)


def _amount(
    each: Columns, values: dict[str, pa.Array], rows: Array, is_yes: Array
) -> tuple[Array, Array]:
    if each.fixed_amount is not None:
        return np.full(len(rows), each.fixed_amount, dtype=np.int64), is_yes
    if not each.amount:
        return np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=bool)
    column = values[each.amount]
    known = np.asarray(column.is_valid())[rows] if column.null_count else is_yes
    return _plain(column)[rows].astype(np.int64), known & is_yes


def _plain(column: pa.Array) -> Array:
    """The values as they lie in memory; what stands at a null means nothing."""
    kind = column.type.to_pandas_dtype()
    return np.frombuffer(column.buffers()[1], dtype=kind)[column.offset :][: len(column)]


def _indices(column: pa.DictionaryArray) -> Array:
    return column.indices.to_numpy()


def _words(indices: Array, words: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(indices.astype(np.int32), words)


def _places(indices: Array, words: Sequence[str]) -> pa.DictionaryArray:
    """A place's code by its number in the list, where '' is unknown."""
    empty = words.index("") if "" in words else -1
    return pa.DictionaryArray.from_arrays(
        pa.array(indices.astype(np.int32), mask=indices == empty), pa.array(words, pa.string())
    )
