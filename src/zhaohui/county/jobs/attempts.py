"""What becomes of an attempt that did not end well: another one later, or failed for good."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhaohui.county.jobs.lease import MOST_ATTEMPTS, delay_after
from zhaohui.errors import ZhaohuiError


def again_or_failed(row: DBTaskResult[..., Any], error: BaseException) -> bool:
    """Put the job back with a growing delay, or mark it FAILED; return whether it goes again.

    A `ZhaohuiError` names something that a person must mend: it fails at once, unless it says
    that the worker died.
    """
    attempts = len(row.worker_ids)
    needs_a_person = isinstance(error, ZhaohuiError) and error.code != "worker-died"
    if needs_a_person or attempts >= MOST_ATTEMPTS:
        row.set_failed(error)
        return False
    row.status = TaskResultStatus.READY
    row.run_after = timezone.now() + delay_after(attempts)
    row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    row.save(update_fields=["status", "run_after", "exception_class_path"])
    return True
