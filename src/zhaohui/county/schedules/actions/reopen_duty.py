"""Open a duty again that was settled by mistake 重新打开."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.schedules.actions.steps import Said, locked, noted
from zhaohui.county.schedules.errors import DutyFault
from zhaohui.county.schedules.models import Did, Duty, DutyState
from zhaohui.county.schedules.queries import ASSIGN

LEAST_WORDS = 4


def reopen_duty(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Duty:
    """Make it due again and return it; what was noted stays in its story. DutyFault without words."""
    settled = (DutyState.DONE, DutyState.EXCUSED)
    with transaction.atomic():
        duty = locked(actor, ASSIGN, pk, states=settled, version=version)
        if len(said.note.strip()) < LEAST_WORDS:
            raise DutyFault(_("请写明为什么重新打开，至少 4 个字。"))
        before, duty.state, duty.deadline = duty.state, DutyState.DUE, duty.closes
        duty.done_on, duty.result, duty.reason, duty.by = None, "", "", None
        noted(actor, duty, Did.REOPENED, action=ASSIGN, said=said, before=str(before))
    return duty
