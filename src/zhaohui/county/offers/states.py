"""Which step leads a booking, an application, a round and a place from where to where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.offers.errors import OfferStateError
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    ApplicationState,
    Booking,
    BookingState,
    Occupancy,
    OccupancyState,
    RunState,
)

OWN, READ, SERVE = "offer.own", "offer.read", "offer.serve"
OPEN, ALLOT = "offer.open", "offer.allot"
B, A, R, O = BookingState, ApplicationState, RunState, OccupancyState  # noqa: E741


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step 步骤: from any of `before` to `after`."""

    before: frozenset[str]
    after: str
    words: Promise


def _step(before: tuple[str, ...], after: str, words: Promise) -> Step:
    return Step(before=frozenset(before), after=after, words=words)


BOOKING: dict[str, Step] = {
    "call": _step((B.WAITING,), B.BOOKED, gettext_lazy("候补转正")),
    "cancel": _step((B.BOOKED, B.WAITING), B.CANCELLED, gettext_lazy("取消")),
    "check_in": _step((B.BOOKED, B.NO_SHOW), B.ATTENDED, gettext_lazy("签到")),
    "miss": _step((B.BOOKED, B.ATTENDED), B.NO_SHOW, gettext_lazy("记为没有来")),
    "lapse": _step((B.WAITING,), B.LAPSED, gettext_lazy("候补过期")),
}
APPLICATION: dict[str, Step] = {
    "qualify": _step((A.REGISTERED, A.QUALIFIED), A.QUALIFIED, gettext_lazy("核实通过")),
    "refuse": _step((A.REGISTERED, A.QUALIFIED), A.REFUSED, gettext_lazy("不符合条件")),
    "withdraw": _step((A.REGISTERED, A.QUALIFIED), A.WITHDRAWN, gettext_lazy("撤回登记")),
    "allot": _step((A.QUALIFIED,), A.ALLOTTED, gettext_lazy("轮到")),
    "back": _step((A.ALLOTTED,), A.QUALIFIED, gettext_lazy("回到轮候")),
    "house": _step((A.ALLOTTED,), A.HOUSED, gettext_lazy("入住")),
    "end": _step((A.HOUSED,), A.ENDED, gettext_lazy("退出")),
}
RUN: dict[str, Step] = {
    "reveal": _step((R.COMMITTED,), R.REVEALED, gettext_lazy("公开种子")),
    "publish": _step((R.REVEALED,), R.PUBLISHED, gettext_lazy("公布结果")),
    "void": _step((R.COMMITTED,), R.VOID, gettext_lazy("作废")),
}
OCCUPANCY: dict[str, Step] = {
    "accept": _step((O.OFFERED,), O.HELD, gettext_lazy("确认接受")),
    "decline": _step((O.OFFERED,), O.DECLINED, gettext_lazy("放弃")),
    "expire": _step((O.OFFERED,), O.EXPIRED, gettext_lazy("过期")),
    "leave": _step((O.HELD,), O.LEFT, gettext_lazy("退出")),
}
TABLES: Mapping[type, dict[str, Step]] = {
    Booking: BOOKING,
    Application: APPLICATION,
    AllotmentRun: RUN,
    Occupancy: OCCUPANCY,
}


def move(row: Booking | Application | AllotmentRun | Occupancy, name: str) -> str:
    """Put a locked row where the step leads and return where it was; OfferStateError where it can't go."""
    step = TABLES[type(row)][name]
    if row.state not in step.before:
        raise OfferStateError(
            _("现在是“%(state)s”，不能%(step)s。")
            % {"state": row.get_state_display(), "step": step.words},
            hint=_("可能刚刚有人办过，请刷新页面。"),
        )
    before, row.state = row.state, step.after
    return before
