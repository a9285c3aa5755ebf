"""Say that a duty need not be done, and why 免办."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.schedules.actions.steps import Said, locked, noted
from zhaohui.county.schedules.errors import DutyFault
from zhaohui.county.schedules.models import Did, Duty, DutyState, Excuse
from zhaohui.county.schedules.queries import DO


def excuse_duty(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Duty:
    """Store the reason and return the duty; DutyFault without one, the rest as `do_duty`."""
    with transaction.atomic():
        duty = locked(actor, DO, pk, states=(DutyState.DUE,), version=version)
        if said.reason not in Excuse.values or said.reason == Excuse.CEASED:
            raise DutyFault(_("请选免办的原因。"))
        duty.state, duty.deadline = DutyState.EXCUSED, None
        duty.done_on, duty.reason, duty.by_id = county_today(), said.reason, actor.user_id
        noted(actor, duty, Did.EXCUSED, action=DO, said=replace(said, on=None), reason=said.reason)
    return duty
