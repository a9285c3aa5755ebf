"""Cancel a batch that has not gone to the bank 作废: what was posted is reversed, its months are due again."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.payments.actions.close_recovery import close_paid_off
from zhaohui.county.payments.actions.submit_batch import require_note
from zhaohui.county.payments.models import LineState, PaymentBatch, PaymentLine
from zhaohui.county.payments.queries import batch_of
from zhaohui.county.payments.states import step
from zhaohui.county.payments.two_persons import require_department
from zhaohui.county.postings.actions.post import reverse
from zhaohui.county.postings.queries import posted
from zhaohui.packs.pack import Pack

BACKWARDS = ("recover", "keep", "owe")


def cancel_batch(actor: Actor, pack: Pack, pk: int, *, note: str) -> PaymentBatch:
    """Cancel with a note. NotVisible; PaymentStateError once it has gone to the bank."""
    with transaction.atomic():
        batch = batch_of(actor, "payment.draw", pk, lock=True)
        require_department(actor, pack, batch.rule)
        batch.note = require_note(note)
        step(batch, "cancel")
        lines = list(batch.lines.order_by("number"))
        for what in BACKWARDS:
            rows = posted(f"line:{line.pk}:{what}" for line in lines)
            reverse(list(rows.values()), reason="cancel", day=county_today())
        again = [line.reissues_id for line in lines if line.reissues_id]
        PaymentLine.objects.filter(pk__in=again).update(state=LineState.FAILED)
        batch.lines.update(state=LineState.DROPPED)
        batch.save(update_fields=["state", "note"])
        close_paid_off(batch.rule)
        record(
            actor,
            "payment.draw",
            subject=("batch", pk),
            purpose=batch.note,
            change={"step": "cancel"},
        )
    return batch
