"""The list 工单 of officers, declared: overdue first, mine, my department's. No words of anybody are in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Case as Cases
from django.db.models import CharField, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.numbers import shown
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Choice as ChoiceFilter
from zhaohui.county.lists.filters import DateRange, Options, Raw, area, one_of
from zhaohui.county.oversight.models import Origin, Task, TaskState
from zhaohui.county.oversight.queries import visible_to
from zhaohui.county.oversight.states import ASSIGN, HANDLE, READ, RUNS
from zhaohui.county.oversight.terms import clock_of, departments
from zhaohui.county.registry.people_list import area_names, area_words

MINE, WAITING, OTHERS, ENDED = "mine", "waiting", "others", "ended"
TOWN_DIGITS = 9


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the tasks in reach with whose turn it is; those that are answered have no deadline."""
    is_mine = Q(assignee=actor.user_id, state__in=RUNS)
    return visible_to(actor).annotate(
        number=F("voice__number"),
        deadline=Cases(When(state__in=RUNS, then=F("due_on")), default=None),
        turn=Cases(
            When(is_mine, then=Value(MINE)),
            When(state=TaskState.OPEN, then=Value(WAITING)),
            When(state__in=RUNS, then=Value(OTHERS)),
            default=Value(ENDED),
            output_field=CharField(),
        ),
    )


def waiting_for(actor: Actor) -> int:
    """Return how many tasks are the actor's own, or wait to be assigned where she may do that."""
    turns = [MINE, WAITING] if actor.may(ASSIGN) or actor.may(HANDLE) else [MINE]
    return rows(actor).filter(turn__in=turns).count()


def clock_words() -> Callable[[Row], str]:
    """Return the function that shows a row's clock: a word, and the days."""
    pack, today = current_pack(), county_today()

    def words(row: Row) -> str:
        task = Task(state=row["state"], due_on=row["due_on"], answered_on=row["answered_on"])
        said, level = clock_of(task, pack, today).words, row["escalation"]
        return _("%(clock)s · 督办%(level)s级") % {"clock": said, "level": level} if level else said

    return words


def turn_options(_actor: Actor, _raw: Raw) -> Options:
    """Return whose turn it can be."""
    return [
        (MINE, _("我在办的")),
        (WAITING, _("等分派的")),
        (OTHERS, _("别人在办的")),
        (ENDED, _("已答复、办结的")),
    ]


def task_areas(actor: Actor, raw: Raw) -> Options:
    """Return the towns in reach, and the villages of the chosen one."""
    names = area_names(current_pack())
    ranges = actor.ranges(READ)
    codes = [code for code in names if any(low <= code < high for low, high in ranges)]
    towns = [code for code in codes if len(code) == TOWN_DIGITS]
    chosen = raw.get("area", "")[:TOWN_DIGITS] or (towns[0] if len(towns) == 1 else " ")
    return [
        (code, names[code])
        for code in codes
        if len(code) == TOWN_DIGITS or code.startswith(chosen) or not towns
    ]


TASKS = ListSpec(
    name="tasks",
    title=gettext_lazy("工单"),
    url="office:tasks",
    action=READ,
    person="",
    rows=rows,
    empty=gettext_lazy("没有工单。少选一个条件试试；您只看得到自己辖区里的。"),
    columns=(
        Column(
            name="title",
            label=gettext_lazy("事由"),
            fields=("title",),
            show=lambda row: row["title"],
            href=lambda row: reverse("office:task", args=(row["pk"],)),
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: str(TaskState(row["state"]).label),
        ),
        Column(
            name="clock",
            label=gettext_lazy("期限"),
            fields=("state", "due_on", "answered_on", "escalation", "deadline"),
            prepare=clock_words,
            sort="due",
        ),
        Column(
            name="department",
            label=gettext_lazy("负责部门"),
            fields=("department",),
            show=lambda row: row["department"] or str(_("没有定")),
        ),
        Column(name="place", label=gettext_lazy("在哪里办"), fields=("area",), prepare=area_words),
        Column(
            name="opened",
            label=gettext_lazy("收到"),
            fields=("opened_on",),
            show=lambda row: row["opened_on"].isoformat(),
            sort="opened",
        ),
        Column(
            name="number",
            label=gettext_lazy("诉求编号"),
            fields=("number",),
            show=lambda row: shown(row["number"]) if row["number"] else "—",
        ),
    ),
    sorts=(
        Sort(name="due", label=gettext_lazy("期限"), key="deadline", is_nullable=True),
        Sort(name="opened", label=gettext_lazy("收到"), key="opened_on", is_newest_first=True),
    ),
    filters=(
        ChoiceFilter(
            name="turn",
            label=gettext_lazy("轮到谁"),
            options=turn_options,
            conditions=lambda value: (
                Q(turn=value) if value in (MINE, WAITING, OTHERS, ENDED) else None
            ),
        ),
        one_of(
            "state",
            gettext_lazy("状态"),
            "state",
            lambda: [(s.value, str(s.label)) for s in TaskState],
        ),
        one_of(
            "origin",
            gettext_lazy("来源"),
            "origin",
            lambda: [(each.value, str(each.label)) for each in Origin],
        ),
        one_of(
            "department",
            gettext_lazy("负责部门"),
            "department",
            lambda: [(name, name) for name in departments(current_pack())],
        ),
        area("area", gettext_lazy("镇、村（社区）"), "area", task_areas),
        DateRange(name="opened", label=gettext_lazy("收到"), field="opened_on"),
    ),
)
