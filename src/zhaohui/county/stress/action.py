"""The action under load: a case's job is asked for and the case noted twice in the audit chain."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.record import record
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.jobs.models import Job

ACTOR = system_actor("stress")
ENTRIES = 2


@task()
def noted(token: str) -> None:
    """Do nothing: only that the job was asked for is looked at."""


def act(token: str) -> None:
    """Do the action for the case `token`, whole or not at all."""
    with transaction.atomic():
        enqueue(noted, key=token, title="压力试验", token=token)
        record(ACTOR, "job.read", subject=("case", token), purpose="stress")
        record(ACTOR, "job.retry", subject=("case", token), purpose="stress", change={"state": 1})


def pieces(token: str) -> tuple[int, ...]:
    """Count what there is of the case: its job, its task, its audit entries."""
    return (
        Job.objects.filter(key=token, result__isnull=False).count(),
        DBTaskResult.objects.filter(args_kwargs__kwargs__token=token).count(),
        Entry.objects.filter(subject_kind="case", subject_id=token).count(),
    )


ALL = (1, 1, ENTRIES)
NOTHING = (0, 0, 0)


def tokens() -> set[str]:
    """Return the cases that are stored whole, in three queries."""
    jobs = set(Job.objects.filter(result__isnull=False).values_list("key", flat=True))
    tasks = {
        args["kwargs"]["token"]
        for args in DBTaskResult.objects.values_list("args_kwargs", flat=True)
    }
    noted_twice: dict[str, int] = {}
    for token in Entry.objects.filter(subject_kind="case").values_list("subject_id", flat=True):
        noted_twice[str(token)] = noted_twice.get(str(token), 0) + 1
    return {token for token in jobs & tasks if noted_twice.get(token) == ENTRIES}
