"""Load towns and villages from the pack, organisations and facilities from tables."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.db import models, transaction

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
        return (
            _replace(Organisation, organisations, is_synthetic=is_synthetic),
            _replace(Facility, facilities, is_synthetic=is_synthetic),
        )


def _replace(model: type[models.Model], table: pa.Table, *, is_synthetic: bool) -> int:
    names = {field.name for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's documented Meta API
    rows: list[dict[str, Any]] = table.select(
        [n for n in table.column_names if n in names]
    ).to_pylist()
    model._default_manager.all().delete()  # noqa: SLF001 - the documented default manager
    model._default_manager.bulk_create(  # noqa: SLF001
        [model(**row, is_synthetic=is_synthetic) for row in rows], batch_size=500
    )
    return len(rows)
