"""Nothing leaves for who has meanwhile died, asked for quiet, said no to the channel, or needs it no longer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.models import (
    Channel,
    ContactStop,
    ContactWish,
    LineState,
    Outbox,
    OutboxState,
)
from zhaohui.county.outreach.queries import IN_INBOX

WHY = "本人不愿联系，或者已经不需要"


def drop_unwanted(actor: Actor, *, now: dt.datetime) -> int:
    """Cancel due messages that should no longer go, and return how many.

    One that is in a batch already stays: it may have left the house.
    """
    stopped = ContactStop.objects.filter(person_id=OuterRef("person_id"))
    refused = ContactWish.objects.filter(
        person_id=OuterRef("person_id"), channel=OuterRef("channel"), is_wanted=False
    )
    other = Outbox.objects.filter(line=OuterRef("line"), state__in=IN_INBOX).exclude(
        pk=OuterRef("pk")
    )
    over = Q(line__ended_on__isnull=False) | ~Q(line__state=LineState.FOUND)
    # A notice of her own case or booking offers nothing: only its SMS can be unwanted.
    of_own = Q(line__isnull=True, channel=Channel.SMS) & (Exists(stopped) | Exists(refused))
    of_line = Q(line__isnull=False) & (over | Exists(stopped) | Exists(refused) | Exists(other))
    of_duty = Q(duty_id__isnull=False) & (Exists(stopped) | Exists(refused))
    with transaction.atomic():
        due = Outbox.objects.filter(state=OutboxState.QUEUED, batch="", not_before__lte=now)
        unwanted = due.filter(of_line | of_own | of_duty)
        ids = list(unwanted.values_list("pk", flat=True))
        if not ids:
            return 0
        Outbox.objects.filter(pk__in=ids).update(state=OutboxState.CANCELLED, fault=WHY)
        record(actor, "outreach.send", subject=("outbox", "due"), change={"dropped": len(ids)})
    return len(ids)
