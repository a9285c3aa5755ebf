"""Close an officer's account 离岗停用: every post ends, and her open cases are handed over; nothing is orphaned."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.add_appointment import require_other
from zhaohui.county.accounts.actions.end_appointment import end_appointment
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AppointmentError
from zhaohui.county.accounts.models import Appointment, Officer
from zhaohui.county.accounts.queries import is_appointed_on, officer_visible_to
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.run_leaves import release_cases

INVITE = "officer.invite"


def close_officer(actor: Actor, officer_id: int, *, successor: int | None = None) -> int:
    """Return how many cases were handed over: to the successor where she can, else back to the post.

    NotVisible out of range, AppointmentError for herself, for one who has left, and for the last
    one who may appoint others.
    """
    today = county_today()
    with transaction.atomic():
        officer = officer_visible_to(actor, INVITE, officer_id)
        require_other(actor, officer)
        officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
        if officer.left_on is not None and officer.left_on <= today:
            raise AppointmentError(_("这位工作人员已经离岗。"))
        running = Appointment.objects.filter(is_appointed_on(today), officer=officer)
        officer.left_on = today
        officer.save(update_fields=["left_on"])
        moved = release_cases(actor, officer.user_id, successor=successor)
        for pk in list(running.order_by("pk").values_list("pk", flat=True)):
            end_appointment(actor, appointment_id=pk)
        record(
            actor,
            "officer.close",
            subject=("officer", officer.pk),
            purpose="离岗停用",
            change={"cases": moved},
        )
    return moved
