"""Read tasks: an officer's by where they are handled; a resident's own voices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Officer, User
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.models import Rating, Task, TaskState, TaskStep, Voice
from zhaohui.county.oversight.states import HANDLE, OWN, READ
from zhaohui.county.oversight.terms import departments
from zhaohui.packs.pack import Pack

ALIKE_WITHIN = dt.timedelta(days=90)


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Task]:
    """Return the tasks that `action` reaches: by area and department, or by the person whose voice it is."""
    reach = in_scope(actor, action, village="area", town="", person="voice__person")
    return Task.objects.filter(reach, of_department(actor))


def of_department(actor: Actor) -> Q:
    """Return the condition that a task is her department's, or nobody's yet.

    Whose department is none that tasks are handed to (a town's office, the one that hands them out) sees
    all of her area.
    """
    own = department_of(actor)
    return Q(department__in=("", own)) if own in departments(current_pack()) else Q()


def task_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> Task:
    """Return one task; NotVisible where there is none or it is out of reach, which look the same."""
    found = visible_to(actor, action).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return Task.objects.select_for_update().get(pk=pk) if lock else found


def own_voices(actor: Actor) -> list[Voice]:
    """Return what the actor said, latest first."""
    rows = Voice.objects.filter(person__in=actor.people(OWN)).select_related("task")
    return list(rows.order_by("-pk"))


def own_voice(actor: Actor, pk: int) -> Voice:
    """Return one of the actor's own; NotVisible for any other."""
    rows = Voice.objects.filter(pk=pk, person__in=actor.people(OWN)).select_related("task")
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


def voice_of(task: Task) -> Voice | None:
    """Return the voice that a task handles."""
    return Voice.objects.filter(task=task).first()


def rating_behind(task: Task) -> Rating | None:
    """Return the bad mark that a task follows up."""
    return Rating.objects.filter(task=task).select_related("voice", "case").first()


def rating_of_voice(voice: Voice) -> Rating | None:
    """Return the mark of a voice that the caller may read."""
    return Rating.objects.filter(voice=voice).first()


def steps_of(task: Task) -> list[TaskStep]:
    """Return what became of the task, oldest first."""
    return list(task.steps.order_by("pk"))


@dataclass(frozen=True)
class Alike:
    """A voice of the same kind in the same village, without what was said."""

    number: str
    said_on: dt.date
    state: str
    summary: str


def alike(kind: str, village: str | None) -> list[Alike]:
    """Return at most five voices of that kind in that village in three months, newest first."""
    if not village:
        return []
    rows = (
        Voice.objects.filter(kind=kind, village=village, said_at__gte=timezone.now() - ALIKE_WITHIN)
        .exclude(task__state=TaskState.WITHDRAWN)
        .select_related("task")
        .order_by("-pk")[:5]
    )
    return [
        Alike(
            row.number,
            timezone.localdate(row.said_at),
            str(TaskState(row.task.state).label),
            row.summary,
        )
        for row in rows
    ]


def may_handle(task: Task, account: User, pack: Pack) -> bool:
    """Say whether an officer may handle a task today: by her posts, their areas, and her department."""
    actor = actor_for(account, pack, county_today())
    return actor.may(HANDLE, task.area) and visible_to(actor, HANDLE).filter(pk=task.pk).exists()


def assignees(task: Task, pack: Pack) -> list[Officer]:
    """Return the officers who may handle a task today, by department and name."""
    posts = {row.post for row in pack.policy if row.action == HANDLE}
    rows = (
        Officer.objects.filter(left_on=None, appointments__post__in=posts, user__is_active=True)
        .select_related("user")
        .distinct()
        .order_by("department", "name", "pk")
    )
    return [row for row in rows if may_handle(task, row.user, pack)]
