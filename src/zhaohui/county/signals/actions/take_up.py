"""Take an alert up 接手处置: who deals with it is known from then on."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.signals.models import Alert
from zhaohui.county.signals.queries import locked, signal_named
from zhaohui.county.signals.states import ACT, require_fit


def take_up(actor: Actor, pk: int, *, version: int | None = None) -> Alert:
    """Put an alert into the actor's hands and return it.

    NotVisible outside her area, department or posts; AlertStateError where it has moved on.
    """
    with transaction.atomic():
        alert = locked(actor, pk)
        step = require_fit(alert, "take_up", version)
        before, alert.state = alert.state, step.after
        alert.acting_id = actor.user_id
        alert.version += 1
        alert.save(update_fields=["state", "acting", "version"])
        record(
            actor,
            ACT,
            subject=subject_of(alert),
            purpose=f"预警：{signal_named(alert.signal).name}，接手处置",
            change={"alert": alert.pk, "from": before, "to": alert.state},
        )
    return alert


def subject_of(alert: Alert) -> tuple[str, int]:
    """Return whom or what an entry of the audit about an alert is about."""
    return ("person", alert.person_id) if alert.person_id is not None else ("alert", alert.pk)
