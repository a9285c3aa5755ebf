"""Which field of a register stands in which column of its records."""

from __future__ import annotations

from zhaohui.county.registers.models import Layout
from zhaohui.packs.schema.register_files import SLOTS, RegisterRow

PREFIX = {"text": "t", "number": "n", "day": "d"}


def declared_columns(register: RegisterRow) -> dict[str, str]:
    """Return the columns as the pack's file declares them: filters in the order of the file."""
    found: dict[str, str] = {}
    for kind, letter in PREFIX.items():
        names = [field.name for field in register.fields if field.slot == kind]
        found |= {name: f"{letter}{n}" for n, name in enumerate(names[: SLOTS[kind]], 1)}
    return found


def written_columns(register: RegisterRow) -> dict[str, str]:
    """Return the columns as the records were written; those that are declared where there is none."""
    kept = Layout.objects.filter(register=register.id).values_list("columns", flat=True).first()
    return declared_columns(register) if kept is None else dict(kept)


def columns_to_write(register: RegisterRow) -> dict[str, str]:
    """Return the columns to write records by; the first record keeps what the file declares."""
    kept, _is_new = Layout.objects.get_or_create(
        register=register.id, defaults={"columns": declared_columns(register)}
    )
    return dict(kept.columns)


def columns_to_ask(register: RegisterRow) -> dict[str, str]:
    """Return the declared columns by which the records can be asked now.

    A filter that was added or moved since is left out until `lay_out` has written every record
    anew: a wrong answer would be worse than none.
    """
    kept = written_columns(register)
    return {
        name: column
        for name, column in declared_columns(register).items()
        if kept.get(name) == column
    }
