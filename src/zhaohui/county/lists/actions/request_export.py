"""Ask to take a list out of the office 申请导出."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.lists.declare import BulkRun
from zhaohui.county.lists.errors import AnswerError
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.lists.words import labels_of

MOST_ROWS = 5_000
FORMATS = ("xlsx", "csv")
SHORTEST_PURPOSE, LONGEST_PURPOSE = 6, 200


def request_export(actor: Actor, run: BulkRun) -> ExportRequest:
    """Store the request for the previewed rows; another person decides it.

    `run.answers` hold `columns` (names), `format` and `purpose`. Raises AnswerError.
    """
    actor.require("export.request")
    columns = [column.name for column in run.spec.columns]
    wanted = [name for name in columns if name in run.answers["columns"]]
    if not wanted:
        raise AnswerError(_("请至少选一列。"))
    if run.answers["format"] not in FORMATS:
        raise AnswerError(_("请选表格的格式：XLSX 或 CSV。"))
    assert actor.user_id is not None  # only an officer has the action
    purpose = " ".join(str(run.answers["purpose"]).split())
    if not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE:
        raise AnswerError(
            _("请写明导出做什么用（%(low)s 到 %(high)s 个字），批准的人要看。")
            % {"low": SHORTEST_PURPOSE, "high": LONGEST_PURPOSE}
        )
    with transaction.atomic():
        export = ExportRequest.objects.create(
            list=run.spec.name,
            list_state=run.list_state,
            in_words=run.in_words[:500],
            ids=list(run.ids),
            columns=wanted,
            format=run.answers["format"],
            purpose=purpose,
            rows_seen=len(run.ids),
            requested_by_id=actor.user_id,
            requester_label=actor.label[:200],
        )
        record(
            actor,
            "export.request",
            subject=("export", export.pk),
            purpose=purpose,
            fields=labels_of(run.spec, wanted),
            change={"list": run.spec.name, "rows": len(run.ids)},
        )
    return export


def ask_and_show(actor: Actor, run: BulkRun) -> str:
    """Store the request; return the address of its page."""
    return reverse("office:export", args=(request_export(actor, run).pk,))
