"""A sketch of the towns for maps: cells around seats, because surveyed boundaries are not in the pack."""

from __future__ import annotations

from typing import Any

from zhaohui.engines.areas import voronoi_cells
from zhaohui.packs.pack import Pack

SKETCH = "示意分区"  # what a page must call such cells when the pack names nothing else


def town_cells(pack: Pack) -> dict[str, Any] | None:
    """Return the towns as a GeoJSON FeatureCollection (WGS84), None without outline or seats.

    Each old seat of `areas/points_2016.csv` draws a cell, cells are joined by the town of today
    (`town`), and a town without an old seat is drawn around its own. Features have ``id`` = the
    town's code and ``properties`` code and name; the collection carries ``label`` (示意分区) and
    ``credit``, which the page prints. Raises `AreaError` when a seat lies outside the outline.
    """
    if pack.outline is None:
        return None
    points: dict[str, tuple[float, float]] = {}
    groups: dict[str, str] = {}
    for number, point in enumerate(pack.points):
        if point.town:
            points[f"{number}"] = (float(point.lon), float(point.lat))
            groups[f"{number}"] = point.town
    drawn = set(groups.values())
    for town in pack.towns:
        if town.code not in drawn and town.lon is not None and town.lat is not None:
            points[town.code] = (float(town.lon), float(town.lat))
            groups[town.code] = town.code
    if not points:
        return None
    found = voronoi_cells(points, pack.outline, groups=groups)
    for feature in found["features"]:
        code = feature["id"]
        feature["properties"] = {"code": code, "name": pack.town(code).name}
    said = pack.attribution
    return found | {"label": said.cells.label or SKETCH, "credit": said.outline.credit}
