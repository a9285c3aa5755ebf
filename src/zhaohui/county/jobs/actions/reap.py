"""Take jobs back from workers that were killed in the middle of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhaohui.county.jobs.attempts import again_or_failed
from zhaohui.county.jobs.errors import WorkerDiedError
from zhaohui.county.jobs.lease import LEASE
from zhaohui.county.jobs.models import Beat


@dataclass(frozen=True)
class Reaped:
    """How many jobs go again, and how many were given up."""

    put_back: int
    failed: int


def reap(*, lease: dt.timedelta = LEASE) -> Reaped:
    """Put back, or fail after the last attempt, each running job whose worker has been silent for `lease`."""
    before = timezone.now() - lease
    again = []
    for key in list(DBTaskResult.objects.running().filter(started_at__lt=before).values_list("pk")):
        with transaction.atomic():
            row = DBTaskResult.objects.running().filter(pk=key[0])
            found = row.select_for_update(skip_locked=True, of=("self",)).first()
            if found and not _lives(found.worker_ids[-1], before):
                again.append(again_or_failed(found, WorkerDiedError("The worker ended.")))
    Beat.objects.filter(at__lt=before - 10 * lease).delete()
    return Reaped(put_back=sum(again), failed=len(again) - sum(again))


def _lives(worker: str, before: dt.datetime) -> bool:
    return Beat.objects.filter(worker=worker, at__gte=before).exists()
