"""Let exports run out that nobody took or decided 导出过期."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.record import record
from zhaohui.county.lists.export_file import drop_sealed
from zhaohui.county.lists.models import ExportRequest, ExportState
from zhaohui.county.lists.states import step

UNDECIDED = dt.timedelta(days=14)


def expire_exports() -> int:
    """Expire files past their day and requests undecided for two weeks; return how many."""
    now = timezone.now()
    ready = Q(state=ExportState.READY, expires_at__lt=now)
    waiting = Q(state=ExportState.REQUESTED, requested_at__lt=now - UNDECIDED)
    keys = list(ExportRequest.objects.filter(ready | waiting).values_list("pk", flat=True))
    return sum(_expire(pk, ready | waiting) for pk in keys)


def _expire(pk: int, is_due: Q) -> int:
    with transaction.atomic():
        locked = ExportRequest.objects.select_for_update(of=("self",))
        found = locked.filter(is_due, pk=pk).first()
        if found is None:
            return 0
        step(found, "expire")
        found.save(update_fields=["state"])
        record(
            system_actor("导出"), "export.request", subject=("export", pk), change={"expired": True}
        )
        transaction.on_commit(lambda: drop_sealed(pk))
    return 1
