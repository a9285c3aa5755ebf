"""The list 随访任务 of officers, declared: what is due first, what has passed its window before all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.actions.request_export import MOST_ROWS, ask_and_show
from zhaohui.county.lists.declare import BulkAction, Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Choice, DateRange, Options, Raw, area, one_of
from zhaohui.county.registry.people_list import area_options, area_words
from zhaohui.county.schedules.models import DutyState
from zhaohui.county.schedules.queries import READ, duty_names, mine, visible_to

OVERDUE, OPEN, AHEAD, RAISED = "overdue", "open", "ahead", "raised"
MINE, OTHERS = "mine", "others"


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the duties in reach with whose they are."""
    turn = Case(
        When(mine(actor), then=Value(MINE)), default=Value(OTHERS), output_field=CharField()
    )
    return visible_to(actor).annotate(name=F("person__name"), title=F("record__title"), turn=turn)


def clock_words(state: str, opens: dt.date, closes: dt.date, today: dt.date) -> str:
    """Return how a duty stands with time, in words."""
    if state != DutyState.DUE:
        return str(DutyState(state).label)
    if closes < today:
        return _("超期 %(n)s 天") % {"n": (today - closes).days}
    if opens > today:
        return _("还有 %(n)s 天开始") % {"n": (opens - today).days}
    if closes == today:
        return _("今天到期")
    return _("还有 %(n)s 天到期") % {"n": (closes - today).days}


def _clock() -> Callable[[Row], str]:
    today = county_today()
    return lambda row: clock_words(row["state"], row["opens"], row["closes"], today)


def _what() -> Callable[[Row], str]:
    names = duty_names()
    return lambda row: str(names.get((row["schedule"], row["duty"])) or row["schedule"])


def _post() -> Callable[[Row], str]:
    names = {row.post: row.name for row in current_pack().posts}
    return lambda row: str(names.get(row["post"]) or row["post"])


def _who(row: Row) -> str:
    return str(row["name"] or row["title"] or _("第 %(n)s 项") % {"n": row["pk"]})


def _schedules(_actor: Actor, _raw: Raw) -> Options:
    return [(row.id, row.name) for row in current_pack().schedules]


def _times(value: str) -> Q | None:
    today = county_today()
    asked = {
        OVERDUE: Q(deadline__lt=today),
        OPEN: Q(deadline__gte=today, opens__lte=today),
        AHEAD: Q(deadline__gte=today, opens__gt=today),
        RAISED: Q(deadline__isnull=False, escalation__gt=0),
    }
    return asked.get(value)


def _time_options(_actor: Actor, _raw: Raw) -> Options:
    return [
        (OVERDUE, _("超期的")),
        (OPEN, _("现在该办的")),
        (AHEAD, _("还没到日子的")),
        (RAISED, _("超期报上来的")),
    ]


def _turn_options(_actor: Actor, _raw: Raw) -> Options:
    return [(MINE, _("我的：我的岗位的、交给我的")), (OTHERS, _("别人的"))]


DUTIES = ListSpec(
    name="duties",
    title=gettext_lazy("随访任务"),
    url="office:duties",
    action=READ,
    person="person_id",
    rows=rows,
    empty=gettext_lazy("没有随访任务。少选一个条件试试；您只看得到自己辖区里的。"),
    columns=(
        Column(
            name="who",
            label=gettext_lazy("对象"),
            fields=("name", "title"),
            show=_who,
            privacy="personal",
            href=lambda row: reverse("office:duty", args=(row["pk"],)),
        ),
        Column(
            name="what",
            label=gettext_lazy("事项"),
            fields=("schedule", "duty"),
            prepare=_what,
            privacy="personal",
        ),
        Column(
            name="clock",
            label=gettext_lazy("期限"),
            fields=("state", "opens", "closes"),
            prepare=_clock,
            sort="deadline",
        ),
        Column(
            name="due",
            label=gettext_lazy("应办日期"),
            fields=("due",),
            show=lambda row: row["due"].isoformat(),
        ),
        Column(name="place", label=gettext_lazy("所在地"), fields=("area",), prepare=area_words),
        Column(name="post", label=gettext_lazy("由谁办"), fields=("post",), prepare=_post),
    ),
    sorts=(
        Sort(name="deadline", label=gettext_lazy("期限"), key="deadline", is_nullable=True),
        Sort(name="newest", label=gettext_lazy("排期先后"), is_newest_first=True),
    ),
    filters=(
        Choice(
            name="time",
            label=gettext_lazy("到没到日子"),
            options=_time_options,
            conditions=_times,
        ),
        Choice(
            name="turn",
            label=gettext_lazy("谁的"),
            options=_turn_options,
            conditions=lambda value: Q(turn=value) if value in (MINE, OTHERS) else None,
        ),
        Choice(
            name="schedule",
            label=gettext_lazy("计划"),
            options=_schedules,
            conditions=lambda value: Q(schedule=value),
        ),
        one_of(
            "state",
            gettext_lazy("状态"),
            "state",
            lambda: [(each.value, str(each.label)) for each in DutyState],
        ),
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
        DateRange(name="due", label=gettext_lazy("应办日期"), field="due"),
    ),
    bulk=(
        BulkAction(
            name="export",
            label=gettext_lazy("申请导出"),
            action="export.request",
            sentence=gettext_lazy("导出要写明用途，由另一位批准；文件加密保存，只能下载一次。"),
            run=ask_and_show,
            asks="export",
            cap=MOST_ROWS,
        ),
    ),
)
