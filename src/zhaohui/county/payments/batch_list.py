"""The lists of payments, declared: batches, lines, reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.actions.request_export import MOST_ROWS, ask_and_show
from zhaohui.county.lists.declare import BulkAction, Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Options, area, one_of
from zhaohui.county.payments.models import (
    BatchState,
    LineKind,
    LineState,
    PaymentBatch,
    PaymentLine,
    Review,
)
from zhaohui.county.payments.periods import is_paid
from zhaohui.county.payments.queries import (
    batches_visible_to,
    lines_visible_to,
    reviews_visible_to,
)
from zhaohui.county.payments.words import why
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import area_options, area_words

LATEST = 200


def money(fen: int | None) -> str:
    """Return fen as ¥1,234.00."""
    return "" if fen is None else f"¥{fen // 100:,}.{fen % 100:02d}"


def rule_options() -> Options:
    """Return the benefits that are paid: by the month, the year, the school year, or once."""
    return [(rule.id, rule.name) for rule in current_pack().rules if is_paid(rule)]


def rule_name() -> Callable[[Row], str]:
    """Return the function that shows a benefit's name."""
    names = dict(rule_options())
    return lambda row: str(names.get(row["rule"], row["rule"]))


def batch_options() -> Options:
    """Return the latest batches, newest first."""
    names = dict(rule_options())
    rows = PaymentBatch.objects.order_by("-pk").values_list("pk", "rule", "month", "part")[:LATEST]
    return [
        (str(pk), f"{names.get(rule, rule)} {month:%Y-%m} · {part}")
        for pk, rule, month, part in rows
    ]


def choices(states: Any) -> Callable[[], Options]:
    """Return the options of a state's words."""
    return lambda: [(state.value, str(state.label)) for state in states]


BATCHES = ListSpec(
    name="payments",
    title=gettext_lazy("发放"),
    url="office:payments",
    action="payment.read",
    rows=batches_visible_to,
    empty=gettext_lazy("还没有清册。选一项待遇和月份，先看预览。"),
    columns=(
        Column(
            name="batch",
            label=gettext_lazy("清册"),
            fields=("month", "part"),
            show=lambda row: (
                _("%(month)s 第 %(part)s 批")
                % {"month": f"{row['month']:%Y-%m}", "part": row["part"]}
            ),
            href=lambda row: reverse("office:payment-batch", args=(row["pk"],)),
            sort="newest",
        ),
        Column(name="rule", label=gettext_lazy("待遇"), fields=("rule",), prepare=rule_name),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: str(BatchState(row["state"]).label),
        ),
        Column(
            name="lines",
            label=gettext_lazy("笔数"),
            fields=("line_count",),
            show=lambda row: f"{row['line_count']:,}",
            is_number=True,
        ),
        Column(
            name="net",
            label=gettext_lazy("实发"),
            fields=("net_fen",),
            show=lambda row: money(row["net_fen"]),
            is_number=True,
        ),
        Column(
            name="department",
            label=gettext_lazy("经办单位"),
            fields=("department",),
            show=lambda row: row["department"],
        ),
    ),
    sorts=(Sort(name="newest", label=gettext_lazy("最近造的"), is_newest_first=True),),
    filters=(
        one_of("rule", gettext_lazy("待遇"), "rule", rule_options),
        one_of("state", gettext_lazy("状态"), "state", choices(BatchState)),
    ),
)


def _name() -> Subquery:
    return Subquery(Person.objects.filter(pk=OuterRef("person_id")).values("name")[:1])


def _lines(actor: Actor) -> QuerySet[PaymentLine]:
    return lines_visible_to(actor).annotate(name=_name())


def _reviews(actor: Actor) -> QuerySet[Review]:
    return reviews_visible_to(actor).annotate(name=_name())


def name_of(row: Row) -> str:
    """Show the name."""
    return row["name"] or str(_("（未登记姓名）"))


