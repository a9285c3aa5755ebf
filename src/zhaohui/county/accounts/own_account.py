"""The actor's own account, held by this transaction."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import SignInNeeded
from zhaohui.county.accounts.models import User


def locked_account(actor: Actor) -> User:
    """Return the account of a signed-in actor and lock its row; SignInNeeded for anybody else."""
    return User.objects.select_for_update(of=("self",)).get(pk=account_id(actor))


def account_id(actor: Actor) -> int:
    """Return the number of the actor's account; SignInNeeded where she has none."""
    if actor.user_id is None:
        raise SignInNeeded(_("请先登录。"))
    return actor.user_id
