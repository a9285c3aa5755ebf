"""Hand out the file of an export, once 下载导出."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.errors import ExportError
from zhaohui.county.lists.export_file import drop_sealed, open_sealed
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.lists.states import step
from zhaohui.county.lists.words import labels_of


def take_export(actor: Actor, *, pk: int) -> tuple[ExportRequest, bytes]:
    """Return the export and its content, mark it taken and remove the file.

    Only who asked for it, once, before it expires: else NotVisible or ExportError.
    """
    with transaction.atomic():
        found = ExportRequest.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None or found.requested_by_id != actor.user_id:
            raise NotVisible
        actor.require("export.request")
        if found.expires_at and found.expires_at < timezone.now():
            raise ExportError(_("下载期限已过。"), hint=_("还需要的话，请重新申请。"))
        step(found, "take")
        content = open_sealed(pk)
        if content is None:
            raise ExportError(_("文件已经不在了。"), hint=_("还需要的话，请重新申请。"))
        found.taken_at = timezone.now()
        found.save(update_fields=["state", "taken_at"])
        record(
            actor,
            "export.request",
            subject=("export", pk),
            purpose=found.purpose,
            fields=labels_of(list_named(found.list), found.columns),
            change={"taken": True, "rows": found.rows, "sha256": found.file_hash},
        )
        transaction.on_commit(lambda: drop_sealed(pk))
    return found, content
