"""Fill an empty registry with so many synthetic people 模拟数据, without identities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from zhaohui.county.bulk_rows import insert_columns, python_values
from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.county_spec import county_spec
from zhaohui.county.registry.models import Household, Person, SourceBatch
from zhaohui.engines.synth import make_county
from zhaohui.packs.pack import Pack

Progress = Callable[[str, float], None]
MADE_AT_ONCE = 130_000  # residents; a larger registry repeats this county with other ids
BATCHES = 4  # of different days, so that facts lapse on different days


def fill_registry(pack: Pack, *, people: int, seed: int, day: dt.date, progress: Progress) -> int:
    """Insert at least `people` people (the whole last household) and return their number."""
    residents = min(MADE_AT_ONCE, max(200, people * 55 // 100))
    county = make_county(county_spec(pack, as_of=day), residents=residents, seed=seed)
    persons, homes = _facts(county.persons, Person), _facts(county.households, Household)
    step = _largest(persons, homes) + 1
    done = 0
    with transaction.atomic():
        batches = [_batch(day, number) for number in range(BATCHES)]
        while done < people:
            shift = step * (done // persons.num_rows)
            part = _until(persons, people - done)
            wanted = homes.filter(pc.is_in(homes["id"], value_set=_homes_of(part)))
            _insert(Household, wanted, ("id",), shift, batches)
            _insert(Person, part, ("id", "living_id", "registered_id"), shift, batches)
            done += part.num_rows
            progress("people", min(1.0, done / people))
    return done


def _facts(table: pa.Table, model: type[Person | Household]) -> pa.Table:
    key = "person_id" if model is Person else "household_id"
    keys = ["living_id", "registered_id"] if model is Person else ["kind"]
    known = [key, *keys, "town", "village", *fact_fields(model)]
    chosen = table.select([name for name in known if name in table.column_names])
    return chosen.rename_columns(["id" if name == key else name for name in chosen.column_names])


def _largest(persons: pa.Table, homes: pa.Table) -> int:
    return int(max(pc.max(persons["id"]).as_py(), pc.max(homes["id"]).as_py()))


def _until(persons: pa.Table, count: int) -> pa.Table:
    """The first people in the order of their living households, no household cut in two."""
    if count >= persons.num_rows:
        return persons
    ordered = persons.sort_by("living_id")
    last = ordered["living_id"][count - 1].as_py()
    return ordered.filter(pc.less_equal(ordered["living_id"], last))


def _homes_of(persons: pa.Table) -> pa.Array:
    both = pa.chunked_array(persons["living_id"].chunks + persons["registered_id"].chunks)
    return both.unique()


def _batch(day: dt.date, number: int) -> int:
    batch = SourceBatch.objects.create(
        department="模拟数据",
        as_of=day - dt.timedelta(days=58 * number),
        kind="rehearsal",
        rows=0,
        content_hash=f"rehearsal {number}",
        is_synthetic=True,
    )
    return int(batch.pk)


def _insert(
    model: type[Person | Household],
    table: pa.Table,
    keys: tuple[str, ...],
    shift: int,
    batches: list[int],
) -> None:
    for key in keys:
        moved = pc.add(table[key], shift)
        table = table.set_column(table.column_names.index(key), key, moved)
    columns: dict[str, Any] = {n: python_values(table[n]) for n in table.column_names}
    columns["batch_id"] = [batches[key % len(batches)] for key in columns["id"]]
    insert_columns(model, columns)
