"""The list of letters between places 协查函: what waits for an answer first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.inquiries import inquiries_visible_to
from zhaohui.county.cases.queries import READ
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Choice, Options, Raw
from zhaohui.county.registry.people_list import area_names

WAITING, ANSWERED = "waiting", "answered"


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the letters in reach."""
    return inquiries_visible_to(actor).annotate(
        person=F("case__subject"),
        name=F("case__subject__name"),
        item_name=F("case__item_name"),
        here=F("case__area"),
    )


def state_options(_actor: Actor, _raw: Raw) -> Options:
    """Return whether a letter was answered."""
    return [(WAITING, _("等回复")), (ANSWERED, _("已回复"))]


def of_answer(value: str) -> Q | None:
    """Return the condition on whether it was answered."""
    return Q(answered_at__isnull=value == WAITING) if value in (WAITING, ANSWERED) else None


def place(field: str) -> Callable[[], Callable[[Row], str]]:
    """Return the function that shows one of the two places."""

    def prepared() -> Callable[[Row], str]:
        names = area_names(current_pack())
        return lambda row: str(names.get(row[field] or "") or row[field] or "")

    return prepared


INQUIRIES = ListSpec(
    name="inquiries",
    title=gettext_lazy("协查函"),
    url="office:inquiries",
    action=READ,
    person="person",
    rows=rows,
    empty=gettext_lazy("没有协查函。别处请本辖区核实情况的，和本辖区发出去的，会列在这里。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("申请人"),
            fields=("name",),
            show=lambda row: row["name"] or str(_("（未登记姓名）")),
            privacy="personal",
            href=lambda row: reverse("office:inquiry", args=(row["pk"],)),
        ),
        Column(
            name="item",
            label=gettext_lazy("事项"),
            fields=("item_name",),
            show=lambda row: row["item_name"],
            privacy="personal",
        ),
        Column(
            name="from", label=gettext_lazy("哪里发的"), fields=("here",), prepare=place("here")
        ),
        Column(
            name="to", label=gettext_lazy("请哪里协查"), fields=("area",), prepare=place("area")
        ),
        Column(
            name="asked",
            label=gettext_lazy("发函日期"),
            fields=("asked_at",),
            show=lambda row: county_day(row["asked_at"]).isoformat(),
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("answered_at",),
            show=lambda row: str(_("已回复") if row["answered_at"] else _("等回复")),
        ),
    ),
    sorts=(Sort(name="newest", label=gettext_lazy("发函日期"), is_newest_first=True),),
    filters=(
        Choice(
            name="state",
            label=gettext_lazy("状态"),
            options=state_options,
            conditions=of_answer,
        ),
    ),
)
