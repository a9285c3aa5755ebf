"""A map of the towns as drawing instructions for an inline SVG: paths, classes and names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhaohui.packs import Pack

WIDTH = 900
EDGE = 12
STEPS = 5


@dataclass(frozen=True)
class Cell:
    """One town: its outline as SVG path data, its step of colour (0: no value), where its name stands."""

    code: str
    name: str
    path: str
    step: int
    value: float | None
    x: float
    y: float


@dataclass(frozen=True)
class Map:
    """The drawing, its size, and the lower and upper bound of each step of colour."""

    cells: Sequence[Cell]
    width: int
    height: int
    steps: Sequence[tuple[int, float, float]]


class Plane:
    """Degrees to drawing units: longitudes shrunk by the latitude's cosine, north up."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, self.north = min(y for _, y in points), max(y for _, y in points)
        self.west = west
        self.shrink = math.cos(math.radians((south + self.north) / 2))
        self.scale = (WIDTH - 2 * EDGE) / ((east - west) * self.shrink)
        self.height = round((self.north - south) * self.scale + 2 * EDGE)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return x and y of a place."""
        x = (lon - self.west) * self.shrink * self.scale + EDGE
        return round(x, 1), round((self.north - lat) * self.scale + EDGE, 1)


def draw(pack: Pack, cells: Mapping[str, Any], values: Mapping[str, float]) -> Map:
    """Return the map of `cells` (GeoJSON, id = town code), coloured by `values` of the towns."""
    features = cells["features"]
    points = [point for f in features for ring in rings(f["geometry"]) for point in ring]
    plane = Plane(points)
    bounds = step_bounds(list(values.values()))
    drawn = []
    for feature in features:
        town = pack.town(feature["id"])
        value = values.get(town.code)
        lon, lat = town.lon, town.lat
        x, y = (
            plane.place(float(lon), float(lat)) if lon is not None and lat is not None else (0, 0)
        )
        drawn.append(
            Cell(
                code=town.code,
                name=town.name,
                path=path_of(feature["geometry"], plane),
                step=step_of(value, bounds),
                value=value,
                x=x,
                y=y,
            )
        )
    return Map(drawn, WIDTH, plane.height, bounds)


def step_bounds(values: Sequence[float]) -> list[tuple[int, float, float]]:
    """Return (step, from, to) of up to five equal steps; one step when all values are equal."""
    if not values:
        return []
    low, high = min(values), max(values)
    if low == high:
        return [(STEPS, low, high)]
    size = (high - low) / STEPS
    return [(i + 1, low + i * size, low + (i + 1) * size) for i in range(STEPS)]


def step_of(value: float | None, bounds: Sequence[tuple[int, float, float]]) -> int:
    """Return the step that a value falls into; 0 for no value."""
    if value is None:
        return 0
    return next((step for step, _, high in bounds if value <= high), bounds[-1][0])


def rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[tuple[float, float]]]:
    """Yield the rings of a GeoJSON polygon or multipolygon."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        yield from polygon


def path_of(geometry: Mapping[str, Any], plane: Plane) -> str:
    """Return a geometry as SVG path data."""
    parts = []
    for ring in rings(geometry):
        places = (plane.place(lon, lat) for lon, lat in ring)
        parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in places) + "Z")
    return "".join(parts)
