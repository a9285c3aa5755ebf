"""Who may deal: the posts that the register's file names, in the record's place."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.registers.keepers import may_keep
from zhaohui.county.registers.models import Record
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"


def may_deal(actor: Actor, register: RegisterRow, row: Record, by: Sequence[str] = ()) -> bool:
    """Say whether the actor keeps the register here, and has one of the posts `by` where some are named."""
    if not may_keep(actor, register, row.place):
        return False
    if not by or actor.kind == "system":
        return True
    own = [grant for grant in actor.grants_for(WRITE) if grant.post in by]
    return any(grant.low <= row.place < grant.high for grant in own)


def require_post(actor: Actor, register: RegisterRow, row: Record, by: Sequence[str] = ()) -> None:
    """Raise NotVisible unless `may_deal`."""
    if not may_deal(actor, register, row, by):
        raise NotVisible
