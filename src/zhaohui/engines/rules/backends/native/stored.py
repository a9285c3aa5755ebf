"""A snapshot's Parquet file column by column, as programs read it: words as numbers, yes/no as bytes."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.native.columns import (
    TEXTUAL,
    Coder,
    SnapshotError,
    fact_kind,
    from_arrow,
    ids_from_arrow,
    words_from_arrow,
)
from zhaohui.engines.rules.backends.native.job import Array, address
from zhaohui.engines.rules.backends.native.kinds import BAD, NONE, NUMPY
from zhaohui.engines.rules.backends.native.unpacking import unpacking, zstd
from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.spec import Fact

CODECS = {"UNCOMPRESSED": None, "ZSTD": "zstd", "SNAPPY": "snappy", "GZIP": "gzip"}
STORED = {"INT32": 4, "INT64": 8}
SIGNED = (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.date32())
DICTIONARY, AS_IT_IS = 2, 4  # kinds of pages, as pages.c tells them
PAGE = ("kind", "rows", "encoding", "at", "packed", "size", "levels", "levels_size")
FEW_PAGES, MOST_PAGES = 64, 1 << 14
BEYOND = -2


Room = dict[str, Array]  # a thread's arrays by columns' names, which the next row group overwrites


class UnusualError(Exception):
    """A column is stored in a way that only pyarrow reads."""


class StoredFile:
    """A Parquet file that several threads read, a row group's column at a time.

    Columns that are stored in an unusual way are read by pyarrow.
    """

    def __init__(self, path: Path, pages: ctypes.CDLL, coder: Coder) -> None:
        self.path, self.pages, self.coder = path, pages, coder
        with pq.ParquetFile(path) as file:
            self.metadata, self.types = file.metadata, file.schema_arrow
            own = [file.schema.column(place) for place in range(len(file.schema))]
        self.leaves = {each.path: (place, each) for place, each in enumerate(own)}

    @property
    def groups(self) -> int:
        return int(self.metadata.num_row_groups)

    def rows(self, group: int) -> int:
        return int(self.metadata.row_group(group).num_rows)

    def ids(self, group: int, name: str, room: Room | None = None) -> Array:
        """A column of ids; SnapshotError where one is missing."""
        try:
            column = Column(self, group, name, room)
            ids = column.numbers("i64", -1)
        except UnusualError:
            return ids_from_arrow(self._arrow(group, name))
        if column.lacking:
            raise SnapshotError
        return ids

    def fact(self, group: int, fact: Fact, room: Room | None = None) -> Array:
        """A column of facts; SnapshotError where a value is not allowed."""
        kind = fact_kind(fact)
        try:
            column = Column(self, group, fact.column, room, f"fact {fact.name}")
            if fact.type == "bool":
                return column.bools()
            if fact.type not in TEXTUAL:
                return column.numbers(kind, FACT_LIMITS.get(fact.type, -1))
            words = self.coder.codes(fact, [*column.words(), None]).astype(NUMPY[kind])
            found = column.texts(words)
        except UnusualError:
            return from_arrow(self._arrow(group, fact.column), fact, self.coder)
        if kind in BAD and BAD[kind] in words and (found == BAD[kind]).any():
            raise SnapshotError
        return found

    def words(
        self, group: int, name: str, room: Room | None = None
    ) -> tuple[list[str | None], Array]:
        """A column of text: its words, None the last, and each row's place among them."""
        try:
            column = Column(self, group, name, room)
            words = column.words()
            return [*words, None], column.texts(np.arange(len(words) + 1, dtype=np.int32))
        except UnusualError:
            return words_from_arrow(self._arrow(group, name))

    def _arrow(self, group: int, name: str) -> pa.Array:
        is_text = self.leaves[name][1].physical_type == "BYTE_ARRAY"
        dictionaries = [name] if is_text else None
        with pq.ParquetFile(
            self.path, metadata=self.metadata, read_dictionary=dictionaries
        ) as file:
            table = file.read_row_group(group, columns=[name], use_threads=False)
        column = table.unify_dictionaries().column(0)
        return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


