"""What officers do with a task: assign, forward, answer, approve, extend, supervise, close."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Officer
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.take_task_step import TaskSaid, go_on, locked
from zhaohui.county.oversight.errors import TaskAnswerError
from zhaohui.county.oversight.models import Task
from zhaohui.county.oversight.queries import may_handle
from zhaohui.county.oversight.terms import departments
from zhaohui.packs.pack import Pack

MOST_EXTENDED = 60  # calendar days beyond today


def take(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Take it on oneself."""
    with transaction.atomic():
        task = locked(actor, pk, "take", version=version)
        task.assignee_id = actor.user_id
        go_on(actor, task, "take", said)
    return task


def assign(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Give it to an officer who may handle it where it lies; TaskAnswerError for any other."""
    with transaction.atomic():
        task = locked(actor, pk, "assign", version=version)
        officer = Officer.objects.filter(user=said.assignee).select_related("user").first()
        if officer is None or not may_handle(task, officer.user, current_pack()):
            raise TaskAnswerError(_("请选一位能办这件的工作人员。"))
        task.assignee_id = officer.user_id
        go_on(actor, task, "assign", said, change={"assignee": officer.user_id})
    return task


def forward(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Hand it to another place or department, whose officers alone see it then; the day it is due stays."""
    pack = current_pack()
    with transaction.atomic():
        task = locked(actor, pk, "forward", version=version)
        area, department = said.area or task.area, said.department or task.department
        if (area, department) == (task.area, task.department):
            raise TaskAnswerError(_("请选转到哪里：另一个镇村，或者另一个部门。"))
        if area not in places(pack) or (said.department and department not in departments(pack)):
            raise TaskAnswerError(_("没有这个镇村或者部门。"))
        change = {"area": area, "department": department}
        task.area, task.department, task.assignee = area, department, None
        go_on(actor, task, "forward", said, change=change)
    return task


def places(pack: Pack) -> set[str]:
    """Return where a task can lie: the county itself, its towns and villages."""
    return {pack.code, *(t.code for t in pack.towns), *(v.code for v in pack.villages)}


def answer(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Answer it at once, where the pack asks for no approval."""
    with transaction.atomic():
        task = locked(actor, pk, "answer", version=version)
        task.outcome, task.answered_on = said.outcome, county_today()
        task.proposer_id, task.approver = actor.user_id, None
        go_on(actor, task, "answer", said, change={"outcome": said.outcome})
    return task


def propose(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Propose an answer that another officer approves."""
    with transaction.atomic():
        task = locked(actor, pk, "propose", version=version)
        task.outcome, task.proposer_id, task.approver = said.outcome, actor.user_id, None
        go_on(actor, task, "propose", said, change={"outcome": said.outcome})
    return task


def approve(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Approve the proposed answer; it is given now."""
    with transaction.atomic():
        task = locked(actor, pk, "approve", version=version)
        task.approver_id, task.answered_on = actor.user_id, county_today()
        go_on(actor, task, "approve", said)
    return task


def extend(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Move the day it is due, with a reason that the asker reads."""
    today = county_today()
    with transaction.atomic():
        task = locked(actor, pk, "extend", version=version)
        if said.until is None or said.until <= (task.due_on or today) or said.until <= today:
            raise TaskAnswerError(_("请写延到哪一天，要在今天和原来的到期日以后。"))
        if (said.until - today).days > MOST_EXTENDED:
            raise TaskAnswerError(_("一次最多延 %(days)s 天。") % {"days": MOST_EXTENDED})
        task.due_on = said.until
        go_on(actor, task, "extend", said, change={"until": said.until.isoformat()})
    return task


def supervise(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
    """Put it under supervision 督办, one level higher."""
    with transaction.atomic():
        task = locked(actor, pk, "supervise", version=version)
        task.escalation += 1
        go_on(actor, task, "supervise", said, change={"level": task.escalation})
    return task


def plain(name: str) -> Callable[..., Task]:
    """Return the action of a step that changes nothing but the state."""

    def step(actor: Actor, pk: int, said: TaskSaid, *, version: int | None = None) -> Task:
        with transaction.atomic():
            task = locked(actor, pk, name, version=version)
            if name == "close":
                task.closed_on = county_today()
            go_on(actor, task, name, said)
        return task

    return step


OFFICER_STEPS: dict[str, Callable[..., Task]] = {
    "take": take,
    "assign": assign,
    "forward": forward,
    "answer": answer,
    "propose": propose,
    "approve": approve,
    "extend": extend,
    "supervise": supervise,
    "visit": plain("visit"),
    "send_back": plain("send_back"),
    "close": plain("close"),
}
