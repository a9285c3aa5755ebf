"""Write the registry as columns: the population as the sweep reads it, without identities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, models

from zhaohui.county.content_folder import draft_folder, keep
from zhaohui.county.one_state import one_state
from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.errors import NoDataError
from zhaohui.county.registry.models import Household, Person, SourceBatch

Progress = Callable[[str, float], None]
ROW_GROUP = 65_536
ARROW_TYPES: dict[type[models.Field[Any, Any]], pa.DataType] = {
    models.BooleanField: pa.bool_(),
    models.IntegerField: pa.int64(),
    models.BigIntegerField: pa.int64(),
    models.DateField: pa.date32(),
    models.CharField: pa.string(),
}
PERSON_KEYS = (
    ("person_id", "id", pa.int64()),
    ("living_id", "living_id", pa.int64()),
    ("registered_id", "registered_id", pa.int64()),
    ("town", "town", pa.string()),
    ("village", "village", pa.string()),
)
HOUSEHOLD_KEYS = (
    ("household_id", "id", pa.int64()),
    ("kind", "kind", pa.string()),
    ("town", "town", pa.string()),
    ("village", "village", pa.string()),
)
Columns = tuple[tuple[str, str, pa.DataType], ...]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A written snapshot: its folder (named by its content's hash) and what is in it."""

    folder: Path
    hash: str
    persons: int
    households: int
    is_synthetic: bool


def write_snapshot(*, progress: Progress | None = None) -> Snapshot:
    """Write `<data>/snapshot/<hash>/{persons,households}.parquet` and say what they hold.

    It is one state of the registry, and writers need not wait. Equal registries give one folder. Raises
    `NoDataError` where nobody is registered.
    """
    report = progress or (lambda _step, _share: None)
    with one_state(), draft_folder(settings.DATA_DIR / "snapshot") as draft:
        persons, households = Person.objects.count(), Household.objects.count()
        if not persons:
            raise NoDataError
        people = Person.objects.order_by("living_id", "id")
        _write(people, draft / "persons.parquet", PERSON_KEYS, report, persons)
        homes = Household.objects.order_by("id")
        _write(homes, draft / "households.parquet", HOUSEHOLD_KEYS, report, households)
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
    rows: models.QuerySet[Any], path: Path, keys: Columns, report: Progress, total: int
) -> None:
    facts = tuple(
        (name, name, ARROW_TYPES[type(field)]) for name, field in fact_fields(rows.model).items()
    )
    columns = keys + facts
    schema = pa.schema([(name, kind) for name, _, kind in columns])
    done = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for chunk in _chunks(rows.values_list(*[source for _, source, _ in columns])):
            arrays = [
                arrow_column(values, kind)
                for values, (_, _, kind) in zip(zip(*chunk, strict=True), columns, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            done += len(chunk)
            report(path.stem, done / total)


def _chunks(rows: models.QuerySet[Any, Any]) -> Iterator[list[tuple[Any, ...]]]:
    # The raw cursor leaves out Django's conversion of each value, half of the time.
    statement, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while chunk := cursor.fetchmany(ROW_GROUP):
            yield chunk


def arrow_column(values: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    """Return the values as Arrow; SQLite gives booleans as 0 and 1, dates as text."""
    array = pa.array(values, from_pandas=False)
    return array if array.type == kind else array.cast(kind)
