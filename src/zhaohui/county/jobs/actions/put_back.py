"""Let a failed job try again, after whatever stopped it was mended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.jobs.errors import JobStateError
from zhaohui.county.jobs.models import Job
from zhaohui.county.jobs.queries import visible_to


def put_back(actor: Actor, *, job_id: int, purpose: str) -> Job:
    """Make the failed job ready, with all its attempts before it. Raises JobStateError, NotVisible."""
    with transaction.atomic():
        job = (
            visible_to(actor, "job.retry").select_for_update(of=("self",)).filter(pk=job_id).first()
        )
        if job is None:
            raise NotVisible
        row = DBTaskResult.objects.select_for_update().filter(job=job).first()
        if not purpose:
            raise JobStateError("没有写事由。", hint="请写明怎样处理了、为什么再试。")
        if row is None or row.status != TaskResultStatus.FAILED:
            raise JobStateError("只有失败的任务才能重试。", hint="请刷新页面查看任务现在的状态。")
        row.status, row.worker_ids = TaskResultStatus.READY, []
        row.run_after, row.finished_at = timezone.now(), None
        row.save(update_fields=["status", "worker_ids", "run_after", "finished_at"])
        record(actor, "job.retry", subject=("job", job.pk), purpose=purpose)
    return job
