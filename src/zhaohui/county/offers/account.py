"""The account behind an actor, for rows that say who did it."""

from __future__ import annotations

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible


def account_of(actor: Actor) -> int:
    """Return the actor's account; NotVisible for whoever has none."""
    if actor.user_id is None:
        raise NotVisible
    return actor.user_id
