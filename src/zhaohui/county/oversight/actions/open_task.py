"""Open a task 工单: every origin comes in by here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.oversight.models import Origin, Task, TaskState, TaskStep
from zhaohui.packs.pack import Pack


def open_task(
    actor: Actor,
    pack: Pack,
    origin: Origin,
    *,
    title: str,
    area: str,
    department: str = "",
    days: int | None = None,
    two_step: bool = False,
) -> Task:
    """Store a task that waits to be assigned, due in so many working days (None: no term is set).

    The caller holds the transaction and records what it comes from.
    """
    today = county_today()
    due = None if days is None else pack.working_days.after(today, days)
    task = Task.objects.create(
        origin=origin,
        title=title,
        department=department,
        area=area,
        state=TaskState.OPEN,
        state_since=timezone.now(),
        opened_on=today,
        due_on=due,
        first_due_on=due,
        two_step=two_step,
        pack_version=pack.version,
    )
    TaskStep.objects.create(
        task=task,
        name="open",
        before="",
        after=task.state,
        office=actor.label,
        round=1,
        by_id=actor.user_id if actor.kind == "officer" else None,
    )
    return task


@dataclass(frozen=True, kw_only=True)
class TaskEntry:
    """A task to be opened among many; `due_on` None: no term is set."""

    origin: Origin
    title: str
    area: str
    department: str = ""
    due_on: dt.date | None = None


def open_tasks(actor: Actor, pack: Pack, entries: Sequence[TaskEntry]) -> list[Task]:
    """Store many tasks at once, each with its first step, as `open_task` does; few statements."""
    now, today = timezone.now(), county_today()
    tasks = Task.objects.bulk_create(
        [
            Task(
                origin=each.origin,
                title=each.title,
                department=each.department,
                area=each.area,
                state=TaskState.OPEN,
                state_since=now,
                opened_on=today,
                due_on=each.due_on,
                first_due_on=each.due_on,
                pack_version=pack.version,
            )
            for each in entries
        ],
        batch_size=500,
    )
    TaskStep.objects.bulk_create(
        [
            TaskStep(
                task=task,
                name="open",
                before="",
                after=task.state,
                office=actor.label,
                round=1,
                by_id=actor.user_id if actor.kind == "officer" else None,
            )
            for task in tasks
        ],
        batch_size=500,
    )
    return tasks
