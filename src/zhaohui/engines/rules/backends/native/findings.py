"""What a sweep writes: findings as they come, in columns; then days and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.batches import SCHEMA
from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.job import Array, address
from zhaohui.engines.rules.backends.native.kinds import days
from zhaohui.engines.rules.backends.native.parquet import (
    DELTA,
    DICTIONARY,
    PLAIN,
    Chunk,
    ParquetFile,
)
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.tree import NEVER

STATUSES = ("yes", "unknown")
COLUMNS = ("rule", "person", "household", "where", "status", "amount", "priced", "reasons", "needs")
TYPES = ("i4", "i8", "i8", "i4", "i4", "i8", "u1", "i8", "i8")
MOST_MET = 1 << 15  # so many numbers of a column are still written as places in a dictionary
ROW_BYTES = 11  # of a number and of whether it is known, at most


class Room:
    """A thread's room: answers as a program gives them, and what it takes to encode them."""

    def __init__(self, rows: int) -> None:
        self.rows = {
            name: np.empty(rows, dtype=kind) for name, kind in zip(COLUMNS, TYPES, strict=True)
        }
        self.codes, self.work = np.empty(rows, dtype=np.int32), np.empty(rows, dtype=np.int32)
        self.known = np.empty(rows, dtype=np.uint8)
        self.slots, self.met = np.empty(4 * MOST_MET, dtype=np.int32), np.empty(MOST_MET, np.int64)
        self.bytes = np.empty(len(SCHEMA) * (ROW_BYTES * rows + 4096), dtype=np.uint8)
        self.at = 0

    def taken(self, size: int) -> memoryview:
        """The bytes that were just written."""
        self.at += size
        return memoryview(self.bytes.data)[self.at - size : self.at]

    @property
    def free(self) -> int:
        return address(self.bytes) + self.at


class Findings:
    """`findings.parquet`, encoded by each thread for itself and written piece by piece."""

    def __init__(self, file: ParquetFile, compiled: Compiled, places: Places) -> None:
        self.file, self.pages, self.places = file, compiled.pages, places
        self.rules, self.is_explained = compiled.written.rules, compiled.is_explained

    def write(self, room: Room, count: int) -> None:
        """Add the first `count` answers of a thread's room."""
        if not count:
            return
        room.at = 0
        rows, pairs = room.rows, list(self.places.known)
        amount = self._numbers(room, rows["amount"], rows["priced"], count)
        masks = [
            self._numbers(room, rows[name], None, count)
            if self.is_explained
            else Chunk(PLAIN, room.taken(self.pages.page_of_nothing(count, room.free)))
            for name in ("reasons", "needs")
        ]
        chunks = [
            self._rules(room, count),
            self._ids(room, "person", count),
            self._ids(room, "household", count),
            self._place(room, [town for town, _ in pairs], count),
            self._place(room, [village for _, village in pairs], count),
            self._words(room, "status", STATUSES, None, count),
            amount,
            *masks,
        ]
        self.file.write(chunks, count)

    def _ids(self, room: Room, name: str, count: int) -> Chunk:
        ends = np.empty(2, dtype=np.int64)
        given = (address(room.rows[name]), count, address(room.work), room.free, address(ends))
        data = room.taken(self.pages.page_of_ids(*given))
        return Chunk(DELTA, data, ends=(ends[:1].tobytes(), ends[1:].tobytes()))

    def _place(self, room: Room, words: list[str | None], count: int) -> Chunk:
        """Towns or villages from the places of the rows."""
        known = [word for word in dict.fromkeys(words) if word is not None]
        index: dict[str | None, int] = {word: code for code, word in enumerate(known)}
        table = np.array([index.get(word, -1) for word in words], dtype=np.int32)
        return self._words(room, "where", known, table, count)

    def _words(
        self, room: Room, name: str, words: Sequence[str], table: Array | None, count: int
    ) -> Chunk:
        texts = [word.encode() for word in words]
        dictionary = b"".join(len(each).to_bytes(4, "little") + each for each in texts)
        data = self._codes(room, room.rows[name], table, count, len(words))
        return Chunk(DICTIONARY, data, dictionary, len(words))

    def _rules(self, room: Room, count: int) -> Chunk:
        found = self._words(room, "rule", self.rules, None, count)
        met = [self.rules[each] for each in np.flatnonzero(np.bincount(room.rows["rule"][:count]))]
        return replace(found, ends=(min(met).encode(), max(met).encode()))

    def _codes(
        self, room: Room, codes: Array, table: Array | None, count: int, words: int
    ) -> memoryview:
        width = max(1, (words - 1).bit_length())
        size = self.pages.page_of_codes(
            address(codes), None if table is None else address(table), count, width,
            address(room.known), address(room.work), room.free,
        )  # fmt: skip
        return room.taken(size)

    def _numbers(self, room: Room, values: Array, known: Array | None, count: int) -> Chunk:
        """Numbers of which some may not be known: few different ones as places in a dictionary."""
        told = None if known is None else address(known)
        met = self.pages.numbers_met(
            address(values), told, count, address(room.slots), MOST_MET, address(room.met),
            address(room.codes),
        )  # fmt: skip
        if met < 0:
            given = (address(values), told, count, address(room.work), room.free)
            return Chunk(PLAIN, room.taken(self.pages.page_of_numbers(*given)))
        data = self._codes(room, room.codes, None, count, met)
        return Chunk(DICTIONARY, data, room.met[:met].tobytes(), met)


def write_due(parts: list[tuple[str, Array, Array]], path: Path) -> None:
    """`due.parquet`: by kind, the households with a day on which an answer can differ."""
    plain = pa.schema(
        [("kind", pa.string()), ("household_id", pa.int64()), ("next_change", pa.date32())]
    )
    with pq.ParquetWriter(
        path, plain, compression="zstd", use_dictionary=["kind", "next_change"],
        column_encoding={"household_id": "DELTA_BINARY_PACKED"},
    ) as writer:  # fmt: skip
        for kind in sorted({kind for kind, _, _ in parts}):
            ids = np.concatenate([ids for each, ids, _ in parts if each == kind])
            day = np.concatenate([day for each, _, day in parts if each == kind])
            ids, day = ids[day < days(NEVER)], day[day < days(NEVER)]
            order = np.argsort(ids, kind="stable")
            kinds = pa.DictionaryArray.from_arrays(
                pa.array(np.zeros(len(ids), dtype=np.int32)), pa.array([kind])
            )
            columns = [kinds.cast(pa.string()), pa.array(ids[order]),
                       pa.array(day[order]).cast(pa.date32())]  # fmt: skip
            writer.write_table(pa.Table.from_arrays(columns, schema=plain))
