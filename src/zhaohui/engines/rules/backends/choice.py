"""Which back-end sweeps: DuckDB, compiled C, or C where the machine has a compiler."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from zhaohui.engines.rules.backends import duckdb, native
from zhaohui.engines.rules.backends.duckdb import Progress, SweepReport
from zhaohui.engines.rules.rulebook import Rulebook

CHOICES = ("auto", "duckdb", "native")


class Sweep(Protocol):
    """What every back-end's `sweep` takes and gives."""

    def __call__(
        self,
        book: Rulebook,
        snapshot: Path,
        as_of: date,
        out: Path,
        *,
        threads: int = ...,
        memory: str = ...,
        progress: Progress | None = ...,
        explained: bool = ...,
    ) -> SweepReport: ...


def sweeper(name: str, programs: Path | None = None) -> Sweep:
    """The sweep of a back-end by its name, one of CHOICES; compiled programs are kept in `programs`.

    `auto` compiles where there is a C compiler and lets DuckDB sweep where there is none.
    """
    chosen = name
    if name == "auto":
        chosen = "native" if native.compiler() else "duckdb"
    return duckdb.sweep if chosen == "duckdb" else _compiled(programs)


def _compiled(programs: Path | None) -> Sweep:
    def sweep(
        book: Rulebook,
        snapshot: Path,
        as_of: date,
        out: Path,
        *,
        threads: int = 2,
        memory: str = "2GB",
        progress: Progress | None = None,
        explained: bool = True,
    ) -> SweepReport:
        return native.sweep(
            book, snapshot, as_of, out,
            threads=threads, memory=memory, progress=progress, explained=explained,
            programs=programs,
        )  # fmt: skip

    return sweep
