"""The work list 办件 of officers, declared: overdue first, mine, my post's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Case as Cases
from django.db.models import CharField, Count, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import NOTHING
from zhaohui.county.cases.actions.bulk_cases import accept_many, assign_many
from zhaohui.county.cases.case_search import sought
from zhaohui.county.cases.clocks import clock_of
from zhaohui.county.cases.colleagues import ASSIGN, colleagues
from zhaohui.county.cases.lacking import why_not_accept
from zhaohui.county.cases.models import Case, CaseState, Channel
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.queries import READ, case_scope, visible_to
from zhaohui.county.cases.reliefs import of_state
from zhaohui.county.cases.states import ACCEPT, APPROVE, ENDS, HANDLE, STEPS
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import BulkAction, Column, ListSpec, Lookup, Row, Sort
from zhaohui.county.lists.filters import Choice as ChoiceFilter
from zhaohui.county.lists.filters import DateRange, Options, Raw, area, one_of
from zhaohui.county.registry.people_list import area_options, area_words

MOST_ACCEPTED = 50  # each one's materials are looked at
MINE, POST, OTHERS = "mine", "post", "others"
# A state is somebody's turn when one of these steps leads on from it.
TURNS = ("accept", "review", "resume", "end_publicity", "propose", "approve", "deliver", "close")


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the cases in reach with the day by which something must happen, and whose turn it is."""
    is_mine = Q(handler=actor.user_id, state__in=OPEN_STATES)
    return visible_to(actor).annotate(
        name=F("subject__name"),
        deadline=Cases(
            When(state=CaseState.SUBMITTED, then=F("accept_by")),
            When(state__in=CLOCKED, then=F("due_on")),
            default=None,
        ),
        turn=Cases(
            When(is_mine, then=Value(MINE)),
            When(waits_for_post(actor), then=Value(POST)),
            default=Value(OTHERS),
            output_field=CharField(),
        ),
    )


def waits_for_post(actor: Actor) -> Q:
    """Return the condition that the case waits for a step of the actor's post, or delegated to it."""
    found = NOTHING
    for action in (ACCEPT, HANDLE, APPROVE):
        named = [STEPS[name].before for name in TURNS if STEPS[name].action == action]
        waiting = Q(state__in=sorted({state for before in named for state in before}))
        if actor.delegated_ranges(action):
            found |= waiting & case_scope(actor, action)
        elif actor.may(action):
            found |= waiting
    return found


def turns_of(actor: Actor) -> int:
    """Return how many cases wait for the actor herself or for her post."""
    return rows(actor).filter(turn__in=(MINE, POST)).count()


def standing_by_item(actor: Actor, today: dt.date) -> dict[str, tuple[int, int]]:
    """Return by item the cases in reach that are not decided: how many, and how many past their day."""
    open_ones = rows(actor).filter(state__in=(CaseState.SUBMITTED, *OPEN_STATES))
    late = Count("pk", filter=Q(deadline__lt=today))
    found = open_ones.order_by().values("item").annotate(n=Count("pk"), late=late)
    return {each["item"]: (each["n"], each["late"]) for each in found}


OPEN_STATES = (
    CaseState.ACCEPTED,
    CaseState.IN_REVIEW,
    CaseState.PAUSED,
    CaseState.PUBLICITY,
    CaseState.PROPOSED,
    CaseState.DECIDED,
)
CLOCKED = (CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.PROPOSED)


def clock_words() -> Callable[[Row], str]:
    """Return the function that shows a row's clock: a word, and the days."""
    pack, today = current_pack(), county_today()

    def words(row: Row) -> str:
        case = Case(state=row["state"], accept_by=row["accept_by"], due_on=row["due_on"])
        said = clock_of(case, pack, today).words
        level = row["escalation"]
        return _("%(clock)s · 督办%(level)s级") % {"clock": said, "level": level} if level else said

    return words


def item_options() -> Options:
    """Return the items that cases can be about."""
    return [(item.name, item.title) for item in current_pack().items]


def bundle_options() -> Options:
    """Return the 一件事 that cases can belong to."""
    return [(row.id, row.name) for row in current_pack().bundles if row.members]


def turn_options(_actor: Actor, _raw: Raw) -> Options:
    """Return whose turn it can be."""
    return [(MINE, _("我在办的")), (POST, _("我的岗位可以办的")), (OTHERS, _("等别人的"))]


