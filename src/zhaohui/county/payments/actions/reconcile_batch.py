"""Close a batch whose figures agree 对账."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.payments.models import BatchState
from zhaohui.county.payments.queries import batch_of
from zhaohui.county.payments.reconciliation import Reconciliation, reconcile
from zhaohui.county.payments.states import step


def reconcile_batch(actor: Actor, pk: int) -> Reconciliation:
    """Return the figures; a batch that was answered whole and whose figures agree is closed.

    Looking again at a closed one changes nothing. NotVisible.
    """
    with transaction.atomic():
        batch = batch_of(actor, "payment.bank", pk, lock=True)
        found = reconcile(batch)
        if batch.state == BatchState.RETURNED and found.agrees:
            step(batch, "reconcile")
            batch.save(update_fields=["state"])
            change = {
                "step": "reconcile",
                "paid_fen": found.paid_fen,
                "failed_fen": found.failed_fen,
            }
            record(actor, "payment.bank", subject=("batch", pk), purpose="对账", change=change)
    return found
