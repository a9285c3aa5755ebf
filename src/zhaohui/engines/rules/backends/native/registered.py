"""Registered households lie across pieces: their aggregates and heads are gathered in a pass of its own."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from zhaohui.engines.rules.backends.native.homes import Slots
from zhaohui.engines.rules.backends.native.job import Array, address
from zhaohui.engines.rules.backends.native.kinds import NUMPY, days
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.tree import NEVER

NOT_MET = 2


@dataclass(slots=True)
class Registered:
    """Every registered household that somebody belongs to: aggregates, size, head, next day."""

    ids: Array
    slots: Slots
    sums: list[Array]
    sizes: Array
    due: Array
    lock: Lock = field(default_factory=Lock)
    best_id: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    best_head: Array = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    town_of: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    village_of: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    @classmethod
    def of(cls, ids: Array, kinds: list[str], *, with_heads: bool) -> Registered:
        """Room for these households, whose ids are sorted."""
        count = len(ids)
        sums = [np.zeros(max(1, count), dtype=NUMPY[kind]) for kind in kinds]
        due = np.full(count, days(NEVER), dtype=np.int32)
        made = cls(ids, Slots.of(ids), sums, np.zeros(count, dtype=np.int64), due)
        if with_heads:
            made.best_id = np.zeros(3 * count, dtype=np.int64)
            made.best_head = np.full(3 * count, NOT_MET, dtype=np.uint8)
            made.town_of = np.full(count, -1, dtype=np.int32)
            made.village_of = np.full(count, -1, dtype=np.int32)
        return made

    def add_heads(
        self, library: ctypes.CDLL, persons: tuple[Array, Array, Array, Array], places: Places
    ) -> None:
        """Let the persons of a piece (slots, ids, who is head, places) stand for head, `lock` held."""
        towns, villages = places.told()
        slots = persons[0]
        given = (*persons, towns, villages)
        library.heads_among(
            address(slots), len(slots), *(address(each) for each in given[1:]),
            address(self.best_id), address(self.best_head), len(self.ids),
            address(self.town_of), address(self.village_of),
        )  # fmt: skip

    @property
    def head(self) -> Array:
        return np.ascontiguousarray(self.best_id[: len(self.ids)])


def sorted_ids(parts: list[Array]) -> Array:
    """The ids of all parts, each once, in their order."""
    if not parts:
        return np.zeros(0, dtype=np.int64)
    low, high = min(int(each.min()) for each in parts), max(int(each.max()) for each in parts)
    if high - low > 16 * sum(len(each) for each in parts) + 1_000_000:
        return np.unique(np.concatenate(parts))
    met = np.zeros(high - low + 1, dtype=bool)
    for each in parts:
        met[each - low] = True
    return np.flatnonzero(met) + low
