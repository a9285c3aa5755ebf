"""What the parameters say on one evaluation date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhaohui.engines.rules.parameters import Resolved


@dataclass(frozen=True, slots=True)
class Day:
    """All parameters as they stand on one evaluation date."""

    as_of: date
    resolved: Mapping[str, Resolved]
    values: Mapping[str, Any]
    stale: frozenset[str]
