"""The roster of officers 工作人员名册, declared: one row an appointment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.posts import areas_of
from zhaohui.county.accounts.queries import appointments_visible_to, is_appointed_on
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import Choice, Options, Raw, one_of

NOW, ENDED, COMING = "now", "ended", "coming"


def state_words() -> dict[str, str]:
    """Return the states of an appointment in the page's language."""
    return {NOW: _("在任"), ENDED: _("已结束"), COMING: _("未开始")}


def state_of(start: dt.date, end: dt.date | None, today: dt.date) -> str:
    """Return whether an appointment runs, is over or has yet to begin."""
    if end is not None and end <= today:
        return ENDED
    return NOW if start <= today else COMING


def in_state(value: str) -> Q | None:
    """Return the condition of a state, None for any other word."""
    today = county_today()
    conditions = {NOW: is_appointed_on(today), ENDED: Q(end__lte=today), COMING: Q(start__gt=today)}
    return conditions.get(value)


def states(_actor: Actor, _raw: Raw) -> Options:
    """Return the states as options."""
    return tuple(state_words().items())


def posts() -> Options:
    """Return the pack's posts as options."""
    return [(row.post, row.name) for row in current_pack().posts]


def areas_in_reach(actor: Actor, _raw: Raw) -> Options:
    """Return the county, towns and villages that the actor's roster covers."""
    return [
        (code, name)
        for code, name, _level in areas_of(current_pack())
        if actor.may("officer.read", code)
    ]


def post_name() -> Callable[[Row], str]:
    """Return the function that shows the post."""
    names: dict[str, str] = {row.post: row.name for row in current_pack().posts}
    return lambda row: names.get(row["post"]) or str(row["post"])


def area_name() -> Callable[[Row], str]:
    """Return the function that shows the area."""
    names = {code: name for code, name, _level in areas_of(current_pack())}
    return lambda row: names.get(row["area"]) or str(row["area"])


def state() -> Callable[[Row], str]:
    """Return the function that shows whether the appointment runs."""
    today, words = county_today(), state_words()

    def show(row: Row) -> str:
        if row["officer__left_on"] is not None and row["officer__left_on"] <= today:
            return _("已离岗")
        if not row["officer__user__is_active"]:
            return _("账户已停用")
        return words[state_of(row["start"], row["end"], today)]

    return show


ROSTER = ListSpec(
    name="officers",
    title=gettext_lazy("工作人员名册"),
    url="office:officers",
    action="officer.read",
    rows=lambda actor: appointments_visible_to(actor, "officer.read"),
    empty=gettext_lazy("没有符合条件的任职。工作人员由邀请加入。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("姓名"),
            fields=("officer__name", "officer_id"),
            show=lambda row: row["officer__name"],
            href=lambda row: reverse("office:officer", args=(row["officer_id"],)),
            privacy="personal",
        ),
        Column(
            name="department",
            label=gettext_lazy("单位"),
            fields=("officer__department",),
            show=lambda row: row["officer__department"],
        ),
        Column(name="post", label=gettext_lazy("岗位"), fields=("post",), prepare=post_name),
        Column(
            name="area",
            label=gettext_lazy("区划"),
            fields=("area",),
            prepare=area_name,
            sort="area",
        ),
        Column(
            name="start",
            label=gettext_lazy("起"),
            fields=("start",),
            show=lambda row: row["start"].isoformat(),
            sort="start",
        ),
        Column(
            name="end",
            label=gettext_lazy("止"),
            fields=("end",),
            show=lambda row: row["end"].isoformat() if row["end"] else "",
        ),
        Column(
            name="state",
            label=gettext_lazy("现在"),
            fields=("start", "end", "officer__left_on", "officer__user__is_active"),
            prepare=state,
        ),
    ),
    sorts=(
        Sort(name="area", label=gettext_lazy("区划"), key="area"),
        Sort(name="start", label=gettext_lazy("起"), key="start"),
    ),
    filters=(
        one_of("post", gettext_lazy("岗位"), "post", posts),
        Choice(
            name="area",
            label=gettext_lazy("区划"),
            options=areas_in_reach,
            conditions=lambda code: Q(area=code) if code.isascii() and code.isdigit() else None,
        ),
        Choice(name="state", label=gettext_lazy("现在"), options=states, conditions=in_state),
    ),
)
