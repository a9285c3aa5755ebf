"""The persons' file in pieces of whole living households, which threads can take one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.native.homes import SnapshotError
from zhaohui.engines.rules.backends.native.job import Array
from zhaohui.engines.rules.errors import FactError

PIECE_ROWS = 65_536


class PersonsFile:
    """`persons.parquet`, opened by each thread for itself; `tasks` are its row groups shared out."""

    def __init__(self, path: Path, columns: Sequence[str], texts: Sequence[str]) -> None:
        self.path, self.columns, self.texts = path, list(columns), list(texts)
        with pq.ParquetFile(path) as file:
            self.metadata = file.metadata
        self.tasks = list(self._tasks())

    def batches(
        self, task: list[int], columns: Sequence[str] | None = None
    ) -> Iterator[pa.RecordBatch]:
        """The rows of a task, a piece at a time."""
        with pq.ParquetFile(self.path, metadata=self.metadata, read_dictionary=self.texts) as file:
            yield from file.iter_batches(
                batch_size=PIECE_ROWS,
                row_groups=task,
                columns=columns or self.columns,
                use_threads=False,
            )

    def _tasks(self) -> Iterator[list[int]]:
        waiting: list[int] = []
        rows = 0
        for index in range(self.metadata.num_row_groups):
            waiting.append(index)
            rows += self.metadata.row_group(index).num_rows
            if rows >= PIECE_ROWS:
                yield waiting
                waiting, rows = [], 0
        if waiting:
            yield waiting


@dataclass(slots=True)
class Edges:
    """The first and last household of each piece, which may go on in the next: a piece of their own."""

    held: dict[tuple[int, int], list[pa.RecordBatch]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def strip(self, batch: pa.RecordBatch, at: tuple[int, int]) -> pa.RecordBatch:
        """The piece without its first and last household, which are kept here."""
        ids = ids_of(batch, "living_id")
        if not len(ids):
            return batch
        if (ids[1:] < ids[:-1]).any():
            raise unordered()
        low = int(np.searchsorted(ids, ids[0], side="right"))
        high = int(np.searchsorted(ids, ids[-1], side="left"))
        whole = low >= high
        parts = [(0, len(ids))] if whole else [(0, low), (high, len(ids))]
        # Copies, so that the few rows do not keep the whole piece in memory.
        kept = [batch.take(pa.array(np.arange(*part))) for part in parts]
        with self.lock:
            self.held[at] = kept
            self.spans[at] = int(ids[0]), int(ids[-1])
        return batch.slice(0, 0) if whole else batch.slice(low, high - low)

    def piece(self) -> pa.RecordBatch | None:
        """All that was kept, in the file's order; refused where the file has another."""
        last: int | None = None
        for at in sorted(self.spans):
            first, end = self.spans[at]
            if last is not None and first < last:
                raise unordered()
            last = end
        kept = [batch for at in sorted(self.held) for batch in self.held[at]]
        if not kept:
            return None
        table = pa.Table.from_batches(kept).unify_dictionaries().combine_chunks()
        return table.to_batches()[0]


def ids_of(batch: pa.RecordBatch, name: str) -> Array:
    """A column of ids; SnapshotError where one is missing."""
    column = batch.column(name)
    if column.null_count:
        raise SnapshotError
    return np.ascontiguousarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


def unordered() -> FactError:
    return FactError(
        "persons.parquet is not ordered by living household.",
        hint="Write the snapshot anew with zhaohui snapshot, or let DuckDB sweep.",
    )
