"""Take a post from an officer, from today on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.add_appointment import require_other
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AppointmentError, NotVisible
from zhaohui.county.accounts.models import Appointment
from zhaohui.county.accounts.posts import inviting_posts
from zhaohui.county.accounts.queries import appointments_visible_to
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.run_leaves import release_cases
from zhaohui.county.catalog.queries import current_pack


def end_appointment(actor: Actor, *, appointment_id: int) -> Appointment:
    """Return the appointment, which does not run any more today; open cases that it let her handle go on.

    Raises NotVisible outside the actor's range, AppointmentError for her own posts, for one that
    is over, and for the last one that may appoint others.
    """
    today = county_today()
    with transaction.atomic():
        inviting = inviting_posts(current_pack())
        # All who may appoint take turns: two who end each other's post must not both succeed.
        rows = Appointment.objects.select_for_update(of=("self",)).filter(
            Q(pk=appointment_id) | Q(post__in=inviting)
        )
        list(rows.order_by("pk").values_list("pk"))
        found = appointments_visible_to(actor, "officer.invite").filter(pk=appointment_id)
        appointment = found.select_related("officer").first()
        if appointment is None:
            raise NotVisible
        require_other(actor, appointment.officer)
        if appointment.end is not None and appointment.end <= today:
            raise AppointmentError("这次任职已经结束。")
        if appointment.post in inviting and not others_may_appoint(appointment, inviting, today):
            raise AppointmentError(
                "这是最后一个能任免岗位的人，不能免去。", hint="请先任命另一位，再免去这一位。"
            )
        appointment.end = max(today, appointment.start)
        appointment.save(update_fields=["end"])
        record(
            actor,
            "officer.end_appointment",
            subject=("officer", appointment.officer_id),
            change={"post": appointment.post, "area": appointment.area},
        )
        release_cases(actor, appointment.officer.user_id)
    return appointment


def others_may_appoint(appointment: Appointment, inviting: frozenset[str], today: dt.date) -> bool:
    """Say whether another account that works holds such a post today, with no end in sight."""
    lasting = Appointment.objects.filter(post__in=inviting, start__lte=today, end=None)
    working = Q(officer__left_on=None, officer__user__is_active=True)
    return lasting.exclude(officer=appointment.officer_id).filter(working).exists()