LINES = ListSpec(
    name="payment-lines",
    title=gettext_lazy("清册明细"),
    url="office:payment-lines",
    action="payment.read",
    person="person_id",
    rows=_lines,
    empty=gettext_lazy("没有这样的明细。您只看得到自己辖区里的人。"),
    columns=(
        Column(
            name="number",
            label=gettext_lazy("序号"),
            fields=("batch_id", "number"),
            show=lambda row: f"{row['batch_id']}-{row['number']}",
            href=lambda row: reverse("office:payment-line", args=(row["pk"],)),
            sort="newest",
        ),
        Column(
            name="name",
            label=gettext_lazy("姓名"),
            fields=("name",),
            show=name_of,
            privacy="personal",
        ),
        Column(
            name="place",
            label=gettext_lazy("村（社区）"),
            fields=("area",),
            prepare=area_words,
            privacy="personal",
        ),
        Column(
            name="rule",
            label=gettext_lazy("待遇"),
            fields=("rule",),
            prepare=rule_name,
            privacy="personal",
        ),
        Column(
            name="month",
            label=gettext_lazy("所属月份"),
            fields=("month",),
            show=lambda row: f"{row['month']:%Y-%m}",
        ),
        Column(
            name="kind",
            label=gettext_lazy("种类"),
            fields=("kind",),
            show=lambda row: str(LineKind(row["kind"]).label),
        ),
        Column(
            name="net",
            label=gettext_lazy("实发"),
            fields=("net_fen",),
            show=lambda row: money(row["net_fen"]),
            privacy="personal",
            is_number=True,
        ),
        Column(
            name="why",
            label=gettext_lazy("依据"),
            fields=("why",),
            show=lambda row: why(row["why"]),
            privacy="sensitive",
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state", "fail_reason"),
            show=lambda row: "：".join(
                filter(None, [str(LineState(row["state"]).label), row["fail_reason"]])
            ),
            privacy="personal",
        ),
    ),
    sorts=(Sort(name="newest", label=gettext_lazy("最近造的"), is_newest_first=True),),
    filters=(
        one_of("batch", gettext_lazy("清册"), "batch_id", batch_options),
        one_of("rule", gettext_lazy("待遇"), "rule", rule_options),
        one_of("state", gettext_lazy("状态"), "state", choices(LineState)),
        one_of("kind", gettext_lazy("种类"), "kind", choices(LineKind)),
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
    ),
    bulk=(
        BulkAction(
            name="export",
            label=gettext_lazy("申请导出"),
            action="export.request",
            sentence=gettext_lazy(
                "把这些人的名单做成表格带出办公端。先由另一位同事批准，文件只能下载一次。"
            ),
            run=ask_and_show,
            asks="export",
            cap=MOST_ROWS,
        ),
    ),
)

REVIEWS = ListSpec(
    name="payment-reviews",
    title=gettext_lazy("年审"),
    url="office:payment-reviews",
    action="payment.read",
    person="person_id",
    rows=_reviews,
    empty=gettext_lazy("没有要办的年审。县包写明多久审一次的待遇，到期的每夜列在这里。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("姓名"),
            fields=("name", "person_id"),
            show=name_of,
            privacy="personal",
            href=lambda row: reverse("office:person-payments", args=(row["person_id"],)),
        ),
        Column(
            name="rule",
            label=gettext_lazy("待遇"),
            fields=("rule",),
            prepare=rule_name,
            privacy="personal",
        ),
        Column(
            name="due",
            label=gettext_lazy("应审日期"),
            fields=("due_on",),
            show=lambda row: row["due_on"].isoformat(),
            sort="newest",
        ),
        Column(
            name="notice",
            label=gettext_lazy("书面通知"),
            fields=("noticed_on",),
            show=lambda row: row["noticed_on"].isoformat() if row["noticed_on"] else "",
        ),
        Column(
            name="done",
            label=gettext_lazy("已审"),
            fields=("done_on",),
            show=lambda row: row["done_on"].isoformat() if row["done_on"] else "",
        ),
    ),
    sorts=(Sort(name="newest", label=gettext_lazy("最近列出的"), is_newest_first=True),),
    filters=(
        one_of("rule", gettext_lazy("待遇"), "rule", rule_options),
        one_of(
            "done", gettext_lazy("办了没有"), "done_on__isnull", lambda: [("True", _("还没有审"))]
        ),
    ),
)
