"""Every night: what is overdue goes up a step 超期督办, once a level; what was answered long ago ends."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.take_task_step import TaskSaid, go_on
from zhaohui.county.oversight.models import Task, TaskState
from zhaohui.county.oversight.states import RUNS
from zhaohui.county.oversight.terms import term_days

# Overdue by so many working days: level 1, level 2. A default of the program, shown on the task.
LEVELS = ((5, 2), (1, 1))


def escalate_tasks(actor: Actor) -> int:
    """Raise the level of overdue tasks and return how many; each has a line in its story and on record."""
    today, days, raised = county_today(), current_pack().working_days, 0
    late = Task.objects.filter(state__in=RUNS, due_on__lt=today).order_by("pk")
    for pk in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            task = Task.objects.select_for_update().get(pk=pk)
            over = days.between(task.due_on, today) if task.due_on else 0
            level = next((level for least, level in LEVELS if over >= least), 0)
            if level <= task.escalation or task.state not in RUNS:
                continue
            task.escalation = level
            change = {"level": level}
            go_on(actor, task, "escalate", TaskSaid(), change=change, action="task.escalate")
            raised += 1
    return raised


def lapse_tasks(actor: Actor) -> int:
    """End what was answered so long ago that nobody will say anything; return how many. No term, none."""
    pack, today, ended = current_pack(), county_today(), 0
    wait = term_days(pack, "confirm")
    if wait is None:
        return 0
    rows = Task.objects.filter(state=TaskState.ANSWERED, answered_on__lt=today).order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            task = Task.objects.select_for_update().get(pk=pk)
            since = task.answered_on
            if task.state != TaskState.ANSWERED or since is None:
                continue
            if pack.working_days.between(since, today) <= wait:
                continue
            task.closed_on = today
            go_on(actor, task, "lapse", TaskSaid(), action="task.lapse")
            ended += 1
    return ended
