"""Throw away a scenario that one made oneself."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.models import ReformScenario


def discard_scenario(actor: Actor, pk: int) -> None:
    """Delete the scenario; NotVisible for another's."""
    with transaction.atomic():
        found = ReformScenario.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        actor.require("reform.simulate")
        if found is None or actor.user_id is None or found.made_by_id != actor.user_id:
            raise NotVisible
        found.delete()
        change = {"did": "discard"}
        record(actor, "reform.simulate", subject=("reform-scenario", pk), change=change)
