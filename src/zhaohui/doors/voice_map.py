"""A map that takes a point without JavaScript: an image button, whose press sends where it was pressed."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape

from zhaohui.county.places.queries import town_cells
from zhaohui.doors.portal.choropleth import EDGE, WIDTH, Plane, path_of, rings
from zhaohui.packs.pack import Pack

SHOWN = 236  # CSS pixels, the same everywhere: the browser sends the press in these; fits at 320
NEAR = 5  # how much larger the second view is
DIGITS = 5  # about a metre


@dataclass(frozen=True)
class PointMap:
    """The map as an image with the point that is set; `zoom` 0: the county, 1: around the point."""

    source: str
    width: int
    height: int
    zoom: int


@dataclass(frozen=True)
class _View:
    """The part of the drawing that is shown."""

    x: float
    y: float
    width: float
    height: float


def _plane(pack: Pack) -> Plane | None:
    cells = town_cells(pack)
    if not cells:
        return None
    return Plane([p for f in cells["features"] for ring in rings(f["geometry"]) for p in ring])


def _view(plane: Plane, lon: float | None, lat: float | None, zoom: int) -> _View:
    if lon is None or lat is None or zoom == 0:
        return _View(0, 0, WIDTH, plane.height)
    x, y = plane.place(lon, lat)
    width, height = WIDTH / NEAR, plane.height / NEAR
    return _View(x - width / 2, y - height / 2, width, height)


def point_map(pack: Pack, lon: float | None, lat: float | None, zoom: int) -> PointMap | None:
    """Return the map, None where the pack has nothing to draw."""
    plane, cells = _plane(pack), town_cells(pack)
    if plane is None or not cells:
        return None
    seen = _view(plane, lon, lat, zoom)
    parts = [
        f'<path d="{path_of(f["geometry"], plane)}" fill="#eef3f8" stroke="#5b7083"'
        f' stroke-width="{seen.width / 500:g}"/>'
        for f in cells["features"]
    ]
    parts += [_name(plane, town.name, town.lon, town.lat, seen) for town in pack.towns]
    if lon is not None and lat is not None:
        x, y = plane.place(lon, lat)
        parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{seen.width / 45:g}" fill="none" stroke="#b3261e"'
            f' stroke-width="{seen.width / 110:g}"/>'
            f'<circle cx="{x:g}" cy="{y:g}" r="{seen.width / 150:g}" fill="#b3261e"/>'
        )
    height = round(SHOWN * seen.height / seen.width)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SHOWN}" height="{height}"'
        f' viewBox="{seen.x:g} {seen.y:g} {seen.width:g} {seen.height:g}">{"".join(parts)}</svg>'
    )
    source = "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
    return PointMap(source, SHOWN, height, zoom if lon is not None else 0)


def _name(plane: Plane, name: str, lon: object, lat: object, seen: _View) -> str:
    if lon is None or lat is None:
        return ""
    x, y = plane.place(float(str(lon)), float(str(lat)))
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{seen.width / 18:g}" text-anchor="middle"'
        f' fill="#0b1f33" font-family="sans-serif">{escape(name)}</text>'
    )


def pressed(
    pack: Pack, press: tuple[int, int], lon: float | None, lat: float | None, zoom: int
) -> tuple[float, float] | None:
    """Return longitude and latitude of a press on the map that showed this point at this zoom."""
    plane = _plane(pack)
    if plane is None:
        return None
    seen = _view(plane, lon, lat, zoom)
    x = seen.x + press[0] / SHOWN * seen.width
    y = seen.y + press[1] / SHOWN * seen.width
    found_lon = plane.west + (x - EDGE) / (plane.shrink * plane.scale)
    return round(found_lon, DIGITS), round(plane.north - (y - EDGE) / plane.scale, DIGITS)
