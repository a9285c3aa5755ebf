"""What is to be done about an alert: by when, and the tasks that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from zhaohui.clock import COUNTY_ZONE, county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.oversight.actions.open_task import TaskEntry, open_tasks
from zhaohui.county.oversight.models import Origin, Task
from zhaohui.county.oversight.states import RUNS
from zhaohui.county.signals.models import Alert
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow

TOWN_DIGITS = 9
COLOUR_WORDS = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}


def due_of(pack: Pack, row: SignalRow, now: dt.datetime, today: dt.date) -> dt.datetime:
    """Return until when an alert raised now is to be dealt with: hours from now, or a working day's end."""
    if row.plan.hours is not None:
        return now + dt.timedelta(hours=row.plan.hours)
    last = pack.working_days.after(today, row.plan.days or 1)
    return dt.datetime.combine(last, dt.time(23, 59), ZoneInfo(COUNTY_ZONE))


def open_tasks_for(actor: Actor, pack: Pack, row: SignalRow, alerts: Sequence[Alert]) -> int:
    """Give new alerts their tasks as the signal's plan says; return how many tasks were opened.

    One a town: a task of the same signal and town that still runs takes the new alerts, too.
    """
    if row.plan.task == "none" or not alerts:
        return 0
    if row.plan.task == "each":
        groups = [[alert] for alert in alerts]
        tasks: list[Task | None] = [None] * len(groups)
    else:
        towns: dict[str, list[Alert]] = {}
        for alert in alerts:
            towns.setdefault(alert.area[:TOWN_DIGITS], []).append(alert)
        groups = list(towns.values())
        running = _running(row)
        tasks = [running.get(area) for area in towns]
    lacking = [n for n, task in enumerate(tasks) if task is None]
    made = open_tasks(actor, pack, [_entry(row, groups[n]) for n in lacking])
    for n, opened in zip(lacking, made, strict=True):
        tasks[n] = opened
    for group, theirs in zip(groups, tasks, strict=True):
        for alert in group:
            alert.task = theirs
    return len(made)


def _entry(row: SignalRow, alerts: Sequence[Alert]) -> TaskEntry:
    worst = max(alerts, key=lambda alert: alert.level)
    colour = COLOUR_WORDS[row.levels[worst.level - 1].colour]
    place = worst.area if row.plan.task == "each" else worst.area[:TOWN_DIGITS]
    return TaskEntry(
        origin=Origin.SIGNAL,
        title=f"预警：{row.name}（{colour}）",
        area=place,
        department=row.department,
        due_on=county_day(min(alert.due_at for alert in alerts)),
    )


def _running(row: SignalRow) -> dict[str, Task]:
    """Return the running tasks of a signal by town."""
    tasks = Task.objects.filter(alerts__signal=row.id, state__in=RUNS).distinct().order_by("pk")
    return {task.area[:TOWN_DIGITS]: task for task in tasks}
