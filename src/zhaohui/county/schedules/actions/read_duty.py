"""Open one duty; that it was read is recorded."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.schedules.models import Duty
from zhaohui.county.schedules.queries import READ, duty_visible_to, schedule_row


def read_duty(actor: Actor, pk: int) -> Duty:
    """Return the duty with its person; NotVisible out of reach."""
    with transaction.atomic():
        duty = duty_visible_to(actor, READ, pk)
        row = schedule_row(current_pack(), duty.schedule)
        record(
            actor,
            READ,
            subject=("person", duty.person_id) if duty.person_id else ("duty", duty.pk),
            purpose=f"随访：{row.name if row else duty.schedule}",
            fields=("随访任务", "随访经过"),
            change={"duty": duty.pk},
        )
    return duty
