"""A parameter's value as written in YAML, made exact: 元 to int64 fen, tables with typed keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

ScalarType = Literal["money", "int", "bp", "date", "text"]
LARGEST = 2**63 - 1
WORDS = {
    "money": "an amount in 元 with at most two decimals, such as 25 or 0.85",
    "int": "a whole number",
    "bp": "a whole number of basis points 万分之一 (80 % is 8000)",
    "date": "a date such as 2025-01-01",
    "text": "text",
}


def fen(yuan: object) -> int:
    """Amount in 元 (int or Decimal, at most two decimals) as int64 fen; else ValueError.

    >>> fen(Decimal("0.85"))
    85
    """
    if isinstance(yuan, bool) or not isinstance(yuan, int | Decimal):
        raise ValueError(f"{yuan!r} is not {WORDS['money']}")  # noqa: TRY004
    amount = Decimal(yuan) * 100
    if not amount.is_finite() or amount != amount.to_integral_value() or abs(amount) > LARGEST:
        raise ValueError(f"{yuan} is not {WORDS['money']}")
    return int(amount)


def typed_value(value: object, kind: str) -> Any:
    """`value` checked against a scalar type; money comes back as fen. Raises ValueError."""
    if kind == "money":
        return fen(value)
    python: type = {"int": int, "bp": int, "date": date, "text": str}[kind]
    if not isinstance(value, python) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not {WORDS[kind]}")  # noqa: TRY004
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError(f"{value} does not fit into 64 bits")
    return value


def typed_table(value: object, *, key: str, of: str) -> dict[int | str, Any]:
    """A table's keys and values checked against `key` and `of`; a null cell is a gap. ValueError."""
    if not isinstance(value, dict) or not value:
        raise ValueError("a table's value is a mapping such as {80: 25, 90: 100}")
    wanted = str if key == "text" else int
    for entry in value:
        if not isinstance(entry, wanted) or isinstance(entry, bool):
            how = "in quotes" if key == "text" else "as a whole number"
            raise ValueError(f"the key {entry!r} of the table must be written {how}")  # noqa: TRY004
    return {k: None if item is None else typed_value(item, of) for k, item in value.items()}
