"""What a sweep reports, and how its files come to their names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILES = ("findings.parquet", "due.parquet", "cells.parquet", "village_cells.parquet")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTotals:
    """One rule over everyone; `unpriced` counts the yes whose amount is not known."""

    id: str
    yes: int
    no: int
    unknown: int
    amount_fen: int
    unpriced: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SweepReport:
    """What a sweep did; `households` are living ones, `peak_mb` is the whole process's."""

    as_of: date
    persons: int
    households: int
    rules: list[RuleTotals]
    seconds: float
    peak_mb: float


@contextmanager
def drafted(out: Path) -> Iterator[Path]:
    """A folder to write FILES in; at the end each is fsynced and renamed into `out`, or gone from it."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sweep-", dir=out) as folder:
        scratch = Path(folder)
        yield scratch
        for name in FILES:
            if (scratch / name).exists():
                publish(scratch / name, out / name)
            else:
                (out / name).unlink(missing_ok=True)


def publish(made: Path, final: Path) -> None:
    """Make sure that the file is on disk, then give it its name in one step."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
