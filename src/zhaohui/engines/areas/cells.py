"""Cells around points: who is nearest to which seat, within an outline.

A cell is not a boundary. Whoever shows cells labels them 示意分区 (a sketch, not a survey).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from zhaohui.engines.areas import geojson
from zhaohui.engines.areas.errors import AreaError

Points = Mapping[str, tuple[float, float]]


def voronoi_cells(
    points: Points, outline: geojson.GeoJson, *, groups: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Split an outline into the parts nearest to each point, as a GeoJSON FeatureCollection.

    `points` are ``{id: (longitude, latitude)}`` in WGS84 degrees, inside `outline` (a GeoJSON
    polygon, multipolygon, Feature or FeatureCollection). `groups` ``{id: group}`` joins the cells
    of several points into one feature. Features keep the order in which ids first occur; each has
    ``id`` and ``properties.id``. Cells are valid, share no area, and together are the outline.
    Distances are taken on a plane whose longitudes are shrunk by the cosine of the middle latitude.

    Raises `AreaError` on no points, two points in one place, a point outside or a bad outline.

    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]}
    >>> cells = voronoi_cells({"west": (0.5, 0.5), "east": (1.5, 0.5)}, square)
    >>> [feature["id"] for feature in cells["features"]]
    ['west', 'east']
    """
    area = geojson.polygons(outline)
    shrink = math.cos(math.radians((area.bounds[1] + area.bounds[3]) / 2))
    flat = _scaled(area, shrink)
    places = {name: Point(x * shrink, y) for name, (x, y) in points.items()}
    _check(places, flat)
    cells = _split(places, flat)
    joined = _joined(cells, groups) if groups else cells
    features = [
        {
            "type": "Feature",
            "id": name,
            "properties": {"id": name},
            "geometry": geojson.geometry(_scaled(cell, 1 / shrink)),
        }
        for name, cell in joined.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _check(places: Mapping[str, Point], flat: BaseGeometry) -> None:
    if not places:
        raise AreaError("There is no point to draw cells around.", hint="Give at least one.")
    seen: dict[tuple[float, float], str] = {}
    for name, place in places.items():
        if not flat.covers(place):
            raise AreaError(
                f"The point “{name}” lies outside the outline.",
                hint="Check its longitude and latitude (WGS84, longitude first).",
            )
        other = seen.setdefault((place.x, place.y), name)
        if other != name:
            raise AreaError(
                f"“{name}” and “{other}” lie on the same spot.", hint="Join them or move one."
            )


def _split(places: Mapping[str, Point], flat: BaseGeometry) -> dict[str, BaseGeometry]:
    if len(places) == 1:
        return dict.fromkeys(places, flat)
    whole = MultiPoint(list(places.values()))
    diagram = shapely.voronoi_polygons(whole, extend_to=flat, ordered=True)
    cells: dict[str, BaseGeometry] = {}
    for name, cell in zip(places, diagram.geoms, strict=True):
        cells[name] = _areas_only(shapely.intersection(cell, flat))
    return cells


def _joined(
    cells: Mapping[str, BaseGeometry], groups: Mapping[str, str]
) -> dict[str, BaseGeometry]:
    if missing := [name for name in cells if name not in groups]:
        raise AreaError(
            f"No group is given for “{missing[0]}”.", hint="Name a group for every point."
        )
    members: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for name, cell in cells.items():
        members[groups[name]].append(cell)
    return {group: _areas_only(shapely.union_all(parts)) for group, parts in members.items()}


def _areas_only(found: BaseGeometry) -> BaseGeometry:
    if isinstance(found, Polygon | MultiPolygon):
        return found
    parts = [part for part in getattr(found, "geoms", ()) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def _scaled(found: BaseGeometry, factor: float) -> BaseGeometry:
    return shapely.transform(found, lambda xy: xy * [factor, 1.0])
