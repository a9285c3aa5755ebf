"""Towns and villages as numbers, and which place a household's findings count in."""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from zhaohui.engines.rules.backends.native.job import Array

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

    def numbers(self, town: pa.Array, village: pa.Array) -> Array:
        """The place of each row of two columns of text."""
        towns, t = _coded(town)
        villages, v = _coded(village)
        width = len(villages)
        pairs = t.astype(np.int64) * width + v
        if len(towns) * width <= MOST_FLAGS:
            found = np.flatnonzero(np.bincount(pairs, minlength=1))
        else:
            found = np.unique(pairs)
        codes = [
            self.number(towns[each // width], villages[each % width]) for each in found.tolist()
        ]
        if len(towns) * width <= MOST_FLAGS:
            table = np.zeros(len(towns) * width, dtype=np.int32)
            table[found] = codes
            return np.ascontiguousarray(table[pairs])
        return np.array(codes, dtype=np.int32)[np.searchsorted(found, pairs)]

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


def dictionary(column: pa.Array) -> pa.DictionaryArray:
    """A column of text as indices into its words."""
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    if column.type.index_type != pa.int32():
        column = column.cast(pa.dictionary(pa.int32(), pa.string()))
    return column


def _coded(column: pa.Array) -> tuple[list[Any], Array]:
    """The words, None the last, and each row's index among them."""
    coded = dictionary(column)
    words = coded.dictionary.to_pylist()
    indices = coded.indices
    if indices.null_count:
        indices = indices.fill_null(len(words))
    return [*words, None], indices.to_numpy(zero_copy_only=False)
