"""Make a user an officer, or give an officer one more post."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Appointment, Officer, User
from zhaohui.county.audit.record import record


def appoint(
    actor: Actor, user: User, *, name: str, department: str, post: str, area: str
) -> Appointment:
    """Store the appointment from today on; the caller has checked who may appoint to what."""
    with transaction.atomic():
        officer, _ = Officer.objects.get_or_create(
            user=user, defaults={"name": name, "department": department}
        )
        if officer.left_on is not None:
            officer.left_on = None
            officer.save(update_fields=["left_on"])
        appointment, _ = Appointment.objects.get_or_create(
            officer=officer,
            post=post,
            area=area,
            end=None,
            defaults={"start": county_today(), "appointed_by_id": actor.user_id},
        )
        record(
            actor,
            "officer.appoint",
            subject=("officer", officer.pk),
            change={"post": post, "area": area},
        )
    return appointment
