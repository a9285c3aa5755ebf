"""The night ends what was left of the days before: an old number is never called."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.queueing.models import Ticket, TicketState
from zhaohui.county.queueing.states import OPEN, SERVE


def close_days(actor: Actor) -> int:
    """End the open numbers of earlier days; return how many there were."""
    with transaction.atomic():
        rows = Ticket.objects.filter(queue__day__lt=county_today(), state__in=OPEN)
        closed = rows.update(state=TicketState.LEFT, ended_at=timezone.now())
        if closed:
            record(actor, SERVE, purpose="前一天没有办的号作废", change={"closed": closed})
    return closed
