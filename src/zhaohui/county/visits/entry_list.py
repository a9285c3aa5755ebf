"""The list 走访记录 of officers, declared: what did not fit first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Choice as ChoiceFilter
from zhaohui.county.lists.filters import Options, Raw, area, one_of
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import area_options, area_words
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.county.visits.models import About, Button, Outcome
from zhaohui.county.visits.queries import READ, visible_to
from zhaohui.county.visits.results import result_words

WAITING, SETTLED = "waiting", "settled"


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the entries in reach; the name only where the person herself is."""
    person: QuerySet[Person] = people_visible_to(actor, READ).filter(pk=OuterRef("person_id"))
    waits = Q(outcome=Outcome.CONFLICT, settled_at=None)
    return visible_to(actor).annotate(
        name=Subquery(person.values("name")[:1]),
        waits=Case(
            When(waits, then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        ),
    )


def result() -> Callable[[Row], str]:
    """Return the function that shows what was reported."""
    pack = current_pack()

    def words(row: Row) -> str:
        parts = [str(Button(row["button"]).label), result_words(pack, row["result"])]
        return "：".join(part for part in parts if part)

    return words


def outcome(row: Row) -> str:
    """Show what became of it; of one that did not fit, what stands and whether it was dealt with."""
    label = str(Outcome(row["outcome"]).label)
    if row["outcome"] != Outcome.CONFLICT:
        return label
    return f"{label} · {_('已处理') if row['settled_at'] else _('等处理')}"


def wait_options(_actor: Actor, _raw: Raw) -> Options:
    """Return whether something is to be dealt with."""
    return [(WAITING, _("对不上、等处理的")), (SETTLED, _("其他"))]


VISITS = ListSpec(
    name="visits",
    title=gettext_lazy("走访记录"),
    url="office:visits",
    action=READ,
    person="person_id",
    rows=rows,
    empty=gettext_lazy("没有走访记录。少选一个条件试试；您只看得到自己辖区里的。"),
    columns=(
        Column(
            name="when",
            label=gettext_lazy("走访时间"),
            fields=("said_at", "received_at"),
            show=lambda row: timezone.localtime(row["said_at"]).strftime("%Y-%m-%d %H:%M"),
            sort="received",
            href=lambda row: reverse("office:visit", args=(row["pk"],)),
        ),
        Column(
            name="name",
            label=gettext_lazy("姓名"),
            fields=("name",),
            show=lambda row: row["name"] or "—",
            privacy="personal",
        ),
        Column(
            name="title",
            label=gettext_lazy("内容"),
            fields=("title",),
            show=lambda row: row["title"],
            privacy="personal",
        ),
        Column(
            name="result",
            label=gettext_lazy("走访结果"),
            fields=("button", "result"),
            prepare=result,
            privacy="sensitive",
        ),
        Column(
            name="outcome",
            label=gettext_lazy("怎么记的"),
            fields=("outcome", "settled_at", "waits"),
            show=outcome,
        ),
        Column(
            name="place", label=gettext_lazy("村（社区）"), fields=("area",), prepare=area_words
        ),
        Column(
            name="office",
            label=gettext_lazy("岗位"),
            fields=("office",),
            show=lambda row: row["office"],
        ),
    ),
    sorts=(
        Sort(
            name="received",
            label=gettext_lazy("收到时间"),
            key="received_at",
            is_newest_first=True,
        ),
    ),
    filters=(
        ChoiceFilter(
            name="which",
            label=gettext_lazy("要不要处理"),
            options=wait_options,
            conditions=lambda value: (
                Q(waits=value == WAITING) if value in (WAITING, SETTLED) else None
            ),
        ),
        one_of(
            "about",
            gettext_lazy("事由"),
            "about",
            lambda: [(each.value, str(each.label)) for each in About],
        ),
        one_of(
            "outcome",
            gettext_lazy("怎么记的"),
            "outcome",
            lambda: [(each.value, str(each.label)) for each in Outcome],
        ),
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
    ),
)
