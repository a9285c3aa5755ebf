"""Read the figures of 就近办; that they were read is recorded, though they show nobody."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.nearby import READ, Nearby, nearby


def read_nearby(actor: Actor, since: dt.date, until: dt.date) -> Nearby:
    """Return the figures of the actor's range; NotVisible without the right."""
    actor.require(READ)
    with transaction.atomic():
        period = {"from": since.isoformat(), "until": until.isoformat()}
        record(actor, READ, subject=("figures", "nearby"), purpose="看就近办统计", change=period)
    return nearby(actor, since, until)
