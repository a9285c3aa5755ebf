"""Hold a sweep to another back-end: evaluate the same snapshot with it and compare every row."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from zhaohui.county.entitlements.sweeping import sweep
from zhaohui.engines.rules import Rulebook
from zhaohui.engines.rules.backends.differences import FileDifference, differences


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the other back-end took, and each file's difference."""

    backend: str
    seconds: float
    peak_mb: float
    files: list[FileDifference]

    @property
    def is_same(self) -> bool:
        return all(each.is_none for each in self.files)


def verify_with(
    backend: str,
    book: Rulebook,
    *,
    snapshot: Path,
    findings: Path,
    as_of: dt.date,
    progress: Callable[[str, float], None] | None = None,
) -> Held:
    """Sweep the snapshot by `backend` and compare findings, days and counts with those of `findings`.

    Raises `FactError` where that back-end cannot run here. Nothing of it is kept.
    """
    tell = progress or (lambda _step, _share: None)
    with tempfile.TemporaryDirectory(prefix="held-", dir=settings.DATA_DIR) as folder:
        report = sweep(
            book, snapshot, as_of, Path(folder),
            progress=lambda done, total, label: tell(f"{backend}: {label}", done / total),
            backend=backend,
        )  # fmt: skip
        found = differences(
            findings, Path(folder),
            threads=settings.SWEEP_THREADS, memory=f"{settings.SWEEP_MEMORY_MB}MB",
        )  # fmt: skip
    return Held(backend=backend, seconds=report.seconds, peak_mb=report.peak_mb, files=found)
