"""A register on the map: towns coloured by how many records lie there, and records as points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhaohui.county.places.queries import town_cells
from zhaohui.doors.portal.choropleth import Map, Plane, draw, rings
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class TownLine:
    """A town of the table beside the map; `count` None is kept back."""

    code: str
    name: str
    count: int | None


@dataclass(frozen=True)
class RegisterMap:
    """The towns, and the points (x, y) in the same drawing."""

    towns: Map
    points: Sequence[tuple[float, float]]


def register_map(
    pack: Pack, counts: Mapping[str, int | None], points: Sequence[tuple[float, float]] = ()
) -> RegisterMap | None:
    """Return the map; None where the pack has nothing to draw or no town has a record."""
    cells = town_cells(pack)
    known = {code: float(n) for code, n in counts.items() if n and len(code) > len(pack.code)}
    if cells is None or not known:
        return None
    plane = Plane([p for f in cells["features"] for ring in rings(f["geometry"]) for p in ring])
    return RegisterMap(draw(pack, cells, known), [plane.place(lon, lat) for lon, lat in points])


def town_lines(pack: Pack, counts: Mapping[str, int | None]) -> list[TownLine]:
    """Return the towns with records in the pack's order, the county's own first."""
    names = {pack.code: pack.name} | {town.code: town.name for town in pack.towns}
    known = [code for code in names if code in counts]
    others = sorted(code for code in counts if code not in names)
    return [TownLine(code, names.get(code, code), counts[code]) for code in [*known, *others]]


@dataclass(frozen=True)
class TownSums:
    """What some numbers add up to by town: their labels, and a row of texts a town."""

    labels: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


def town_sums(
    pack: Pack, counts: Mapping[str, int | None], sums: Sequence[tuple[str, Mapping[str, str]]]
) -> TownSums | None:
    """Return the sums in the order of the towns; None where nothing adds up."""
    if not sums:
        return None
    rows = [
        (line.name, [texts.get(line.code, "") for _label, texts in sums])
        for line in town_lines(pack, counts)
    ]
    return TownSums([label for label, _texts in sums], rows)


def kept_back(counts: Mapping[str, int], k: int) -> dict[str, int | None]:
    """Return counts without those below `k`; where one alone is missing the next smallest goes too.

    >>> kept_back({"a": 2, "b": 7, "c": 9}, 5)
    {'a': None, 'b': None, 'c': 9}
    """
    shown: dict[str, int | None] = {
        code: n if n == 0 or n >= k else None for code, n in counts.items()
    }
    hidden = [code for code, n in shown.items() if n is None]
    if hidden and (len(hidden) == 1 or sum(counts[code] for code in hidden) < k):
        rest = [code for code, n in shown.items() if n]
        if rest:
            shown[min(rest, key=lambda code: counts[code])] = None
    return shown
