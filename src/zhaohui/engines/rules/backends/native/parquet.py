"""A Parquet file of columns that are already encoded: row groups as they come, then the footer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.native.thrift import BINARY, I32, I64, LIST, STRUCT, struct

MAGIC = b"PAR1"
PLAIN, RLE, DELTA, DICTIONARY = 0, 3, 5, 8
INT64, BYTE_ARRAY = 2, 6
OPTIONAL, UTF8, UNCOMPRESSED = 1, 0, 0
BY = b"zhaohui"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A column of a row group: its dictionary and how many words that has, its data, and its ends."""

    encoding: int
    data: bytes | memoryview
    dictionary: bytes | None = None
    words: int = 0
    ends: tuple[bytes, bytes] | None = None  # the least and the greatest


class ParquetFile:
    """A file in the making, safe from several threads."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.schema = schema
        self.kinds = [BYTE_ARRAY if pa.types.is_dictionary(each.type) else INT64 for each in schema]
        self.groups: list[list[tuple[int, int, Any]]] = []
        self.rows = 0
        self.lock = Lock()
        self.file = path.open("wb")
        self.at = self.file.write(MAGIC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self.file:
            footer = struct(self._footer())
            self.file.write(footer + len(footer).to_bytes(4, "little") + MAGIC)

    def write(self, chunks: Sequence[Chunk], rows: int) -> None:
        """Append a row group."""
        written = [_pages(each, rows) for each in chunks]
        with self.lock:
            columns, begin = [], self.at
            for name, kind, chunk, parts in zip(
                self.schema.names, self.kinds, chunks, written, strict=True
            ):
                columns.append(self._column(name, kind, chunk, parts, rows))
                self.file.writelines(parts)
                self.at += sum(map(len, parts))
            self.rows += rows
            self.groups.append([
                (1, LIST, (STRUCT, columns)), (2, I64, self.at - begin), (3, I64, rows),
            ])  # fmt: skip

    def _column(
        self, name: str, kind: int, chunk: Chunk, parts: Sequence[bytes | memoryview], rows: int
    ) -> list[tuple[int, int, Any]]:
        size = sum(map(len, parts))
        data = self.at + sum(map(len, parts[:-2]))
        own: list[tuple[int, int, Any]] = [
            (1, I32, kind),
            (2, LIST, (I32, [PLAIN, RLE, chunk.encoding])),
            (3, LIST, (BINARY, [name.encode()])),
            (4, I32, UNCOMPRESSED), (5, I64, rows), (6, I64, size), (7, I64, size), (9, I64, data),
        ]  # fmt: skip
        if chunk.dictionary is not None:
            own.append((11, I64, self.at))
        if chunk.ends:
            least, most = chunk.ends
            own.append((12, STRUCT, [(3, I64, 0), (5, BINARY, most), (6, BINARY, least)]))
        return [(2, I64, 0), (3, STRUCT, own)]

    def _footer(self) -> list[tuple[int, int, Any]]:
        count = len(self.schema)
        root = [(4, BINARY, b"schema"), (5, I32, count)]
        leaves = [_leaf(*each) for each in zip(self.schema.names, self.kinds, strict=True)]
        # How pyarrow has its types back, as it writes it itself.
        empty = io.BytesIO()
        pq.write_table(self.schema.empty_table(), empty)
        notes = [
            [(1, BINARY, key), (2, BINARY, value)]
            for key, value in pq.read_metadata(empty).metadata.items()
        ]
        return [
            (1, I32, 2), (2, LIST, (STRUCT, [root, *leaves])), (3, I64, self.rows),
            (4, LIST, (STRUCT, self.groups)), (5, LIST, (STRUCT, notes)), (6, BINARY, BY),
            (7, LIST, (STRUCT, [[(1, STRUCT, [])]] * count)),
        ]  # fmt: skip


def _pages(chunk: Chunk, rows: int) -> list[bytes | memoryview]:
    """Headers and bodies, the dictionary first."""
    parts: list[bytes | memoryview] = []
    if chunk.dictionary is not None:
        parts += [_header(2, len(chunk.dictionary), 7, [(1, I32, chunk.words), (2, I32, PLAIN)])]
        parts += [chunk.dictionary]
    told = [(1, I32, rows), (2, I32, chunk.encoding), (3, I32, RLE), (4, I32, RLE)]
    return [*parts, _header(0, len(chunk.data), 5, told), chunk.data]


def _header(page: int, size: int, field: int, told: list[tuple[int, int, Any]]) -> bytes:
    return struct([(1, I32, page), (2, I32, size), (3, I32, size), (field, STRUCT, told)])


def _leaf(name: str, kind: int) -> list[tuple[int, int, Any]]:
    head = [(1, I32, kind), (3, I32, OPTIONAL), (4, BINARY, name.encode())]
    if kind != BYTE_ARRAY:
        return head
    return [*head, (6, I32, UTF8), (10, STRUCT, [(1, STRUCT, [])])]
