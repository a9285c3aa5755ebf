"""Invite somebody to a post: a link that is handed over, shown once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import InvitationError
from zhaohui.county.accounts.models import Invitation
from zhaohui.county.accounts.one_time_codes import hashed, new_token
from zhaohui.county.accounts.own_account import account_id
from zhaohui.county.accounts.posts import require_within
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack

RUNS_FOR = dt.timedelta(days=7)
LONGEST = 64


def invite(
    actor: Actor, *, name: str, department: str, post: str, area: str
) -> tuple[Invitation, str]:
    """Return the invitation and its token, which is kept only as a hash.

    Raises NotVisible outside the actor's range, InvitationError for a post or area that doesn't fit.
    """
    actor.require("officer.invite")
    name, department = name.strip(), department.strip()
    if not name or not department or max(len(name), len(department)) > LONGEST:
        raise InvitationError(_("姓名和单位都要填，各不超过 64 个字。"))
    require_within(actor, current_pack(), post=post, area=area)
    token = new_token()
    with transaction.atomic():
        invitation = Invitation.objects.create(
            token_hash=hashed("invitation", token),
            name=name,
            department=department,
            post=post,
            area=area,
            invited_by_id=account_id(actor),
            expires_at=timezone.now() + RUNS_FOR,
        )
        record(
            actor,
            "officer.invite",
            subject=("invitation", invitation.pk),
            change={"post": post, "area": area},
        )
    return invitation, token
