"""Division codes 行政区划代码 and the geometry of areas: pure, no Django, no files."""

from zhaohui.engines.areas.cells import voronoi_cells
from zhaohui.engines.areas.codes import (
    LEVELS,
    ancestors,
    chain,
    code_range,
    is_within,
    level,
    shortest,
)
from zhaohui.engines.areas.errors import AreaError
from zhaohui.engines.areas.sphere import area_km2

__all__ = [
    "LEVELS",
    "AreaError",
    "ancestors",
    "area_km2",
    "chain",
    "code_range",
    "is_within",
    "level",
    "shortest",
    "voronoi_cells",
]
