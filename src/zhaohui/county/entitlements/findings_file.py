"""The findings of a sweep on disk: sorted, so that equal sweeps are equal files."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
from django.conf import settings


def sort_findings(path: Path) -> None:
    """Sort the file by rule, town and person: equal findings get equal bytes, hence one hash.

    The sweep writes rows as its threads finish them. Sorted, a list of one rule in one town is a
    small part of the file.
    """
    draft, spill = path.with_suffix(".sorted"), path.parent / ".spill"
    with duckdb.connect(
        config={
            "threads": settings.SWEEP_THREADS,
            "memory_limit": f"{settings.SWEEP_MEMORY_MB}MB",
            "temp_directory": str(spill),
        }
    ) as db:
        rows = db.read_parquet(str(path))
        rows.order("rule, town, person_id, household_id").write_parquet(
            str(draft), compression="zstd"
        )
    shutil.rmtree(spill, ignore_errors=True)
    draft.replace(path)
