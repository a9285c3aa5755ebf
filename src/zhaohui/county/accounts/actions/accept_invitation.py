"""The invited opens the link and becomes an officer, with a new account or an officer's own."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actions.appoint import appoint
from zhaohui.county.accounts.actions.open_account import open_account
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import InvitationError
from zhaohui.county.accounts.models import Invitation, Mandate, User
from zhaohui.county.accounts.own_account import locked_account
from zhaohui.county.accounts.queries import open_invitation
from zhaohui.county.audit.record import record


def accept_invitation(actor: Actor, token: str, *, username: str = "", password: str = "") -> User:
    """Return the officer's account: the actor's where she is signed in, else a new one.

    Raises InvitationError for a link that no longer holds or an account that doesn't fit.
    """
    with transaction.atomic():
        invitation = open_invitation(token, lock=True)
        if actor.user_id is None:
            user = open_account(actor, username=username, password=password)
        else:
            user = locked_account(actor)
            _require_fit(user, invitation)
        appoint(
            actor,
            user,
            name=invitation.name,
            department=invitation.department,
            post=invitation.post,
            area=invitation.area,
        )
        invitation.accepted_by = user
        invitation.save(update_fields=["accepted_by"])
        record(
            actor,
            "officer.accept_invitation",
            subject=("invitation", invitation.pk),
            change={"user": user.pk, "post": invitation.post, "area": invitation.area},
        )
    return user


def _require_fit(user: User, invitation: Invitation) -> None:
    if user.pk == invitation.invited_by_id:
        raise InvitationError(
            _("不能接受自己发出的邀请。"), hint=_("请退出以后把链接交给被邀请的人。")
        )
    if user.person_id is not None or Mandate.objects.filter(holder=user, revoked_at=None).exists():
        raise InvitationError(
            _("这是您办私事的账户，不能同时用来办公。"),
            hint=_("请先退出，再打开这个链接，另开一个办公账户。"),
        )
