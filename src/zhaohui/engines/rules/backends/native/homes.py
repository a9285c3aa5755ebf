"""All households in memory: where each id stands, its facts, and its own place."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.native.columns import Coder, stored
from zhaohui.engines.rules.backends.native.job import Array, address
from zhaohui.engines.rules.backends.native.places import Places, dictionary
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.spec import Fact

SPARSE = 8  # so many times more numbers than ids are still cheaper as a table than searched
SPARE = 1_000_000
EMPTY = np.zeros(0, dtype=np.int64)


class SnapshotError(Exception):
    """A snapshot is not as it must be; the sentence is looked for afterwards."""


@dataclass(slots=True)
class Slots:
    """From ids to their places 0, 1, …: by a table where they lie close, else by search."""

    count: int
    low: int
    table: Array | None
    ids: Array
    order: Array

    @classmethod
    def of(cls, ids: Array) -> Slots:
        """The places of ids in their order; SnapshotError where one stands twice."""
        low = int(ids.min()) if len(ids) else 0
        span = int(ids.max()) - low + 1 if len(ids) else 0
        if span <= SPARSE * len(ids) + SPARE:
            table = np.full(span, -1, dtype=np.int32)
            table[ids - low] = np.arange(len(ids), dtype=np.int32)
            if np.count_nonzero(table >= 0) != len(ids):
                raise SnapshotError
            return cls(len(ids), low, table, EMPTY, EMPTY)
        order = np.argsort(ids, kind="stable")
        ranked = ids[order]
        if (ranked[1:] == ranked[:-1]).any():
            raise SnapshotError
        return cls(len(ids), low, None, ranked, order.astype(np.int32))

    def locate(self, ids: Array, library: ctypes.CDLL) -> Array:
        """The place of each id, -1 where it has none."""
        found = np.empty(len(ids), dtype=np.int32)
        if self.table is not None:
            library.locate(
                address(ids),
                len(ids),
                address(self.table),
                self.low,
                len(self.table),
                address(found),
            )
            return found
        at = np.minimum(np.searchsorted(self.ids, ids), self.count - 1)
        return np.where(self.ids[at] == ids, self.order[at], -1).astype(np.int32)


@dataclass(slots=True)
class Homes:
    """The households of a kind that the file has: their slots, facts by name, and places."""

    slots: Slots
    facts: dict[str, Array]
    place: Array


@dataclass(slots=True)
class _Gathered:
    ids: list[Array] = field(default_factory=list)
    facts: dict[str, list[Array]] = field(default_factory=dict)
    places: list[Array] = field(default_factory=list)


def read_homes(
    path: Path, facts: Sequence[Fact], places: Places, coder: Coder, placed: frozenset[str]
) -> dict[str, Homes]:
    """The households of `households.parquet` by kind; `placed` are the kinds whose place is asked."""
    texts = ["kind", "town", "village"]
    texts += [fact.column for fact in facts if fact.type in ("enum", "text", "code")]
    columns = ["household_id", "kind", *(["town", "village"] if placed else [])]
    columns += [fact.column for fact in facts]
    found = {kind: _Gathered() for kind in HOUSEHOLDS}
    with pq.ParquetFile(path, read_dictionary=texts) as file:
        for batch in file.iter_batches(batch_size=1 << 17, columns=columns, use_threads=False):
            for kind, gathered in found.items():
                chosen = _of_kind(batch, kind)
                own = [fact for fact in facts if fact.entity == kind]
                _gather(gathered, chosen, own, coder)
                if kind in placed:
                    place = places.numbers(chosen.column("town"), chosen.column("village"))
                    gathered.places.append(place)
    return {kind: _homes(gathered, facts, kind) for kind, gathered in found.items()}


def _of_kind(batch: pa.RecordBatch, kind: str) -> pa.RecordBatch:
    """The rows of a kind; a batch of one kind, as most are, is not copied."""
    coded = dictionary(batch.column("kind"))
    words = coded.dictionary.to_pylist()
    if kind not in words:
        return batch.slice(0, 0)
    own = pc.equal(coded.indices, words.index(kind))
    return batch if pc.all(own, skip_nulls=False).as_py() else batch.filter(own)


def _gather(gathered: _Gathered, rows: pa.RecordBatch, facts: list[Fact], coder: Coder) -> None:
    ids = rows.column("household_id")
    if ids.null_count:
        raise SnapshotError
    gathered.ids.append(ids.to_numpy(zero_copy_only=False).astype(np.int64))
    for fact in facts:
        values, fits = stored(rows.column(fact.column), fact, coder)
        if not fits:
            raise SnapshotError
        gathered.facts.setdefault(fact.name, []).append(values)


def _homes(gathered: _Gathered, facts: Sequence[Fact], kind: str) -> Homes:
    ids = np.concatenate(gathered.ids) if gathered.ids else EMPTY
    arrays = {
        fact.name: np.concatenate(gathered.facts[fact.name])
        if fact.name in gathered.facts
        else np.zeros(1, dtype=np.int64)
        for fact in facts
        if fact.entity == kind
    }
    place = np.concatenate(gathered.places) if gathered.places else EMPTY.astype(np.int32)
    return Homes(Slots.of(ids), arrays, place)
