"""Approve or refuse another's export 批准或不批准导出."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.lists.errors import ExportError
from zhaohui.county.lists.jobs import make_file
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.lists.queries import visible_to
from zhaohui.county.lists.states import step

LONGEST_NOTE = 200


def decide_export(
    actor: Actor, *, pk: int, decision: Literal["approve", "refuse"], note: str = ""
) -> ExportRequest:
    """Approve (the file is then made in the background) or refuse, with a note.

    Two persons always: her own request is refused with ExportError. NotVisible for who may not
    decide. A refusal needs a note.
    """
    note = " ".join(note.split())
    with transaction.atomic():
        found = ExportRequest.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None or not actor.everywhere("export.approve"):
            raise NotVisible
        if found.requested_by_id == actor.user_id:
            raise ExportError(_("自己的申请不能自己批，请另一位有批准权限的人办。"))
        if not visible_to(actor, "export.approve").filter(pk=pk).exists():
            raise NotVisible
        if len(note) > LONGEST_NOTE or (decision == "refuse" and not note):
            raise ExportError(_("不批准请写明原因，不超过 %(n)s 个字。") % {"n": LONGEST_NOTE})
        step(found, decision)
        found.decided_by_id, found.decided_at, found.note = actor.user_id, timezone.now(), note
        found.save(update_fields=["state", "decided_by", "decided_at", "note"])
        change = {"decision": decision, "rows": found.rows_seen}
        record(actor, "export.approve", subject=("export", pk), purpose=note, change=change)
        if decision == "approve":
            enqueue(make_file, key=f"export:{pk}", title="生成导出文件", export_id=pk)
    return found
