"""The bounds of a form's field, read as its type: whole numbers, 元 to fen, days or `today`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from zhaohui.packs.schema.forms import FieldRow
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.schema.values import typed_value
from zhaohui.packs.sheet import TODAY, Limit

Tell = Callable[[str, str, str], None]


def limit(fact: FactRow, row: FieldRow, end: str, tell: Tell) -> Limit:
    """Return the field's `low` or `high` (money in fen), None where it has none or a wrong one."""
    written = getattr(row, end)
    if written is None:
        return None
    if fact.type not in ("int", "money", "date"):
        tell(
            row.place,
            f"{row.key} has no order: it has no `{end}`",
            "bounds are for int, money, date",
        )
        return None
    if fact.type == "date" and written == TODAY:
        return TODAY
    try:
        value = typed_value(written, fact.type)
    except ValueError as error:
        tell(row.place, f"`{end}` of {row.key}: {error}", "")
        return None
    return value if isinstance(value, int | date) else None
