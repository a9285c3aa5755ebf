"""Write the registry as columns: the population as the sweep reads it, without identities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.conf import settings
from django.db import models

from zhaohui.county.content_folder import draft_folder, keep
from zhaohui.county.one_state import one_state
from zhaohui.county.registry.errors import NoDataError
from zhaohui.county.registry.lapses import Lapses
from zhaohui.county.registry.met import population
from zhaohui.county.registry.models import SourceBatch
from zhaohui.county.registry.snapshot_columns import (
    HOUSEHOLD_KEYS,
    PERSON_KEYS,
    Columns,
    read_tables,
    schema_of,
    snapshot_columns,
)
from zhaohui.packs.schema.registers import FactRow

Progress = Callable[[str, float], None]
LAPSES = "lapses.parquet"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A written snapshot: its folder (named by its content's hash) and what is in it."""

    folder: Path
    hash: str
    persons: int
    households: int
    is_synthetic: bool


def write_snapshot(
    *, facts: Iterable[FactRow] = (), day: dt.date | None = None, progress: Progress | None = None
) -> Snapshot:
    """Write `<data>/snapshot/<hash>/{persons,households}.parquet` and say what they hold.

    With a `day`, facts that have lapsed by then are left out, and `lapses.parquet` says which
    household next loses one. It is one state of the registry, and writers need not wait. Equal
    registries give one folder. Raises `NoDataError` where nobody is registered.
    """
    report = progress or (lambda _step, _share: None)
    with one_state(), draft_folder(settings.DATA_DIR / "snapshot") as draft:
        everybody, homes = population()
        persons, households = everybody.count(), homes.count()
        if not persons:
            raise NoDataError
        lapses = Lapses.on(day, facts) if day else None
        people = everybody.order_by("living_id", "id")
        _write(people, draft / "persons.parquet", PERSON_KEYS, report, total=persons, lapses=lapses)
        _write(
            homes.order_by("id"),
            draft / "households.parquet",
            HOUSEHOLD_KEYS,
            report,
            total=households,
            lapses=lapses,
        )
        if lapses:
            pq.write_table(lapses.due_table(), draft / LAPSES)
        synthetic = SourceBatch.objects.filter(is_synthetic=True).exists()
        folder = keep(draft)
    return Snapshot(
        folder=folder,
        hash=folder.name,
        persons=persons,
        households=households,
        is_synthetic=synthetic,
    )


def _write(
    rows: models.QuerySet[Any],
    path: Path,
    keys: Columns,
    report: Progress,
    *,
    total: int,
    lapses: Lapses | None,
) -> None:
    columns = snapshot_columns(rows.model, keys)
    done = 0
    with pq.ParquetWriter(path, schema_of(columns), compression="zstd") as writer:
        for table in read_tables(rows, columns, lapses):
            writer.write_table(table)
            done += table.num_rows
            report(path.stem, done / total)
