"""What a sweep writes: findings as they come, in columns; then days and counts."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.batches import SCHEMA
from zhaohui.engines.rules.backends.native.job import Array
from zhaohui.engines.rules.backends.native.kinds import days
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.tree import NEVER

IDS = ("person_id", "household_id")  # they rise, so that their differences are small
STATUSES = pa.array(["yes", "unknown"])
PLAIN = ("rule", "person", "household", "where", "status", "amount", "priced", "reasons", "needs")
TYPES = ("i4", "i8", "i8", "i4", "i4", "i8", "u1", "i8", "i8")


def new_rows(room: int) -> dict[str, Array]:
    """Empty columns for a program's answers."""
    return {name: np.empty(room, dtype=kind) for name, kind in zip(PLAIN, TYPES, strict=True)}


class FindingsFile:
    """`findings.parquet`, written piece by piece from several threads."""

    def __init__(
        self, path: Path, rules: tuple[str, ...], places: Places, *, is_explained: bool
    ) -> None:
        self.places, self.is_explained = places, is_explained
        self.rules = pa.array(rules, pa.string())
        self.lock = Lock()
        self.writer = pq.ParquetWriter(
            path, SCHEMA, compression="zstd",
            use_dictionary=[name for name in SCHEMA.names if name not in IDS],
            column_encoding=dict.fromkeys(IDS, "DELTA_BINARY_PACKED"),
            write_statistics=["rule", *IDS],
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()

    def write(self, rows: dict[str, Array], count: int) -> None:
        """Add the first `count` rows."""
        if not count:
            return
        cut = {name: array[:count] for name, array in rows.items()}
        pairs = list(self.places.known)
        where = cut["where"]
        columns: list[Any] = [
            pa.DictionaryArray.from_arrays(pa.array(cut["rule"]), self.rules),
            pa.array(cut["person"]),
            pa.array(cut["household"]),
            _words([town for town, _ in pairs], where),
            _words([village for _, village in pairs], where),
            pa.DictionaryArray.from_arrays(pa.array(cut["status"]), STATUSES),
            _optional(cut["amount"], cut["priced"]),
            *(
                pa.array(cut[name]) if self.is_explained else pa.nulls(count, pa.int64())
                for name in ("reasons", "needs")
            ),
        ]
        table = pa.Table.from_arrays(columns, schema=SCHEMA)
        with self.lock:
            self.writer.write_table(table, row_group_size=count)


def write_due(parts: list[tuple[str, Array, Array]], path: Path) -> None:
    """`due.parquet`: by kind, the households with a day on which an answer can differ."""
    plain = pa.schema(
        [("kind", pa.string()), ("household_id", pa.int64()), ("next_change", pa.date32())]
    )
    with pq.ParquetWriter(path, plain, compression="zstd") as writer:
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


def _words(words: list[str | None], where: Array) -> pa.DictionaryArray:
    """A column of towns or villages from the places of its rows."""
    known = [word for word in dict.fromkeys(words) if word is not None]
    index = {word: place for place, word in enumerate(known)}
    table = np.array([index.get(word, -1) if word is not None else -1 for word in words] or [0],
                     dtype=np.int32)  # fmt: skip
    codes = table[where]
    lacking = codes < 0 if -1 in table else None
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=lacking), pa.array(known, pa.string())
    )


def _optional(values: Array, known: Array) -> pa.Array:
    """Numbers of which some are not known."""
    bits = pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(pa.int64(), len(values), [bits, pa.py_buffer(values)])
