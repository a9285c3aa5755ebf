"""The night: what is overdue rises by the file's steps, each once 超期上报."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.oversight.actions.open_task import open_task
from zhaohui.county.oversight.models import Origin
from zhaohui.county.oversight.terms import term_days
from zhaohui.county.schedules.actions.steps import NIGHT
from zhaohui.county.schedules.models import Did, Duty, DutyEntry, DutyState
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import DutyRow, EscalationRow, ScheduleRow

TOWN_DIGITS = 9
AT_ONCE = 500


def escalate_duties(actor: Actor, pack: Pack) -> int:
    """Raise overdue duties and return how many; where the file says so a town gets one task 工单 of them all."""
    raised = 0
    for row in pack.schedules:
        for duty in row.duties:
            for level, step in enumerate(duty.escalate, 1):
                raised += _raise(actor, pack, (row, duty), (level, step))
    return raised


def _raise(
    actor: Actor, pack: Pack, what: tuple[ScheduleRow, DutyRow], rise: tuple[int, EscalationRow]
) -> int:
    row, duty = what
    level, step = rise
    today = county_today()
    with transaction.atomic():
        late = Duty.objects.filter(
            schedule=row.id,
            duty=duty.id,
            state=DutyState.DUE,
            deadline__lt=today - dt.timedelta(days=step.after_days),
            escalation__lt=level,
        )
        found = list(late.order_by("pk").values_list("pk", "area"))
        for start in range(0, len(found), AT_ONCE):
            ids = [pk for pk, _ in found[start : start + AT_ONCE]]
            Duty.objects.filter(pk__in=ids, state=DutyState.DUE).update(escalation=level)
        DutyEntry.objects.bulk_create(
            DutyEntry(duty_id=pk, did=Did.ESCALATED, on=today, office=NIGHT) for pk, _ in found
        )
        if step.task:
            _open_tasks(actor, pack, row, [area for _, area in found])
        if found:
            change = {"schedule": row.id, "level": level, "post": step.post, "n": len(found)}
            record(actor, "duty.escalate", purpose=f"随访超期：{row.name}", change=change)
    return len(found)


def _open_tasks(actor: Actor, pack: Pack, row: ScheduleRow, areas: list[str]) -> None:
    department = next((each.department for each in pack.domains if each.domain == row.domain), "")
    towns = Counter(area[:TOWN_DIGITS] for area in areas)
    for town, number in sorted(towns.items()):
        open_task(
            actor,
            pack,
            Origin.DUTY,
            title=f"{row.name}：{number} 项久未办",
            area=town or pack.code,
            department=department,
            days=term_days(pack, "answer"),
        )
