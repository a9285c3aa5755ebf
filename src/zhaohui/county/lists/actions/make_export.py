"""Make the file of an approved export, from exactly what was approved, as far as the requester sees."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor, system_actor
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.audit.record import Event, record, record_many
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.actions.request_export import MOST_ROWS
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.errors import ListError
from zhaohui.county.lists.export_file import Sheet, keep_sealed, write_sheet
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.lists.page import asked_rows
from zhaohui.county.lists.state import stored_state
from zhaohui.county.lists.states import step
from zhaohui.county.registry.queries import is_synthetic

KEPT = dt.timedelta(days=3)


def make_export(pk: int) -> ExportRequest:
    """Write the sealed file and mark the export ready; a fault that a person must mend marks it failed.

    Done twice it does nothing the second time. The rows are those the requester may see today:
    who has lost the post gets nothing.
    """
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        export = ExportRequest.objects.select_for_update(of=("self",)).get(pk=pk)
        if export.state != "approved":
            return export
        requester = actor_for(export.requested_by, current_pack(), county_today())
        try:
            sheet = sheet_of(export, requester)
        except ListError as error:
            step(export, "fail")
            export.fault = error.message[:200]
            export.save(update_fields=["state", "fault"])
            record(
                system_actor("导出"),
                "export.request",
                subject=("export", pk),
                change={"made": False},
            )
            return export
        content = write_sheet(sheet, export.format)
        export.file_hash = keep_sealed(pk, content)
        export.rows = len(sheet.rows)
        export.expires_at = timezone.now() + KEPT
        step(export, "make")
        export.save(update_fields=["state", "rows", "file_hash", "expires_at"])
        event = Event(
            "export.request",
            subject=("export", pk),
            purpose=export.purpose,
            fields=sheet.heads,
            change={"made": True, "rows": export.rows, "sha256": export.file_hash},
            people=sheet.people,
        )
        record_many(system_actor("导出"), (event,))
    return export


def sheet_of(export: ExportRequest, requester: Actor) -> Sheet:
    """Return the approved rows and columns as texts; raises ListError."""
    spec = list_named(export.list)
    if not (requester.may("export.request") and requester.may(spec.action)):
        raise ListError("申请人现在没有看这个名单或导出的权限。")
    rows = asked_rows(spec, requester, stored_state(spec, export.list_state))
    if export.ids is not None:
        rows = rows.filter(pk__in=export.ids)
    found = list(rows.order_by("pk").values(*spec.fields())[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        raise ListError(f"超过 {MOST_ROWS:,} 行，请分几次申请。")
    columns = [column for column in spec.columns if column.name in export.columns]
    readers = [column.reader() for column in columns]
    synthetic = "模拟数据 · " if spec.person and is_synthetic() else ""
    at = timezone.localtime()
    watermark = (
        f"{synthetic}{spec.title} · 导出编号 {export.pk} · {export.requester_label} · {at:%Y-%m-%d %H:%M}"
        f" · 条件：{export.in_words} · 用途：{export.purpose}"
    )
    return Sheet(
        title=str(spec.title),
        watermark=watermark,
        heads=[str(column.label) for column in columns],
        rows=[[read(row) for read in readers] for row in found],
        people=[row[spec.person] for row in found if spec.person and row[spec.person]],
    )
