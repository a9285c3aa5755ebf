"""The sweep as this county runs it: by the chosen back-end, with its threads and memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from zhaohui.engines.rules import Rulebook
from zhaohui.engines.rules.backends.alike import once
from zhaohui.engines.rules.backends.choice import sweeper
from zhaohui.engines.rules.backends.duckdb import SweepReport

Progress = Callable[[int, int, str], None]


def sweep(
    book: Rulebook, snapshot: Path, as_of: dt.date, out: Path, *, progress: Progress | None = None
) -> SweepReport:
    """Evaluate a snapshot into `out` (see `backends.duckdb.sweep` and `backends.alike`).

    Compiled programs are kept with the data.
    """
    chosen = once(sweeper(settings.SWEEP_BACKEND, settings.DATA_DIR / "programs"))
    return chosen(
        book,
        snapshot,
        as_of,
        out,
        threads=settings.SWEEP_THREADS,
        memory=f"{settings.SWEEP_MEMORY_MB}MB",
        progress=progress,
    )
