"""The persons' file in pieces of whole living households, which threads can take one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from zhaohui.engines.rules.backends.native.job import Array
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.backends.native.stored import Room, StoredFile
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.spec import Fact

PIECE_ROWS = 65_536
IDS = ("person_id", "living_id", "registered_id")
Piece = dict[str, Array]  # by the names of ids, "place" and facts; as many rows in each


class PersonsFile:
    """`persons.parquet`; `tasks` are its row groups, joined until they are worth a task."""

    def __init__(self, stored: StoredFile, places: Places) -> None:
        self.stored, self.places = stored, places
        self.tasks = list(self._tasks())

    def piece(self, task: list[int], facts: Sequence[Fact], room: Room) -> Piece:
        """The rows of a task, to be done with before the thread's `room` is used again."""
        if len(task) == 1:
            return self._group(task[0], facts, room)
        return joined([self._group(group, facts, {}) for group in task])

    def ids(self, task: list[int], name: str) -> Iterator[Array]:
        """A column of ids, a row group at a time."""
        for group in task:
            yield self.stored.ids(group, name)

    def _group(self, group: int, facts: Sequence[Fact], room: Room) -> Piece:
        found = {name: self.stored.ids(group, name, room) for name in IDS}
        found["place"] = self.places.numbers(self.stored, group, room)
        return found | {fact.name: self.stored.fact(group, fact, room) for fact in facts}

    def _tasks(self) -> Iterator[list[int]]:
        waiting: list[int] = []
        rows = 0
        for index in range(self.stored.groups):
            waiting.append(index)
            rows += self.stored.rows(index)
            if rows >= PIECE_ROWS:
                yield waiting
                waiting, rows = [], 0
        if waiting:
            yield waiting


def joined(parts: Sequence[Piece]) -> Piece:
    """Several pieces as one."""
    if len(parts) == 1:
        return parts[0]
    return {name: np.concatenate([each[name] for each in parts]) for name in parts[0]}


@dataclass(slots=True)
class Edges:
    """The first and last household of each piece, which may go on in the next: a piece of their own."""

    held: dict[int, list[Piece]] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def strip(self, piece: Piece, at: int) -> Piece:
        """The piece without its first and last household, which are kept here."""
        ids = piece["living_id"]
        if not len(ids):
            return piece
        if (ids[1:] < ids[:-1]).any():
            raise unordered()
        low = int(np.searchsorted(ids, ids[0], side="right"))
        high = int(np.searchsorted(ids, ids[-1], side="left"))
        whole = low >= high
        parts = [(0, len(ids))] if whole else [(0, low), (high, len(ids))]
        # Copies, so that the few rows do not keep the whole piece in memory.
        kept = [{name: each[slice(*part)].copy() for name, each in piece.items()} for part in parts]
        with self.lock:
            self.held[at] = kept
            self.spans[at] = int(ids[0]), int(ids[-1])
        return {name: each[low : low if whole else high] for name, each in piece.items()}

    def piece(self) -> Piece | None:
        """All that was kept, in the file's order; refused where the file has another."""
        last: int | None = None
        for at in sorted(self.spans):
            first, end = self.spans[at]
            if last is not None and first < last:
                raise unordered()
            last = end
        kept = [piece for at in sorted(self.held) for piece in self.held[at]]
        return joined(kept) if kept else None


def unordered() -> FactError:
    return FactError(
        "persons.parquet is not ordered by living household.",
        hint="Write the snapshot anew with zhaohui snapshot, or let DuckDB sweep.",
    )
