"""Hand a draft in for approval 送审, or send it back 退回."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import PaymentBatch
from zhaohui.county.payments.queries import batch_of
from zhaohui.county.payments.states import step
from zhaohui.county.payments.two_persons import require_department, require_second
from zhaohui.packs.pack import Pack

LONGEST_NOTE = 200


def submit_batch(actor: Actor, pack: Pack, pk: int) -> PaymentBatch:
    """Hand the batch in. NotVisible, PaymentStateError, TwoPersonsError (another department)."""
    with transaction.atomic():
        batch = batch_of(actor, "payment.draw", pk, lock=True)
        require_department(actor, pack, batch.rule)
        step(batch, "submit")
        batch.submitted_by_id, batch.submitted_at = actor.user_id, timezone.now()
        batch.save(update_fields=["state", "submitted_by", "submitted_at"])
        record(actor, "payment.draw", subject=("batch", pk), purpose="送审")
    return batch


def send_back(actor: Actor, pack: Pack, pk: int, *, note: str) -> PaymentBatch:
    """Send a submitted batch back to who drew it, with a note. Errors as for approving."""
    with transaction.atomic():
        batch = batch_of(actor, "payment.approve", pk, lock=True)
        require_second(actor, pack, batch)
        batch.note = require_note(note)
        step(batch, "send_back")
        batch.save(update_fields=["state", "note"])
        change = {"step": "send_back"}
        record(actor, "payment.approve", subject=("batch", pk), purpose=batch.note, change=change)
    return batch


def require_note(note: str) -> str:
    """Return the note as one line; PaymentError where there is none or it is too long."""
    note = " ".join(note.split())
    if not 0 < len(note) <= LONGEST_NOTE:
        raise PaymentError(_("请写明原因，不超过 %(n)s 个字。") % {"n": LONGEST_NOTE})
    return note
