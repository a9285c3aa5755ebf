"""Whether a sweep fits the memory that it may take: its arrays are known before they are made."""

from __future__ import annotations

import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.native.columns import fact_kind
from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.kinds import NUMPY
from zhaohui.engines.rules.errors import FactError

UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
PIECE_ROW = 40  # ids, places and slots of a person of a piece, beside her facts
ANSWER_ROW = 170  # an answer, what encodes it, and the bytes that it becomes
HOME_ROW = 64  # ids, slots, days and, while they are read, a copy
ANSWERS = 1 << 18  # of a thread, until they are written


def size(text: str) -> int:
    """A size as settings write it.

    >>> size("2GB"), size("800MB")
    (2000000000, 800000000)
    """
    return int(float(text[:-2]) * UNITS[text[-2:].upper()])


def check_memory(
    compiled: Compiled, files: tuple[pq.FileMetaData, pq.FileMetaData], threads: int, memory: str
) -> None:
    """FactError where the households' columns and the threads' room need more than `memory`.

    `files` are persons and households; a thread holds a row group of persons at a time.
    """
    persons, homes = files
    households = homes.num_rows
    largest = max(
        (persons.row_group(each).num_rows for each in range(persons.num_row_groups)), default=0
    )
    facts = sum(int(NUMPY[fact_kind(each)][1]) for each in compiled.person_facts)
    sums = compiled.written.sum_kinds
    width = HOME_ROW + sum(int(NUMPY[kind][1]) for kind in sums) + 8 * len(compiled.home_facts)
    needed = households * width + threads * (largest * (PIECE_ROW + facts) + ANSWERS * ANSWER_ROW)
    if needed > size(memory):
        raise FactError(
            f"{households} households need about {needed // 10**6} MB, more than {memory}.",
            hint="Raise ZHAOHUI_SWEEP_MEMORY_MB, or let DuckDB sweep: it spills to disk.",
        )
