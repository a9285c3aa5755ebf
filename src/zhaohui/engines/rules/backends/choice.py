"""Which back-end sweeps: DuckDB, compiled C, Spark, or C where the machine has a compiler."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from zhaohui.engines.rules.backends import duckdb, native, spark
from zhaohui.engines.rules.backends.report import Progress, SweepReport
from zhaohui.engines.rules.rulebook import Rulebook

CHOICES = ("auto", "duckdb", "native", "spark")


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


def sweeper(name: str, programs: Path | None = None, master: str = spark.MASTER) -> Sweep:
    """The sweep of a back-end by its name, one of CHOICES.

    Compiled programs are kept in `programs`; `master` is where Spark runs. `auto` compiles where
    there is a C compiler and lets DuckDB sweep where there is none.
    """
    chosen = name
    if name == "auto":
        chosen = "native" if native.compiler() else "duckdb"
    if chosen == "duckdb":
        return duckdb.sweep
    if chosen == "spark":
        return partial(spark.sweep, master=master)
    return partial(native.sweep, programs=programs)
