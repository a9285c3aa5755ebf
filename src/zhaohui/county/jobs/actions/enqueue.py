"""Ask for a piece of work, in the transaction of what it belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks.base import Task

from zhaohui.county.jobs.models import Job


def enqueue(task: Task[..., Any], *, key: str, title: str, **arguments: Any) -> Job:
    """Store the job of `task` with these arguments (JSON: ids, dates as text) and return it.

    `key` is its identity: a second call with the same key returns the first job and asks for
    nothing. `title` is what an officer reads (发送结果通知). Call it inside the action's
    `transaction.atomic()`: both stand or fall together.
    """
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(key=key, defaults={"title": title})
        if is_new:
            job.result_id = UUID(task.enqueue(**arguments).id)
            job.save(update_fields=["result"])
    return job
