"""Run one claimed job so that its effect happens exactly once."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhaohui.county.jobs.models import Job

LONG = "long"


def run_once(row: DBTaskResult[..., Any]) -> Any:
    """Call the task of `row` unless its job is marked done; return what it returns (None: it was).

    In queue `default` the call and the mark are one transaction: a worker killed before its
    end leaves nothing, one killed after it leaves a mark, and the next attempt does nothing.
    """
    with ExitStack() as block:
        if row.queue_name != LONG:
            block.enter_context(transaction.atomic())
        jobs = Job.objects.filter(result_id=row.pk)
        job = (jobs if row.queue_name == LONG else jobs.select_for_update(of=("self",))).first()
        if job and job.done_at:
            return None
        answer = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        jobs.update(done_at=timezone.now())
    return answer
