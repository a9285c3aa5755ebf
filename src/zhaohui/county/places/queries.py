"""The county's towns as sketch areas 示意分区, for maps; its organisations by name and code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Q
from shapely.geometry import Point, shape
from shapely.ops import unary_union

from zhaohui.county.places.models import Organisation
from zhaohui.packs import Pack
from zhaohui.packs.town_cells import town_cells as sketch

EDGE_DEGREES = 0.01
MOST_ALIKE = 10


@lru_cache(maxsize=2)
def town_cells(pack: Pack) -> Mapping[str, Any] | None:
    """Return the pack's town cells, drawn once per process; see `zhaohui.packs.town_cells`."""
    return sketch(pack)


@lru_cache(maxsize=2)
def _outline(pack: Pack) -> Any:
    geometry = pack.outline or {}
    if geometry.get("type") == "FeatureCollection":
        return unary_union([shape(each["geometry"]) for each in geometry["features"]])
    return shape(geometry.get("geometry", geometry)) if geometry else None


def is_within(pack: Pack, lon: float, lat: float) -> bool:
    """Say whether a point (WGS84) lies in the county; anywhere on earth where the pack has no outline.

    The outline is simplified: 0.01 degrees (about a kilometre) around it count as inside.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return False
    outline = _outline(pack)
    return outline is None or outline.distance(Point(lon, lat)) <= EDGE_DEGREES


def organisations_like(name: str, code: str) -> list[dict[str, str]]:
    """Return the registered organisations of this credit code or exact name: name, code, same_code."""
    found = Organisation.objects.filter(Q(name=name) | Q(credit_code=code or "-"))
    rows = found.order_by("name", "credit_code").values_list("name", "credit_code")[:MOST_ALIKE]
    return [
        {"name": each, "code": number, "same_code": "1" if number == code else ""}
        for each, number in rows
    ]
