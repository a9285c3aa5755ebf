"""Note what came of a duty: done, nobody met, or done and help is needed 记随访结果."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Assessment
from zhaohui.county.schedules.actions.steps import Said, day_said, locked, noted
from zhaohui.county.schedules.errors import DutyFault
from zhaohui.county.schedules.models import Did, Duty, DutyState, Place
from zhaohui.county.schedules.queries import DO, duty_row

FOUND = (Did.DONE, Did.AWAY, Did.HELP)


def do_duty(actor: Actor, pk: int, did: str, said: Said, *, version: int | None = None) -> Duty:
    """Store the result and return the duty that it was; who was not met stays due.

    Of a duty that comes again, one visit is the latest time whose window had opened by then; the
    times before that nobody came for are missed.

    NotVisible out of reach or where it is another post's, DutyMoved where it was settled meanwhile,
    DutyFault for what is missing or can't be.
    """
    with transaction.atomic():
        duty = locked(actor, DO, pk, states=(DutyState.DUE,), version=version)
        if did not in FOUND:
            raise DutyFault(_("请选办得怎样：办了、没有找到人，还是办了但需要帮助。"))
        on, where = day_said(duty, said), said.where or _usual_place(duty)
        if where not in Place.values:
            raise DutyFault(_("请选在哪里办的。"))
        if did == Did.AWAY:
            duty.tries += 1
        else:
            duty = _latest(actor, duty, on)
            _require_assessment(duty)
            duty.state, duty.deadline = DutyState.DONE, None
            duty.done_on, duty.result, duty.by_id = on, did, actor.user_id
        noted(actor, duty, Did(did), action=DO, said=replace(said, on=on, where=where))
    return duty


def _latest(actor: Actor, duty: Duty, on: dt.date) -> Duty:
    """Return the latest time that had opened by that day; those before are noted as missed."""
    same = Duty.objects.select_for_update(of=("self",)).select_related("person", "record")
    same = same.filter(
        schedule=duty.schedule, duty=duty.duty, subject_id=duty.subject_id, state=DutyState.DUE
    )
    *before, latest = same.filter(opens__lte=on).order_by("number")
    for each in before:
        each.state, each.deadline, each.done_on = DutyState.MISSED, None, on
        noted(actor, each, Did.MISSED, action=DO, said=Said(on=on))
    return latest


def _usual_place(duty: Duty) -> str:
    row = duty_row(current_pack(), duty)
    return row.how if row else Place.HOME


def _require_assessment(duty: Duty) -> None:
    row = duty_row(current_pack(), duty)
    if row is None or not row.form or duty.record_id is None:
        return
    own = Assessment.objects.filter(record=duty.record_id, form=row.form, day__gte=duty.opens)
    if not own.exists():
        raise DutyFault(
            _("这一次的评估还没有做，做完才算办了。"), hint=_("请从台账记录里进入评估。")
        )
