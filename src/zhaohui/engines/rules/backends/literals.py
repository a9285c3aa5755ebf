"""Constants as SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhaohui.engines.rules.tree import Type

SQL_TYPES = {
    "bool": "BOOLEAN", "int": "BIGINT", "money": "BIGINT", "date": "DATE",
    "enum": "STRING", "text": "STRING", "code": "STRING", "word": "STRING",
}  # fmt: skip


def literal(value: Any, kind: Type) -> str:
    """A constant as SQL, typed so that it never narrows the arithmetic around it.

    >>> literal(2500, Type("money")), literal(None, Type("date")), literal("老'人", Type("text"))
    ('2500::BIGINT', 'NULL::DATE', "'老''人'")
    """
    if value is None:
        return f"NULL::{SQL_TYPES[kind.kind]}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return f"{value}::BIGINT" if value >= 0 else f"({value})::BIGINT"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"
