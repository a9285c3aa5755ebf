"""Between GeoJSON-like dicts and shapely's polygons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from zhaohui.engines.areas.errors import AreaError

GeoJson = Mapping[str, Any]


def polygons(source: GeoJson | BaseGeometry) -> Polygon | MultiPolygon:
    """Return the polygons of a geometry, Feature or FeatureCollection as one valid shape.

    Raises `AreaError` when there is none, when it is empty, or when it crosses itself.
    """
    found = source if isinstance(source, BaseGeometry) else _read(source)
    if isinstance(found, shapely.GeometryCollection) and not isinstance(found, MultiPolygon):
        found = shapely.union_all([part for part in found.geoms if part.area > 0])
    if not isinstance(found, Polygon | MultiPolygon) or found.is_empty:
        raise AreaError(
            f"The outline is a {found.geom_type}, not an area.",
            hint="Give a GeoJSON Polygon or MultiPolygon.",
        )
    if not found.is_valid:
        raise AreaError(
            f"The outline is not a valid area: {shapely.is_valid_reason(found)}.",
            hint="Mend the ring that crosses or touches itself.",
        )
    return found


def geometry(found: BaseGeometry) -> dict[str, Any]:
    """Return a shape as a GeoJSON geometry with plain lists."""
    return {key: _lists(entry) for key, entry in mapping(found).items()}


def _read(source: GeoJson) -> BaseGeometry:
    kind = source.get("type")
    if kind == "FeatureCollection":
        return shapely.union_all([_read(feature) for feature in source.get("features", ())])
    if kind == "Feature":
        return _read(source.get("geometry") or {})
    try:
        return shape(source)
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        raise AreaError(
            f"The outline cannot be read as GeoJSON: {error}.",
            hint="Give a geometry with `type` and `coordinates`.",
        ) from error


def _lists(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_lists(entry) for entry in value]
    return value
