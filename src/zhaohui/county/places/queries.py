"""The county's towns as sketch areas 示意分区, for maps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from zhaohui.packs import Pack
from zhaohui.packs.town_cells import town_cells as sketch


@lru_cache(maxsize=2)
def town_cells(pack: Pack) -> Mapping[str, Any] | None:
    """Return the pack's town cells, drawn once per process; see `zhaohui.packs.town_cells`."""
    return sketch(pack)
