"""The list 预警 of officers, declared: the worst level first, within it what is past its term."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Choice as ChoiceFilter
from zhaohui.county.lists.filters import DateRange, area, one_of
from zhaohui.county.registry.people_list import area_options, area_words
from zhaohui.county.signals.models import OPEN, AlertState, Verdict
from zhaohui.county.signals.queries import visible_to
from zhaohui.county.signals.states import READ
from zhaohui.county.signals.words import COLOUR_NAMES, due_text, level_text, said

OPEN_NOW, LATE = "open", "late"


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the alerts in reach with how urgent they are: what has ended last, the worst and overdue first."""
    is_late = Q(state__in=OPEN, due_at__lt=timezone.now())
    urgency = Case(
        When(~Q(state__in=OPEN), then=Value(-1)),
        When(is_late, then=F("severity") * 2 + 1),
        default=F("severity") * 2,
        output_field=IntegerField(),
    )
    return visible_to(actor).annotate(name=F("person__name"), urgency=urgency)


def waiting_for(actor: Actor) -> int:
    """Return how many alerts in reach nobody has taken up."""
    return visible_to(actor).filter(state=AlertState.OPEN).count()


def _names() -> Callable[[Row], str]:
    names = {row.id: said(row, row.name) for row in current_pack().signals}
    return lambda row: str(names.get(row["signal"]) or row["signal"])


def _subject(row: Row) -> str:
    if row["person_id"] is None:
        return row["title"] or _("第 %(n)s 号") % {"n": row["pk"]}
    who = row["name"] or _("登记号 %(n)s") % {"n": row["person_id"]}
    return _("%(who)s 一家") % {"who": who} if row["subject"].startswith("h:") else who


def _state(row: Row) -> str:
    if row["state"] == AlertState.CLOSED:
        return str(Verdict(row["verdict"]).label)
    label = str(AlertState(row["state"]).label)
    return _("%(state)s，条件已消失") % {"state": label} if row["cleared_on"] else label


def _turn(value: str) -> Q | None:
    late = Q(state__in=OPEN, due_at__lt=timezone.now())
    return {OPEN_NOW: Q(state__in=OPEN), LATE: late}.get(value)


ALERTS = ListSpec(
    name="alerts",
    title=gettext_lazy("预警"),
    url="office:alerts",
    action=READ,
    person="person_id",
    rows=rows,
    empty=gettext_lazy("没有预警。少选一个条件试试；您只看得到自己辖区和部门的。"),
    columns=(
        Column(
            name="level",
            label=gettext_lazy("级别"),
            fields=("severity", "urgency"),
            show=lambda row: level_text(row["severity"]),
            sort="urgency",
        ),
        Column(
            name="signal",
            label=gettext_lazy("预警"),
            fields=("signal",),
            prepare=_names,
            href=lambda row: reverse("office:alert", args=(row["pk"],)),
        ),
        Column(
            name="subject",
            label=gettext_lazy("对象"),
            fields=("subject", "title", "name"),
            show=_subject,
            privacy="personal",
        ),
        Column(
            name="place",
            label=gettext_lazy("所在地"),
            fields=("lies_in",),
            prepare=partial(area_words, "lies_in"),
            privacy="personal",
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state", "verdict", "cleared_on"),
            show=_state,
        ),
        Column(
            name="due",
            label=gettext_lazy("期限"),
            fields=("due_at", "state"),
            show=lambda row: due_text(row["due_at"], is_open=row["state"] in OPEN),
            sort="due",
        ),
        Column(
            name="raised",
            label=gettext_lazy("发出"),
            fields=("raised_on",),
            show=lambda row: row["raised_on"].isoformat(),
            sort="raised",
        ),
    ),
    sorts=(
        Sort(name="urgency", label=gettext_lazy("级别"), key="urgency", is_newest_first=True),
        Sort(name="due", label=gettext_lazy("期限"), key="due_at"),
        Sort(name="raised", label=gettext_lazy("发出"), key="raised_on", is_newest_first=True),
    ),
    filters=(
        ChoiceFilter(
            name="turn",
            label=gettext_lazy("轮到"),
            options=lambda _actor, _raw: [(OPEN_NOW, _("没有结束的")), (LATE, _("超期的"))],
            conditions=_turn,
        ),
        one_of(
            "signal",
            gettext_lazy("预警"),
            "signal",
            lambda: [(row.id, said(row, row.name)) for row in current_pack().signals],
        ),
        one_of(
            "severity",
            gettext_lazy("级别"),
            "severity",
            lambda: [(str(n), str(name)) for n, name in enumerate(COLOUR_NAMES)],
        ),
        one_of(
            "verdict",
            gettext_lazy("结论"),
            "verdict",
            lambda: [(each.value, str(each.label)) for each in Verdict],
        ),
        area("area", gettext_lazy("镇、村（社区）"), "lies_in", area_options),
        DateRange(name="raised", label=gettext_lazy("发出"), field="raised_on"),
    ),
)
