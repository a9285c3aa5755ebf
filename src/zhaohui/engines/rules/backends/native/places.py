"""Towns and villages as numbers, and which place a household's findings count in."""

from __future__ import annotations

from threading import Lock

import numpy as np

from zhaohui.engines.rules.backends.native.job import Array, address
from zhaohui.engines.rules.backends.native.stored import Room, StoredFile

MOST_FLAGS = 4_000_000
Place = tuple[str | None, str | None]


class Places:
    """Pairs of town and village in the order in which they were met; safe from several threads."""

    def __init__(self) -> None:
        self.known: dict[Place, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.known)

    def number(self, town: str | None, village: str | None) -> int:
        with self._lock:
            return self.known.setdefault((town, village), len(self.known))

    def numbers(self, stored: StoredFile, group: int, room: Room | None = None) -> Array:
        """The place of each row of a row group, from its columns of town and village."""
        towns, t = stored.words(group, "town", room)
        villages, v = stored.words(group, "village", room)
        width, rows = len(villages), len(t)
        if len(towns) * width > MOST_FLAGS:
            found, inverse = np.unique(t.astype(np.int64) * width + v, return_inverse=True)
            return self._of(found, towns, villages)[inverse]
        met, pairs = np.zeros(len(towns) * width, np.uint8), np.empty(rows, np.int32)
        given = (address(t), address(v), rows, width, address(met), address(pairs))
        stored.pages.pairs_of(*given)
        found, table = np.flatnonzero(met), np.zeros(len(met), np.int32)
        table[found] = self._of(found, towns, villages)
        places = np.empty(rows, np.int32)
        stored.pages.words_at(
            address(pairs), None, rows, address(table), 0, table.itemsize, address(places)
        )
        return places

    def _of(self, pairs: Array, towns: list[str | None], villages: list[str | None]) -> Array:
        width = len(villages)
        return np.array(
            [self.number(towns[each // width], villages[each % width]) for each in pairs.tolist()],
            dtype=np.int32,
        )

    def told(self) -> tuple[Array, Array]:
        """For each place whether its town and its village are known."""
        pairs = list(self.known)
        towns = np.array([town is not None for town, _ in pairs] or [False], dtype=np.uint8)
        villages = np.array(
            [village is not None for _, village in pairs] or [False], dtype=np.uint8
        )
        return towns, villages

    def of_homes(self, own: Array, head_town: Array, head_village: Array) -> Array:
        """Each household's place: its own town and village, where one is not known its head's."""
        towns, villages = self.told()
        said = own >= 0
        safe = np.where(said, own, 0)
        town = np.where(said & (towns[safe] == 1), own, head_town)
        village = np.where(said & (villages[safe] == 1), own, head_village)
        mixed = (town != village) | (town < 0)
        if not mixed.any():
            return np.ascontiguousarray(town, dtype=np.int32)
        pairs = list(self.known)
        made = {
            (a, b): self.number(pairs[a][0] if a >= 0 else None, pairs[b][1] if b >= 0 else None)
            for a, b in set(zip(town[mixed].tolist(), village[mixed].tolist(), strict=True))
        }
        place = town.astype(np.int32)
        place[mixed] = [
            made[pair] for pair in zip(town[mixed].tolist(), village[mixed].tolist(), strict=True)
        ]
        return np.ascontiguousarray(place)
