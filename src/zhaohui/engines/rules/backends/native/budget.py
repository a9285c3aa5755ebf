"""Whether a sweep fits the memory that it may take: its arrays are known before they are made."""

from __future__ import annotations

from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.kinds import NUMPY
from zhaohui.engines.rules.errors import FactError

UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
PERSON_ROW = 40  # bytes a person of a piece and her findings take at most, on average
HOME_ROW = 64  # ids, slots, days and, while they are read, a copy
ROWS_UNDER_WAY = 600_000  # of a thread: a piece, a room of findings and the file's buffers


def size(text: str) -> int:
    """A size as settings write it.

    >>> size("2GB"), size("800MB")
    (2000000000, 800000000)
    """
    return int(float(text[:-2]) * UNITS[text[-2:].upper()])


def check_memory(compiled: Compiled, households: int, threads: int, memory: str) -> None:
    """FactError where the households' columns and the threads' room need more than `memory`."""
    sums = compiled.written.sum_kinds
    width = HOME_ROW + sum(int(NUMPY[kind][1]) for kind in sums) + 8 * len(compiled.home_facts)
    needed = households * width + threads * ROWS_UNDER_WAY * PERSON_ROW
    if needed > size(memory):
        raise FactError(
            f"{households} households need about {needed // 10**6} MB, more than {memory}.",
            hint="Raise ZHAOHUI_SWEEP_MEMORY_MB, or let DuckDB sweep: it spills to disk.",
        )
