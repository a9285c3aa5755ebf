"""Read the jobs: how many of each state, and those that failed, for an officer who looks after the program."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.jobs.models import Job, NightStep


@dataclass(frozen=True)
class JobCounts:
    """How many jobs wait, run, were given up and are done."""

    ready: int
    running: int
    failed: int
    successful: int


def visible_to(actor: Actor, action: str = "job.read") -> QuerySet[Job]:
    """Return the jobs that the actor may see: all with a county-wide grant, else none; latest first."""
    jobs = Job.objects.select_related("result").order_by("-pk")
    return jobs if actor.everywhere(action) else jobs.none()


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up, as an officer is shown it: no words of the error, only its kind."""

    pk: int
    key: str
    title: str
    attempts: int
    error: str
    failed_at: dt.datetime | None


def failed_jobs(actor: Actor) -> list[FailedJob]:
    """Return the jobs that were given up and wait for a person, the latest first."""
    rows = visible_to(actor).filter(result__status=TaskResultStatus.FAILED)
    return [
        FailedJob(
            pk=job.pk,
            key=job.key,
            title=job.title,
            attempts=len(result.worker_ids),
            error=result.exception_class_path.rpartition(".")[2],
            failed_at=result.finished_at,
        )
        for job in rows
        if (result := job.result)
    ]


def job_counts(actor: Actor) -> JobCounts:
    """Count the jobs by state, those asked for without a key included."""
    rows = DBTaskResult.objects.order_by().values("status").annotate(n=Count("pk"))
    found = {row["status"]: row["n"] for row in rows} if actor.everywhere("job.read") else {}
    return JobCounts(
        ready=found.get(TaskResultStatus.READY, 0),
        running=found.get(TaskResultStatus.RUNNING, 0),
        failed=found.get(TaskResultStatus.FAILED, 0),
        successful=found.get(TaskResultStatus.SUCCESSFUL, 0),
    )


def last_night() -> list[NightStep]:
    """Return the steps of the last night that was worked, in their order."""
    last = NightStep.objects.order_by("-night").values("night")[:1]
    return list(NightStep.objects.filter(night=last).order_by("pk"))
