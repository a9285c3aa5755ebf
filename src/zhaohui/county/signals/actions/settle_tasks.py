"""End the tasks of alerts that have ended: a task runs on while one of its alerts is open."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.oversight.actions.take_task_step import TaskSaid, go_on
from zhaohui.county.oversight.models import Task
from zhaohui.county.oversight.states import RUNS
from zhaohui.county.signals.models import OPEN, Alert


def settle_tasks(actor: Actor, alerts: Sequence[Alert]) -> int:
    """End the tasks of alerts that were closed, where no other alert of them is open; return how many.

    The caller holds the transaction; each end is a step of the task and on record.
    """
    keys = sorted({alert.task_id for alert in alerts if alert.task_id is not None})
    busy = Alert.objects.filter(task__in=keys, state__in=OPEN).values_list("task", flat=True)
    idle = set(keys) - set(busy)
    ended = 0
    for task in Task.objects.select_for_update().filter(pk__in=idle, state__in=RUNS).order_by("pk"):
        task.closed_on = county_today()
        go_on(actor, task, "settle", TaskSaid(), action="task.settle")
        ended += 1
    return ended
