"""Have a line that failed paid again with the next batch 重发."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.payments.errors import PaymentStateError
from zhaohui.county.payments.models import LineState, PaymentLine
from zhaohui.county.payments.queries import line_of


def reissue(actor: Actor, pk: int, *, purpose: str) -> PaymentLine:
    """Mark the line to be paid again; the next run takes it up. NotVisible, PaymentStateError."""
    with transaction.atomic():
        line = line_of(actor, "payment.hold", pk, lock=True)
        if line.state != LineState.FAILED:
            raise PaymentStateError(_("只有没有发成的才能重发。"))
        line.is_to_reissue = True
        line.save(update_fields=["is_to_reissue"])
        change = {"step": "reissue", "line": pk}
        record(
            actor,
            "payment.hold",
            subject=("person", line.person_id),
            purpose=purpose,
            change=change,
        )
    return line
