"""Publish a sweep's findings: its run, its counts and the pointer, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.db import transaction

from zhaohui.county.bulk_rows import insert_columns, python_values
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.entitlements.models import Cell, CurrentSweep, SweepRun, VillageCell
from zhaohui.county.registry.actions.write_snapshot import Snapshot
from zhaohui.engines.rules.backends.report import SweepReport


def publish(
    folder: Path, *, report: SweepReport, version: PackVersion, snapshot: Snapshot
) -> SweepRun:
    """Make the findings in `folder` (named by its hash) the ones that pages show; return their run.

    Findings that were published before are pointed to again, not stored twice.
    """
    with transaction.atomic():
        run, is_new = SweepRun.objects.get_or_create(
            findings_hash=folder.name,
            defaults={
                "as_of": report.as_of,
                "pack": version,
                "snapshot_hash": snapshot.hash,
                "persons": report.persons,
                "households": report.households,
                "seconds": report.seconds,
                "peak_mb": round(report.peak_mb),
                "is_synthetic": snapshot.is_synthetic,
            },
        )
        if is_new:
            _store_cells(run, folder)
        if is_new or not run.village_cells.exists():
            _store_village_cells(run, folder)
        CurrentSweep.objects.update_or_create(id=CurrentSweep.ONLY_ID, defaults={"run": run})
    return run


def _store_cells(run: SweepRun, folder: Path) -> None:
    cells = pq.read_table(folder / "cells.parquet")
    columns: dict[str, Any] = {name: python_values(cells[name]) for name in cells.column_names}
    columns["subjects"] = columns.pop("n")
    columns["run_id"] = [run.pk] * cells.num_rows
    insert_columns(Cell, columns)


def _store_village_cells(run: SweepRun, folder: Path) -> None:
    """Keep those of the run that becomes the shown one; a run is counted again from its file."""
    path = folder / "village_cells.parquet"
    if not path.exists():  # a sweep of before villages were counted
        return
    VillageCell.objects.exclude(run=run).delete()
    cells = pq.read_table(path)
    columns: dict[str, Any] = {name: python_values(cells[name]) for name in cells.column_names}
    for name in ("town", "village"):
        columns[name] = [code or None for code in columns[name]]
    columns["run_id"] = [run.pk] * cells.num_rows
    insert_columns(VillageCell, columns)
