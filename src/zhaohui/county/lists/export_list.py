"""The list of exports 导出申请, declared: one's own, and for approvers everybody's."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.actions.withdraw_export import withdraw_export
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.declare import BulkAction, BulkRun, Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import DateRange, NumberRange, one_of
from zhaohui.county.lists.models import ExportState
from zhaohui.county.lists.queries import visible_to
from zhaohui.county.lists.states import STEPS


def _at(row: Row) -> str:
    return f"{timezone.localtime(row['requested_at']):%Y-%m-%d %H:%M}"


def _refusal(actor: Actor, row: Row) -> str:
    if row["requested_by_id"] != actor.user_id:
        return _("不是您申请的")
    if row["state"] not in STEPS["withdraw"][0]:
        return _("已经下载、过期或结束了")
    return ""


def _withdraw(actor: Actor, run: BulkRun) -> str:
    for pk in run.ids:
        withdraw_export(actor, pk=pk)
    return reverse("office:exports")


EXPORTS = ListSpec(
    name="exports",
    title=gettext_lazy("导出申请"),
    url="office:exports",
    action="export.read",
    rows=visible_to,
    empty=gettext_lazy("没有导出申请。在名单页勾选后点“申请导出”，由另一位同事批准。"),
    columns=(
        Column(
            name="number",
            label=gettext_lazy("编号"),
            fields=("pk",),
            show=lambda row: str(row["pk"]),
            href=lambda row: reverse("office:export", args=(row["pk"],)),
            sort="number",
        ),
        Column(
            name="list",
            label=gettext_lazy("名单"),
            fields=("list",),
            show=lambda row: str(list_named(row["list"]).title),
        ),
        Column(
            name="in_words",
            label=gettext_lazy("条件"),
            fields=("in_words",),
            show=lambda row: row["in_words"],
        ),
        Column(
            name="rows",
            label=gettext_lazy("行数"),
            fields=("rows_seen", "rows"),
            is_number=True,
            show=lambda row: f"{row['rows_seen'] if row['rows'] is None else row['rows']:,}",
        ),
        Column(
            name="who",
            label=gettext_lazy("申请岗位"),
            fields=("requester_label", "requested_by_id"),
            show=lambda row: row["requester_label"],
        ),
        Column(
            name="at",
            label=gettext_lazy("申请时间"),
            fields=("requested_at",),
            show=_at,
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: _(ExportState(row["state"]).label),
        ),
    ),
    sorts=(Sort(name="number", label=gettext_lazy("编号"), is_newest_first=True),),
    filters=(
        one_of(
            "state",
            gettext_lazy("状态"),
            "state",
            lambda: [(state, _(label)) for state, label in ExportState.choices],
        ),
        DateRange(name="at", label=gettext_lazy("申请日期"), field="requested_at", is_instant=True),
        NumberRange(name="rows", label=gettext_lazy("行数"), field="rows_seen"),
    ),
    bulk=(
        BulkAction(
            name="withdraw",
            label=gettext_lazy("撤回"),
            action="export.request",
            sentence=gettext_lazy("撤回这些申请；已经生成的文件会删掉。"),
            run=_withdraw,
            fields=("state", "requested_by_id"),
            refusal=_refusal,
        ),
    ),
)
