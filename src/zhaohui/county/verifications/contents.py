"""What is kept sealed of a check: what was registered and what an office says, by fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import orjson

from zhaohui.county.registry.sealed_text import seal_text, unseal
from zhaohui.county.verifications.comparing import Value
from zhaohui.packs.schema.registers import FactRow


def seal_values(values: Mapping[str, Value]) -> bytes:
    """Return values by fact, sealed (dates as ISO texts)."""
    return seal_text(orjson.dumps(dict(values)).decode())


def open_values(sealed: Any, facts: Mapping[str, FactRow]) -> dict[str, Value]:
    """Return values by fact, typed; a fact that the dictionary lost stays as it was written."""
    text = unseal(sealed)
    found: dict[str, Any] = orjson.loads(text) if text else {}
    for name, value in found.items():
        fact = facts.get(name)
        if fact is not None and fact.type == "date" and isinstance(value, str):
            found[name] = dt.date.fromisoformat(value)
    return found


def written(fact: FactRow, value: Value) -> str:
    """Return a value as a department writes it into the registry (money in 元)."""
    if fact.type == "money" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
