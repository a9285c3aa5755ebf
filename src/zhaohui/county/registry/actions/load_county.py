"""Load the synthetic county 模拟数据 into an empty registry: all of it or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from django.db import connection, transaction

from zhaohui.county.bulk_rows import insert_columns, python_values, require_columns
from zhaohui.county.places.actions.load_places import replace_places
from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.errors import MixedDataError, OtherCountyError
from zhaohui.county.registry.models import (
    ChangedHousehold,
    FieldOverride,
    Household,
    Person,
    SourceBatch,
)
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.synth.spec import County

Progress = Callable[[str, float], None]
KIND = "synthetic county"
HOUSEHOLD_KEYS = {"household_id", "kind", "town", "village"}
PERSON_KEYS = {"person_id", "living_id", "registered_id", "town", "village"}
HEAD = "head"  # who heads a household is a fact of the person: 与户主关系
IDENTITY = {"name", "identity_number", "phone", "bank_card"}


def load_county(
    county: County,
    *,
    as_of: dt.date,
    department: str,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[SourceBatch, bool]:
    """Store the county's tables; return their batch and whether anything changed.

    The same county twice changes nothing. Refuses where real people are registered
    (`MixedDataError`), and where another synthetic county is unless `replace`
    (`OtherCountyError`). `progress(step, share)` is called with shares from 0 to 1.
    """
    report = progress or (lambda _step, _share: None)
    _check(county)
    content_hash = tables_hash(county)
    with transaction.atomic():
        if SourceBatch.objects.filter(is_synthetic=False).exists():
            raise MixedDataError(
                "The registry holds real people; a synthetic county may not be mixed with them.",
                hint="Name an empty data folder: ZHAOHUI_DATA=<folder> zhaohui seed.",
            )
        same = SourceBatch.objects.filter(content_hash=content_hash).first()
        if same:
            return same, False
        _clear(replace=replace)
        batch = SourceBatch.objects.create(
            department=department,
            as_of=as_of,
            kind=KIND,
            rows=county.persons.num_rows,
            content_hash=content_hash,
            is_synthetic=True,
        )
        replace_places(county.organisations, county.facilities, is_synthetic=True)
        _insert_households(county.households, batch.pk, report)
        _insert_persons(county.persons, batch.pk, report)
    return batch, True


def tables_hash(county: County) -> str:
    """Return the SHA-256 of the tables' content."""
    digest = _HashSink()
    for table in (county.persons, county.households, county.organisations, county.facilities):
        with pa.ipc.new_stream(pa.PythonFile(digest, mode="w"), table.schema) as stream:
            stream.write_table(table.combine_chunks())
    return digest.hexdigest()


class _HashSink:
    """A file that only counts and hashes what is written to it."""

    closed = False

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, data: Any) -> int:
        self._digest.update(data)
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size

    def flush(self) -> None:
        return

    def close(self) -> None:
        return

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _check(county: County) -> None:
    require_columns(
        county.persons,
        needed=PERSON_KEYS | IDENTITY,
        known=set(fact_fields(Person)),
        what="persons",
    )
    require_columns(
        county.households,
        needed=HOUSEHOLD_KEYS,
        known={HEAD, *fact_fields(Household)},
        what="households",
    )


def _clear(*, replace: bool) -> None:
    people = Person.objects.count()
    if people and not replace:
        raise OtherCountyError(
            f"The registry holds another synthetic county ({people:,} people).",
            hint="Say --replace to put this one in its place.",
        )
    with connection.cursor() as cursor:
        for model in (ChangedHousehold, FieldOverride, Person, Household, SourceBatch):
            table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of our own model


def _insert_households(table: pa.Table, batch: int, report: Progress) -> None:
    names = [name for name in table.column_names if name != HEAD]
    columns: dict[str, Any] = {name: python_values(table[name]) for name in names}
    columns["id"] = columns.pop("household_id")
    columns["batch_id"] = [batch] * table.num_rows
    rows = max(table.num_rows, 1)
    insert_columns(Household, columns, progress=lambda done: report("households", done / rows))


def _insert_persons(table: pa.Table, batch: int, report: Progress) -> None:
    names = [name for name in table.column_names if name not in IDENTITY - {"name"}]
    columns: dict[str, Any] = {name: python_values(table[name]) for name in names}
    columns["id"] = columns.pop("person_id")
    columns["batch_id"] = [batch] * table.num_rows
    seals = registry_seals()
    numbers, phones = python_values(table["identity_number"]), python_values(table["phone"])
    columns["identity_sealed"] = seals.identity.seal_all(numbers)
    columns["identity_index"] = seals.identity_index.of_all(numbers)
    columns["phone_sealed"] = seals.phone.seal_all(phones)
    columns["phone_index"] = seals.phone_index.of_all(phones)
    columns["bank_card_sealed"] = seals.bank_card.seal_all(python_values(table["bank_card"]))
    rows = max(table.num_rows, 1)
    insert_columns(Person, columns, progress=lambda done: report("persons", done / rows))
