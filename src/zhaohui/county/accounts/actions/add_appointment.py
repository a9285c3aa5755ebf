"""Give an officer one more post, from today on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.appoint import appoint
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AppointmentError
from zhaohui.county.accounts.models import Appointment, Officer
from zhaohui.county.accounts.posts import require_within
from zhaohui.county.accounts.queries import is_appointed_on, officer_visible_to
from zhaohui.county.catalog.queries import current_pack


def add_appointment(
    actor: Actor, *, officer_id: int, post: str, area: str, end: dt.date | None = None
) -> Appointment:
    """Return the appointment; `end` is the first day on which it no longer runs.

    Raises NotVisible outside the actor's range, InvitationError for a post or area that doesn't
    fit, AppointmentError for her own posts and for what the officer can't hold.
    """
    today = county_today()
    with transaction.atomic():
        Officer.objects.select_for_update(of=("self",)).filter(pk=officer_id).first()
        officer = officer_visible_to(actor, "officer.invite", officer_id)
        require_other(actor, officer)
        require_within(actor, current_pack(), post=post, area=area)
        if not officer.user.is_active or (officer.left_on and officer.left_on <= today):
            raise AppointmentError("这位工作人员已经离岗。", hint="请重新邀请。")
        if end is not None and end <= today:
            raise AppointmentError("任期要到明天以后。", hint="不定任期就空着。")
        held = Appointment.objects.filter(is_appointed_on(today), officer=officer)
        if held.filter(post=post, area=area).exists():
            raise AppointmentError("现在就任着这个岗位。")
        return appoint(
            actor,
            officer.user,
            name=officer.name,
            department=officer.department,
            post=post,
            area=area,
            end=end,
        )


def require_other(actor: Actor, officer: Officer) -> None:
    """Raise AppointmentError where the officer is the actor herself."""
    if officer.user_id == actor.user_id:
        raise AppointmentError("不能给自己任免岗位。", hint="请另一位账户管理岗办理。")
