"""Load towns and villages from the pack, organisations and facilities from tables."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.db import transaction

from zhaohui.county.bulk_rows import insert_columns, python_values
from zhaohui.county.places.models import Area, AreaLevel, Facility, Organisation
from zhaohui.packs.pack import Pack


def load_areas(pack: Pack) -> int:
    """Make the areas those of the pack; return how many there are."""
    towns = [Area(code=row.code, name=row.name, level=AreaLevel.TOWN) for row in pack.towns]
    villages = [
        Area(code=row.code, name=row.name, level=AreaLevel.VILLAGE, parent_id=row.town_code)
        for row in pack.villages
    ]
    codes = [area.code for area in (*towns, *villages)]
    with transaction.atomic():
        stale = Area.objects.exclude(code__in=codes)
        stale.filter(level=AreaLevel.VILLAGE).delete()
        stale.delete()
        for part in (towns, villages):
            Area.objects.bulk_create(
                part,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name", "level", "parent"],
            )
    return len(codes)


def replace_places(
    organisations: pa.Table, facilities: pa.Table, *, is_synthetic: bool
) -> tuple[int, int]:
    """Put these organisations and facilities in the place of the ones there; return their counts."""
    with transaction.atomic():
        Facility.objects.all().delete()
        Organisation.objects.all().delete()
        for model, table in ((Organisation, organisations), (Facility, facilities)):
            columns: dict[str, Any] = {
                name: python_values(table[name]) for name in table.column_names
            }
            columns["id"] = columns.pop(f"{model.__name__.lower()}_id")
            columns["is_synthetic"] = [is_synthetic] * table.num_rows
            insert_columns(model, columns)
    return organisations.num_rows, facilities.num_rows
