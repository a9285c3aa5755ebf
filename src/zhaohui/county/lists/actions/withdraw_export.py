"""Take back one's own request 撤回导出申请."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.lists.export_file import drop_sealed
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.lists.states import step


def withdraw_export(actor: Actor, *, pk: int) -> ExportRequest:
    """Withdraw the request, and its file where there is one. Only by who asked: else NotVisible."""
    with transaction.atomic():
        found = ExportRequest.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None or found.requested_by_id != actor.user_id:
            raise NotVisible
        actor.require("export.request")
        step(found, "withdraw")
        found.save(update_fields=["state"])
        record(actor, "export.request", subject=("export", pk), change={"withdrawn": True})
        transaction.on_commit(lambda: drop_sealed(pk))
    return found
