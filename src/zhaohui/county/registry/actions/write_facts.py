"""Write some facts of everybody as columns, for work that reads few of them; nothing is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.db import models

from zhaohui.county.registry.lapses import Lapses
from zhaohui.county.registry.met import population
from zhaohui.county.registry.models import Household, Person
from zhaohui.county.registry.snapshot_columns import (
    HOUSEHOLD_KEYS,
    PERSON_KEYS,
    Columns,
    read_tables,
    schema_of,
    snapshot_columns,
)
from zhaohui.packs.schema.registers import FactRow


def write_facts(
    folder: Path, *, columns: Collection[str], facts: Iterable[FactRow], day: dt.date
) -> None:
    """Write `persons.parquet` and `households.parquet` with the keys and these columns alone.

    As a snapshot has them (docs/reference/snapshot.md), without facts that have lapsed by `day`. Who
    was met and is not known yet is left out. The caller sees to it that it is one state.
    """
    people, homes = population()
    lapses = Lapses.on(day, facts)
    for rows, keys, name in (
        (people.order_by("living_id", "id"), PERSON_KEYS, "persons"),
        (homes.order_by("id"), HOUSEHOLD_KEYS, "households"),
    ):
        wanted = _chosen(rows.model, keys, columns)
        _write(rows, folder / f"{name}.parquet", wanted, lapses)


def _chosen(model: type[Person | Household], keys: Columns, columns: Collection[str]) -> Columns:
    own = {name for name, _source, _kind in keys} | set(columns)
    return tuple(each for each in snapshot_columns(model, keys) if each[0] in own)


def _write(rows: models.QuerySet[Any], path: Path, columns: Columns, lapses: Lapses) -> None:
    with pq.ParquetWriter(path, schema_of(columns), compression="zstd") as writer:
        for table in read_tables(rows, columns, lapses):
            writer.write_table(table)
