"""The county's towns as sketch areas 示意分区, for maps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from zhaohui.engines.areas import voronoi_cells
from zhaohui.packs import Pack


@lru_cache(maxsize=2)
def town_cells(pack: Pack) -> Mapping[str, Any] | None:
    """Return each town's cell (GeoJSON features, id = town code); None without points or outline.

    A cell joins the surroundings of the old towns' seats that belong to the town today. It is a
    sketch, not a boundary: pages must show the label 示意分区 and the source.
    """
    points = {row.name: (float(row.lon), float(row.lat)) for row in pack.points if row.town}
    groups = {row.name: row.town for row in pack.points if row.town}
    for town in pack.towns:
        if town.code not in groups.values() and town.lon is not None and town.lat is not None:
            points[town.code] = (float(town.lon), float(town.lat))
            groups[town.code] = town.code
    if pack.outline is None or not points:
        return None
    return voronoi_cells(points, pack.outline, groups=groups)
