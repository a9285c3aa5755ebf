"""The clocks of a case in working days: when it is due, how a pause moves that, what colour it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from zhaohui.county.cases.models import Case, CaseState
from zhaohui.packs.applying import CaseItem, term_days
from zhaohui.packs.pack import Pack

Colour = Literal["none", "green", "amber", "red", "still"]
RUNS = (CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.PROPOSED)
STILL = (CaseState.WAITING, CaseState.PAUSED, CaseState.PUBLICITY)


def begin_acceptance(case: Case, pack: Pack, today: date) -> None:
    """Set by when somebody must accept it, or tell what is missing."""
    days = term_days(pack, "accept")
    case.accept_by = None if days is None else pack.working_days.after(today, days)


def begin_handling(case: Case, item: CaseItem, pack: Pack, today: date) -> None:
    """Set by when it must be decided; no day where the item has no term."""
    count = pack.working_days.after
    case.accept_by = None
    case.due_on = None if item.promised_days is None else count(today, item.promised_days)
    case.statutory_on = None if item.statutory_days is None else count(today, item.statutory_days)


def pause(case: Case, today: date) -> None:
    """Stop the clock."""
    case.paused_on = today


def resume(case: Case, pack: Pack, today: date) -> None:
    """Move what is due by the working days that the clock stood still."""
    if case.paused_on is None:
        return
    stood = pack.working_days.between(case.paused_on, today)
    for name in ("due_on", "statutory_on"):
        day = getattr(case, name)
        if day is not None:
            setattr(case, name, pack.working_days.after(day, stood))
    case.paused_on = None


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What the clock shows: a colour with its word, the day, and whether holidays were guessed."""

    colour: Colour
    words: str
    due: date | None = None
    is_guess: bool = False


def clock_of(case: Case, pack: Pack, today: date) -> Clock:
    """Return the clock of a case today."""
    if case.state in STILL:
        return Clock(colour="still", words=_("停止计时"))
    due = case.accept_by if case.state == CaseState.SUBMITTED else case.due_on
    if case.state != CaseState.SUBMITTED and case.state not in RUNS:
        return Clock(colour="none", words=_("不计时"))
    if due is None:
        return Clock(colour="none", words=_("没有设定期限"))
    left = pack.working_days.between(today, due)
    is_guess = pack.working_days.is_guess(min(today, due), max(today, due))
    if left < 0:
        words, colour = _("超期 %(days)s 个工作日") % {"days": -left}, "red"
    elif left <= (term_days(pack, "near") or 0):
        words, colour = _("快到期：还有 %(days)s 个工作日") % {"days": left}, "amber"
    else:
        words, colour = _("还有 %(days)s 个工作日") % {"days": left}, "green"
    return Clock(colour=colour, words=words, due=due, is_guess=is_guess)  # type: ignore[arg-type]
