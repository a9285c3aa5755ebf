"""What became of a case and what comes next, in plain words for the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.cases.models import Case, CaseState, CaseStep, Channel
from zhaohui.county.cases.queries import steps_of
from zhaohui.county.cases.states import OWN, STEPS
from zhaohui.packs.pack import Pack

S = CaseState


@dataclass(frozen=True)
class Event:
    """One line of the timeline; `who` is an office or the applicant's side, never an officer's name."""

    step: CaseStep
    title: str
    who: str
    reason: str
    lacks: Sequence[str]


@dataclass(frozen=True)
class Next:
    """What happens next, who holds it, and what the applicant must do ("" : nothing)."""

    happens: str
    holder: str
    to_do: str = ""
    by: date | None = None


def events(case: Case, pack: Pack) -> list[Event]:
    """Return the timeline, oldest first."""
    return [event(each, pack) for each in steps_of(case)]


def event(step: CaseStep, pack: Pack) -> Event:
    """Return one line of the timeline."""
    words = {row.code: row.words for row in pack.case_reasons}
    is_taken = step.name == "submit" and step.case.channel != Channel.PORTAL
    is_own = step.name in STEPS and STEPS[step.name].action == OWN and not is_taken
    title = STEPS[step.name].words if step.name in STEPS else OTHER_STEPS.get(step.name, step.name)
    return Event(
        step,
        str(title),
        _("申请人一方") if is_own else step.office,
        words.get(step.reason, ""),
        [each.get("name", "") for each in step.lacks],
    )


def what_next(case: Case, pack: Pack) -> Next:
    """Return what happens next."""
    town = next((t.name for t in pack.towns if (case.area or "").startswith(t.code)), pack.name)
    window, office = _("%(town)s受理窗口") % {"town": town}, _("经办部门")
    by = case.due_on
    return {
        S.SUBMITTED: Next(
            _("工作人员看材料，受理或者一次告诉您缺什么。"), window, "", case.accept_by
        ),
        S.WAITING: Next(
            _("同一件事里的前一项有了决定，就接着办这一项；等的时间不算在期限里。"), office
        ),
        S.RETURNED: Next(_("您补齐以后接着办。"), _("您"), _("请按下面的清单补齐。"), case.until),
        S.ACCEPTED: Next(_("工作人员开始审查。"), office, "", by),
        S.IN_REVIEW: Next(_("审查完拟出决定，再由另一位工作人员审批。"), office, "", by),
        S.PAUSED: Next(_("核查结束后接着审查，这段时间不算在期限里。"), office, "", by),
        S.PUBLICITY: Next(_("公示期满后作决定，这段时间不算在期限里。"), office, "", case.until),
        S.PROPOSED: Next(_("等审批。"), office, "", by),
        S.DECIDED: Next(_("决定书做好了，可以在这里看。"), _("您"), _("请打开决定书看一看。")),
        S.DELIVERED: Next(_("不同意可以申请复核。"), _("您")),
        S.CLOSED: Next(_("办完了。不同意可以申请复核。"), _("您")),
        S.NOT_ACCEPTED: Next(_("没有受理。不同意可以申请复核，也可以重新申请。"), _("您")),
        S.WITHDRAWN: Next(_("已经撤回，可以重新申请。"), _("您")),
        S.APPEALED: Next(_("由另一位工作人员重新审查。"), office, "", by),
    }[S(case.state)]


OTHER_STEPS = {
    "escalate": gettext_lazy("超期督办"),
    "delegation_over": gettext_lazy("赋权停止，交回部门"),
    "hand_over": gettext_lazy("换了经办人"),
    "relief": gettext_lazy("先行救助"),
    "relief_confirm": gettext_lazy("先行救助：另一位工作人员已确认"),
    "relief_refuse": gettext_lazy("先行救助：没有同意"),
}


def summary(case: Case, pack: Pack) -> dict[str, Any]:
    """Return how a case stands: for the look-up without sign-in, which shows nobody's data."""
    found = what_next(case, pack)
    return {"case": case, "state": S(case.state).label, "next": found}