def colleague_options(actor: Actor) -> Options:
    """Return the colleagues to whom cases can be given, those who are away marked."""
    found = colleagues(actor, current_pack(), county_today())
    return [
        (str(each.user_id), f"{each.label}（{_('离岗')}）" if each.is_away else each.label)
        for each in found
    ]


def why_not_assign(_actor: Actor, row: Row) -> str:
    """Return why a case is left out where many are assigned; "" where it can be."""
    return _("已经办完") if row["state"] in ENDS else ""


def relief_options(_actor: Actor, _raw: Raw) -> Options:
    """Return how far help can be that was given before the decision."""
    return [
        ("waiting", _("等另一位确认")),
        ("open", _("手续还没有补完")),
        ("overdue", _("补手续超期")),
    ]


CASES = ListSpec(
    name="cases",
    title=gettext_lazy("办件"),
    url="office:cases",
    action=READ,
    person="subject_id",
    rows=rows,
    empty=gettext_lazy("没有办件。少选一个条件试试；您只看得到自己辖区里的办件。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("申请人"),
            fields=("name",),
            show=lambda row: row["name"] or str(_("（未登记姓名）")),
            privacy="personal",
            href=lambda row: reverse("office:case", args=(row["pk"],)),
        ),
        Column(
            name="item",
            label=gettext_lazy("事项"),
            fields=("item_name",),
            show=lambda row: row["item_name"],
            privacy="personal",
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: str(CaseState(row["state"]).label),
        ),
        Column(
            name="clock",
            label=gettext_lazy("期限"),
            fields=("state", "accept_by", "due_on", "escalation", "deadline"),
            prepare=clock_words,
            sort="due",
        ),
        Column(
            name="place",
            label=gettext_lazy("村（社区）"),
            fields=("area",),
            prepare=area_words,
            privacy="personal",
        ),
        Column(
            name="submitted",
            label=gettext_lazy("提交日期"),
            fields=("submitted_on",),
            show=lambda row: row["submitted_on"].isoformat(),
            sort="submitted",
        ),
        Column(
            name="number",
            label=gettext_lazy("办件编号"),
            fields=("number",),
            show=lambda row: shown(row["number"]),
        ),
    ),
    sorts=(
        Sort(name="due", label=gettext_lazy("期限"), key="deadline", is_nullable=True),
        Sort(name="submitted", label=gettext_lazy("提交日期"), key="submitted_on"),
    ),
    filters=(
        ChoiceFilter(
            name="turn",
            label=gettext_lazy("轮到谁"),
            options=turn_options,
            conditions=lambda value: Q(turn=value) if value in (MINE, POST, OTHERS) else None,
        ),
        one_of(
            "state",
            gettext_lazy("状态"),
            "state",
            lambda: [(s.value, str(s.label)) for s in CaseState if s != CaseState.DRAFT],
        ),
        one_of("item", gettext_lazy("事项"), "item", item_options),
        one_of(
            "bundle",
            gettext_lazy("一件事"),
            "bundle_part__application__bundle",
            bundle_options,
        ),
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
        ChoiceFilter(
            name="relief",
            label=gettext_lazy("先行救助"),
            options=relief_options,
            conditions=lambda value: of_state(value, county_today()),
        ),
        one_of(
            "channel",
            gettext_lazy("渠道"),
            "channel",
            lambda: [(each.value, str(each.label)) for each in Channel],
        ),
        DateRange(name="submitted", label=gettext_lazy("提交日期"), field="submitted_on"),
    ),
    bulk=(
        BulkAction(
            name="accept",
            label=gettext_lazy("一起受理"),
            action=ACCEPT,
            sentence=gettext_lazy("材料齐的一起受理，一件一步，都记在各自的过程里；缺材料的不办。"),
            run=accept_many,
            fields=("state",),
            refusal=why_not_accept,
            cap=MOST_ACCEPTED,
        ),
        BulkAction(
            name="assign",
            label=gettext_lazy("分派给同事"),
            action=ASSIGN,
            sentence=gettext_lazy(
                "换经办人，状态和期限都不变；够不着的、办过上一轮的，会逐件说明。"
            ),
            run=assign_many,
            fields=("state",),
            refusal=why_not_assign,
            asks="colleague",
            choices=colleague_options,
        ),
    ),
    lookup=Lookup(
        label=gettext_lazy("找办件"),
        hint=gettext_lazy(
            "写办件编号，或者事项（汉字、拼音、首字母）、状态、申请人姓名的前两个字；几样之间空一格。写的内容不会出现在网址和日志里。"
        ),
        condition=sought,
        order=("deadline", "pk"),
    ),
)
