"""Who keeps a register: the posts that its file names, in the areas of their appointments."""

from __future__ import annotations

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.packs.schema.register_files import RegisterRow, StateRow

WRITE = "record.write"


def keeper_posts(register: RegisterRow) -> tuple[str, ...]:
    """Return the posts that write in the register."""
    return tuple(dict.fromkeys((register.keeper, *register.keepers)))


def may_keep(actor: Actor, register: RegisterRow, area: str | None = None) -> bool:
    """Say whether the actor writes in the register at all, or for what lies in `area`."""
    if actor.kind == "system":
        return True
    own = [grant for grant in actor.grants_for(WRITE) if grant.post in keeper_posts(register)]
    return bool(own) if area is None else any(each.low <= area < each.high for each in own)


def require_keeper(actor: Actor, register: RegisterRow, area: str | None = None) -> None:
    """Raise NotVisible unless `may_keep`."""
    if not may_keep(actor, register, area):
        raise NotVisible


def may_lead_to(actor: Actor, state: StateRow, area: str) -> bool:
    """Say whether the actor's posts may lead a record in `area` to this state."""
    if not state.by or actor.kind == "system":
        return actor.may(WRITE, area)
    own = [grant for grant in actor.grants_for(WRITE) if grant.post in state.by]
    return any(grant.low <= area < grant.high for grant in own)
