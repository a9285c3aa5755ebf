"""A resident opens her inbox: what was in it has reached her 打开消息."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.actions.read_receipts import mark_told
from zhaohui.county.outreach.models import Outbox, OutboxState
from zhaohui.county.outreach.queries import inbox_of
from zhaohui.county.outreach.states import step_message


def open_inbox(actor: Actor) -> list[Outbox]:
    """Return the actor's own messages, mark them opened, and record the reading."""
    if actor.person_id is None or actor.person_id not in actor.people("self.inbox"):
        raise NotVisible
    with transaction.atomic():
        rows = Outbox.objects.select_for_update(of=("self",)).filter(
            person_id=actor.person_id, channel="inbox", state=OutboxState.SENT
        )
        fresh = list(rows)
        for message in fresh:
            step_message(message, "deliver")
            message.delivered_at = timezone.now()
        Outbox.objects.bulk_update(fresh, ["state", "delivered_at"])
        mark_told(fresh, day=county_today())
        record(
            actor,
            "self.inbox",
            subject=("person", actor.person_id),
            purpose="本人查看",
            change={"opened": len(fresh)},
        )
    return inbox_of(actor.person_id)
