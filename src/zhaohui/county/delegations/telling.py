"""A delegation as the audit log keeps it."""

from __future__ import annotations

from typing import Any

from zhaohui.county.delegations.models import Delegation
from zhaohui.packs.action_names import DELEGABLE


def steps_of(row: Delegation) -> list[str]:
    """Return which steps it gives: names of `DELEGABLE`, in their order."""
    return [step for step in DELEGABLE if getattr(row, f"may_{step}")]


def told(row: Delegation) -> dict[str, Any]:
    """Return state, scope and days: no person is in it."""
    return {
        "state": row.state,
        "items": sorted(each.item for each in row.items.all()),
        "areas": sorted(each.area for each in row.areas.all()),
        "steps": steps_of(row),
        "from": row.start.isoformat(),
        "until": row.until.isoformat(),
    }