class Column:
    """A column of a row group, its pages unpacked; UnusualError where it is not of the usual kinds."""

    def __init__(
        self, stored: StoredFile, group: int, name: str, room: Room | None, kept_as: str = ""
    ) -> None:
        self.name, self.room = kept_as or name, {} if room is None else room
        place, self.leaf = stored.leaves.get(name, (0, None))
        if (
            self.leaf is None
            or self.leaf.max_repetition_level
            or self.leaf.max_definition_level > 1
        ):
            raise UnusualError(name)
        chunk = stored.metadata.row_group(group).column(place)
        if chunk.compression not in CODECS:
            raise UnusualError(chunk.compression)
        self.library, self.rows = stored.pages, stored.rows(group)
        self.type = stored.types.field(name).type
        self.data = np.frombuffer(_bytes(stored.path, chunk), dtype=np.uint8)
        self.pages = self._pages()
        self.codec = CODECS[chunk.compression]
        self.lacking = 0

    def words(self) -> list[str]:
        """The texts of the dictionary."""
        if self.leaf.physical_type != "BYTE_ARRAY":
            raise UnusualError
        found: list[str] = []
        if (body := self._dictionary()) is None:
            return found
        data, at = body.to_pybytes(), 0
        for _ in range(int(self.pages[0][1])):
            end = at + 4 + int.from_bytes(data[at : at + 4], "little")
            found.append(data[at + 4 : end].decode())
            at = end
        return found

    def texts(self, words: Array) -> Array:
        """For each row what `words` has at the place of its text, the last for none."""
        return self._values(0, words.dtype, words, (0, -1))

    def numbers(self, kind: str, limit: int) -> Array:
        """Whole numbers; SnapshotError where one lies beyond `limit`, unless that is below 0."""
        if self.type not in SIGNED:
            raise UnusualError
        stored = STORED[self.leaf.physical_type]
        words = None
        if (body := self._dictionary()) is not None:
            given = np.frombuffer(body, f"<i{stored}", int(self.pages[0][1]))
            if limit >= 0 and len(given) and (given.max() > limit or given.min() < -limit):
                raise SnapshotError
            words = np.append(given, NONE[kind]).astype(NUMPY[kind])
        return self._values(stored, np.dtype(NUMPY[kind]), words, (NONE[kind], limit))

    def bools(self) -> Array:
        """Yes/no as bytes."""
        if self.leaf.physical_type != "BOOLEAN":
            raise UnusualError
        return self._values(1, np.dtype(np.uint8), None, (0, -1))

    def _values(
        self, stored: int, made: np.dtype[Any], words: Array | None, ends: tuple[int, int]
    ) -> Array:
        many = int(self.pages[:, 1].max(initial=0))
        out = self.room.get(self.name)
        if out is None or len(out) < self.rows or out.dtype != made:
            out = self.room[self.name] = np.empty(self.rows, dtype=made)
        out = out[: self.rows]
        work, known = np.empty(many, dtype=np.int32), np.empty(many, dtype=np.uint8)
        none, limit = ends
        form = np.array(
            [self.leaf.max_definition_level, stored, made.itemsize,
             0 if words is None else len(words) - 1, none, limit], dtype=np.int64,
        )  # fmt: skip
        bodies, kept = self._bodies()
        with unpacking(int(self.pages[:, 5].max(initial=0))) as unpacker:
            lacking = self.library.column_of(
                address(self.data), address(self.pages), address(bodies), len(bodies),
                address(form), None if words is None else address(words), self.rows,
                address(work), address(known), address(out), *unpacker,
            )  # fmt: skip
        del kept
        if lacking == BEYOND:
            raise SnapshotError
        if lacking < 0:
            raise UnusualError
        self.lacking = lacking
        return out

    def _pages(self) -> Array:
        for most in (FEW_PAGES, MOST_PAGES):
            pages = np.empty((most, len(PAGE)), dtype=np.int64)
            count = self.library.pages_of(address(self.data), len(self.data), address(pages), most)
            if count >= 0:
                return pages[:count]
        raise UnusualError

    def _dictionary(self) -> pa.Buffer | None:
        is_first = len(self.pages) and self.pages[0][0] == DICTIONARY
        return self._unpacked(0) if is_first else None

    def _unpacked(self, page: int) -> pa.Buffer:
        kind, _, _, at, packed, size, *_ = self.pages[page].tolist()
        body = pa.py_buffer(self.data[at : at + packed])
        if self.codec is None or not size or kind == AS_IT_IS:
            return body
        return pa.Codec(self.codec).decompress(body, decompressed_size=size)

    def _bodies(self) -> tuple[Array, list[pa.Buffer]]:
        """Addresses of the pages' bodies, 0 for what is unpacked while it is read; and who keeps them."""
        if self.codec == "zstd" and zstd() is not None:
            return np.zeros(len(self.pages), dtype=np.uint64), []
        kept = [self._unpacked(page) for page in range(len(self.pages))]
        return np.array([each.address if each.size else 0 for each in kept], np.uint64), kept


def _bytes(path: Path, chunk: pq.ColumnChunkMetaData) -> bytes:
    start = chunk.data_page_offset
    if chunk.has_dictionary_page and chunk.dictionary_page_offset is not None:
        start = min(start, chunk.dictionary_page_offset)
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        return file.read(chunk.total_compressed_size)
