"""Open a task 工单: every origin comes in by here."""

from __future__ import annotations

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
