"""What is kept sealed of a check: what was registered, what an office says, words of an objection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhaohui.county.registry.seals import registry_seals
from zhaohui.county.verifications.comparing import Value
from zhaohui.packs.schema.registers import FactRow


def seal_text(text: str) -> bytes:
    """Return a text sealed."""
    return registry_seals().form_answers.seal(text)


def open_text(sealed: Any) -> str:
    """Return what `seal_text` was given; "" for nothing."""
    return registry_seals().form_answers.open(bytes(sealed)) if sealed else ""


def seal_values(values: Mapping[str, Value]) -> bytes:
    """Return values by fact, sealed (dates as ISO texts)."""
    return seal_text(orjson.dumps(dict(values)).decode())


def open_values(sealed: Any, facts: Mapping[str, FactRow]) -> dict[str, Value]:
    """Return values by fact, typed; a fact that the dictionary lost stays as it was written."""
    text = open_text(sealed)
    found: dict[str, Any] = orjson.loads(text) if text else {}
    for name, value in found.items():
        fact = facts.get(name)
        if fact is not None and fact.type == "date" and isinstance(value, str):
            found[name] = dt.date.fromisoformat(value)
    return found


def shown(fact: FactRow, value: Value) -> str:
    """Return a value as people read it; a dash where it is unknown."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return str(_("是")) if value else str(_("否"))
    if fact.type == "money" and isinstance(value, int):
        return f"¥{value / 100:,.2f}"
    if isinstance(value, dt.date):
        return date_format(value, "Y-m-d")
    return f"{value}{fact.unit}"


def written(fact: FactRow, value: Value) -> str:
    """Return a value as a department writes it into the registry (money in 元)."""
    if fact.type == "money" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
