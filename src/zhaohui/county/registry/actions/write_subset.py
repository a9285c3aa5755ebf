"""Write some households of the registry as a small snapshot, with all that their answers rest on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from zhaohui.county.registry.lapses import Lapses
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Subset:
    """Whom a small snapshot is for; the others in it are only there to be counted with.

    `people` live in the `living` households; of the `registered` ones everybody is among them.
    """

    people: pa.Array
    living: pa.Array
    registered: pa.Array
    lapses: pa.Table


def write_subset(
    folder: Path, touched: Collection[int], *, facts: Iterable[FactRow], day: dt.date
) -> Subset:
    """Write `persons.parquet` and `households.parquet` around the touched households.

    Everyone who shares a touched household, living or registered, is to be answered anew, with all
    who live with her, without facts that have lapsed by the day. Few queries, whatever the number.
    """
    ids = id_rows(touched)
    living = _column(Person, "living_id", Q(living_id__in=ids) | Q(registered_id__in=ids))
    inside = Q(living_id__in=id_rows(living))
    subjects = list(Person.objects.filter(inside).values_list("id", "registered_id"))
    registered = sorted({own for _, own in subjects})
    lapses = Lapses.on(day, facts)
    around = inside | Q(registered_id__in=id_rows(registered))
    people = Person.objects.filter(around).order_by("living_id", "id")
    persons = _write(people, folder / "persons.parquet", PERSON_KEYS, lapses)
    homes = {*persons["living_id"].to_pylist(), *persons["registered_id"].to_pylist()}
    rows = Household.objects.filter(pk__in=id_rows(homes)).order_by("id")
    _write(rows, folder / "households.parquet", HOUSEHOLD_KEYS, lapses)
    return Subset(
        people=pa.array([person for person, _ in subjects], pa.int64()),
        living=pa.array(living, pa.int64()),
        registered=pa.array(sorted(set(registered) & set(touched)), pa.int64()),
        lapses=lapses.due_table(),
    )


def id_rows(ids: Collection[int]) -> RawSQL:
    """Return ids as a subquery with one parameter, however many they are."""
    listed = list(ids)
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [listed])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(listed)])


def _column(model: type[Any], name: str, where: Q) -> list[int]:
    found = model.objects.filter(where).order_by(name).values_list(name, flat=True).distinct()
    return list(found)


def _write(rows: Any, path: Path, keys: Columns, lapses: Lapses) -> pa.Table:
    columns = snapshot_columns(rows.model, keys)
    table = pa.concat_tables(
        [schema_of(columns).empty_table(), *read_tables(rows, columns, lapses)]
    )
    pq.write_table(table, path)
    return table
