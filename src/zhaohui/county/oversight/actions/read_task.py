"""Open a task to read what was said; the reading is recorded 看工单."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.oversight.models import Task, Voice
from zhaohui.county.oversight.queries import task_visible_to, voice_of
from zhaohui.county.oversight.states import READ

FIELDS = ("诉求内容", "称呼", "电话", "地点", "答复")


def read_task(actor: Actor, pk: int, *, purpose: str) -> Task:
    """Return a task in an officer's reach; NotVisible for any other."""
    with transaction.atomic():
        task = task_visible_to(actor, READ, pk)
        note_reading(actor, task, voice_of(task), READ, purpose)
    return task


def note_reading(actor: Actor, task: Task, voice: Voice | None, action: str, purpose: str) -> None:
    """Record that a task was read, with whose voice it is where that is known."""
    person = voice.person_id if voice else None
    record(
        actor,
        action,
        subject=("person", person) if person else ("task", task.pk),
        purpose=purpose,
        fields=FIELDS,
        change={"task": task.pk},
    )
