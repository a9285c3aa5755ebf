"""Take a sending back while nothing of it has left the house 撤回."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.errors import TooLateError
from zhaohui.county.outreach.models import Outbox, OutboxState, Sending
from zhaohui.county.outreach.queries import sendings_visible_to


def undo_sending(actor: Actor, pk: int) -> int:
    """Cancel the messages that still wait and return how many; TooLateError where none does."""
    with transaction.atomic():
        found = sendings_visible_to(actor).filter(pk=pk).select_for_update(of=("self",)).first()
        if found is None:
            raise NotVisible
        actor.require("outreach.send")
        waiting = Outbox.objects.filter(sending=pk, state=OutboxState.QUEUED, batch="")
        cancelled = waiting.update(state=OutboxState.CANCELLED)
        if not cancelled:
            raise TooLateError(
                _("这一批已经发出或者撤回过了，撤不回来。"), hint=_("请看发件里每条的状态。")
            )
        _mark(found)
        record(actor, "outreach.send", subject=("sending", pk), change={"undone": cancelled})
    return cancelled


def _mark(sending: Sending) -> None:
    sending.undone_at = timezone.now()
    sending.save(update_fields=["undone_at"])
