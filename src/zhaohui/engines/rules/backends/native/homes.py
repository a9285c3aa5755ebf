"""All households in memory: where each id stands, its facts, and its own place."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from zhaohui.engines.rules.backends.native.columns import SnapshotError
from zhaohui.engines.rules.backends.native.job import Array, address
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.backends.native.stored import StoredFile
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.spec import Fact

SPARSE = 8  # so many times more numbers than ids are still cheaper as a table than searched
SPARE = 1_000_000
EMPTY = np.zeros(0, dtype=np.int64)


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
            if not (ids[1:] > ids[:-1]).all() and np.count_nonzero(table >= 0) != len(ids):
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


Rows = dict[str, dict[str, Array]]  # by kind: "household_id", "place", and facts by name


def read_homes(
    stored: StoredFile, facts: Sequence[Fact], places: Places, placed: frozenset[str], threads: int
) -> dict[str, Homes]:
    """The households of `households.parquet` by kind; `placed` are the kinds whose place is asked."""

    def group_rows(group: int) -> dict[str, dict[str, Array]]:
        words, kinds = stored.words(group, "kind")
        found = {}
        for kind in HOUSEHOLDS:
            own = [fact for fact in facts if fact.entity == kind]
            if kind in words:
                rows = _rows(stored, group, own, places if kind in placed else None)
                chosen = kinds == words.index(kind)  # all, as a rule: nothing is copied then
                found[kind] = (
                    rows if chosen.all() else {name: each[chosen] for name, each in rows.items()}
                )
        return found

    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(group_rows, range(stored.groups)))
    return {
        kind: _homes([each[kind] for each in parts if kind in each], kind, facts, placed)
        for kind in HOUSEHOLDS
    }


def _rows(
    stored: StoredFile, group: int, facts: Sequence[Fact], places: Places | None
) -> dict[str, Array]:
    """A row group's ids, facts by name and, where they are asked, places."""
    found = {"household_id": stored.ids(group, "household_id")}
    found |= {fact.name: stored.fact(group, fact) for fact in facts}
    if places is not None:
        found["place"] = places.numbers(stored, group)
    return found


def _homes(
    parts: Sequence[dict[str, Array]], kind: str, facts: Sequence[Fact], placed: frozenset[str]
) -> Homes:
    def whole(name: str, none: Array) -> Array:
        arrays = [each.pop(name) for each in parts]
        return np.concatenate(arrays) if arrays else none

    ids = whole("household_id", EMPTY)
    arrays = {
        fact.name: whole(fact.name, np.zeros(1, dtype=np.int64))
        for fact in facts
        if fact.entity == kind
    }
    place = whole("place", EMPTY.astype(np.int32)) if kind in placed else EMPTY.astype(np.int32)
    return Homes(Slots.of(ids), arrays, place)
