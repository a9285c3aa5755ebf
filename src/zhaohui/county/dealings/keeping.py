"""What every dealing leaves with its record: a new version, a line of its history, an audit entry."""

from __future__ import annotations

from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registers.history import Line, keep
from zhaohui.county.registers.models import Record
from zhaohui.packs.schema.register_files import RegisterRow


def touched(
    actor: Actor, register: RegisterRow, row: Record, did: str, lines: list[Line], **more: Any
) -> None:
    """Count the record's version up and keep what was done; call it last in the transaction."""
    row.version += 1
    row.keeper_id = actor.user_id
    row.save(update_fields=["version", "keeper", "updated_at"])
    keep(actor, register, row, did, lines, **more)
