"""Make a user an officer, or give an officer one more post."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Appointment, Officer, User
from zhaohui.county.accounts.policy import appointments_on
from zhaohui.county.accounts.posts import require_compatible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack


def appoint(
    actor: Actor,
    user: User,
    *,
    name: str,
    department: str,
    post: str,
    area: str,
    end: dt.date | None = None,
) -> Appointment:
    """Store the appointment from today on; the caller has checked who may appoint to what.

    Raises AppointmentError where she holds a post that does not go with this one.
    """
    today = county_today()
    with transaction.atomic():
        officer, _ = Officer.objects.get_or_create(
            user=user, defaults={"name": name, "department": department}
        )
        # Two who appoint her at once take turns: the posts she holds are read after this.
        officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
        if officer.left_on is not None:
            officer.left_on = None
            officer.save(update_fields=["left_on"])
        held = [each for each, _ in appointments_on(officer.pk, today)]
        require_compatible(current_pack(), held, post)
        held_for: dict[str, Any] = {"officer": officer, "post": post, "area": area}
        appointment = Appointment.objects.filter(end=end, **held_for).first()
        if appointment is None:  # one that began and ended today begins again
            appointment, _ = Appointment.objects.update_or_create(
                **held_for, start=today, defaults={"end": end, "appointed_by_id": actor.user_id}
            )
        record(
            actor,
            "officer.appoint",
            subject=("officer", officer.pk),
            change={"post": post, "area": area, "until": end.isoformat() if end else None},
        )
    return appointment
