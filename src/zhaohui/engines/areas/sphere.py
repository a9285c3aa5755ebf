"""Area on a sphere: no projection, so any county's outline gives square kilometres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from zhaohui.engines.areas.errors import AreaError
from zhaohui.engines.areas.geojson import GeoJson, polygons

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the IUGG


def area_km2(shape: GeoJson | BaseGeometry) -> float:
    """Return the area in km² of a GeoJSON polygon or multipolygon in WGS84 degrees.

    On a sphere of the earth's mean radius R, by the trapezoids between each edge and the equator:
    A = R²/2 · |Σ (λ₂ − λ₁)(sin φ₁ + sin φ₂)|, holes taken off. A county comes out within about
    0.3 % of its area on the ellipsoid.

    >>> half = {"type": "Polygon", "coordinates": [[[0, 0], [90, 0], [90, 1], [0, 1], [0, 0]]]}
    >>> round(area_km2(half))
    1112735

    Raises `AreaError` when the shape has no polygon.
    """
    geometry = polygons(shape)
    parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
    return sum(_polygon_km2(part) for part in parts if isinstance(part, Polygon))


def _polygon_km2(polygon: Polygon) -> float:
    rings = [polygon.exterior, *polygon.interiors]
    areas = [_ring_km2([(x, y) for x, y, *_ in ring.coords]) for ring in rings]
    return areas[0] - sum(areas[1:])


def _ring_km2(ring: Sequence[tuple[float, float]]) -> float:
    if any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in ring):
        raise AreaError(
            "The outline has coordinates that are not degrees.",
            hint="Give longitude and latitude in WGS84.",
        )
    total = 0.0
    for (lon_1, lat_1), (lon_2, lat_2) in pairwise(ring):
        step = math.radians(lon_2 - lon_1)
        total += step * (math.sin(math.radians(lat_1)) + math.sin(math.radians(lat_2)))
    return abs(total) * EARTH_RADIUS_KM**2 / 2
