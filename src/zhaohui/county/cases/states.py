"""Which step leads a case from where to where, who may take it, and what must be said with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.cases.errors import CaseStateError
from zhaohui.county.cases.models import Case, CaseState
from zhaohui.county.forms.errand import TAKE_IN

S = CaseState
OWN, ACCEPT, HANDLE, APPROVE = "case.own", "case.accept", "case.handle", "case.approve"
SYSTEM = "system"
BEFORE_ANSWER = frozenset(
    {S.SUBMITTED, S.WAITING, S.RETURNED, S.ACCEPTED, S.IN_REVIEW, S.PAUSED, S.PUBLICITY}
)
ANSWERED = frozenset({S.DECIDED, S.DELIVERED, S.CLOSED, S.NOT_ACCEPTED})
# Nothing more has to happen; an appeal or a reopening may still.
ENDS = frozenset({S.CLOSED, S.WITHDRAWN, S.NOT_ACCEPTED})


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step 步骤. `action` is the policy's; `reason` the list of the pack that its reason is of.

    `other_officer`: whoever decided in the last round may not take it. `rounds`: only before the
    first answer, or only after it. `by_delegation`: whether a town may take it under a delegation.
    """

    before: frozenset[str]
    after: str
    action: str
    words: str | Promise
    reason: str = ""
    needs_words: bool = False
    other_officer: bool = False
    rounds: Literal["any", "first", "later"] = "any"
    by_delegation: bool = True


STEPS: dict[str, Step] = {
    "submit": Step(
        before=frozenset({S.DRAFT}),
        after=S.SUBMITTED,
        action=OWN,
        words=gettext_lazy("提交申请"),
    ),
    "hold": Step(
        before=frozenset({S.SUBMITTED}),
        after=S.WAITING,
        action=SYSTEM,
        words=gettext_lazy("等前一项办完，暂停计时"),
    ),
    "release": Step(
        before=frozenset({S.WAITING}),
        after=S.SUBMITTED,
        action=SYSTEM,
        words=gettext_lazy("前一项有了答复，接着办"),
    ),
    "accept": Step(
        before=frozenset({S.SUBMITTED}),
        after=S.ACCEPTED,
        action=ACCEPT,
        words=gettext_lazy("受理"),
    ),
    "return": Step(
        before=frozenset({S.SUBMITTED}),
        after=S.RETURNED,
        action=ACCEPT,
        words=gettext_lazy("一次性告知补正"),
        reason="correction",
    ),
    "supplement": Step(
        before=frozenset({S.RETURNED}),
        after=S.SUBMITTED,
        action=OWN,
        words=gettext_lazy("补正"),
    ),
    "take_supplement": Step(
        before=frozenset({S.RETURNED}),
        after=S.SUBMITTED,
        action=TAKE_IN,
        words=gettext_lazy("代收补正的材料"),
        needs_words=True,
    ),
    "not_accept": Step(
        before=frozenset({S.SUBMITTED, S.RETURNED}),
        after=S.NOT_ACCEPTED,
        action=ACCEPT,
        words=gettext_lazy("不予受理"),
        reason="not_accepted",
        needs_words=True,
    ),
    "review": Step(
        before=frozenset({S.ACCEPTED, S.APPEALED}),
        after=S.IN_REVIEW,
        action=HANDLE,
        words=gettext_lazy("开始审查"),
        other_officer=True,
    ),
    "pause": Step(
        before=frozenset({S.IN_REVIEW}),
        after=S.PAUSED,
        action=HANDLE,
        words=gettext_lazy("暂停计时"),
        reason="pause",
    ),
    "resume": Step(
        before=frozenset({S.PAUSED}),
        after=S.IN_REVIEW,
        action=HANDLE,
        words=gettext_lazy("恢复计时"),
    ),
    "publish": Step(
        before=frozenset({S.IN_REVIEW}),
        after=S.PUBLICITY,
        action=HANDLE,
        words=gettext_lazy("公示"),
    ),
    "end_publicity": Step(
        before=frozenset({S.PUBLICITY}),
        after=S.IN_REVIEW,
        action=HANDLE,
        words=gettext_lazy("公示结束"),
        needs_words=True,
    ),
    "propose": Step(
        before=frozenset({S.IN_REVIEW}),
        after=S.PROPOSED,
        action=HANDLE,
        words=gettext_lazy("拟决定"),
        needs_words=True,
        other_officer=True,
    ),
    "send_back": Step(
        before=frozenset({S.PROPOSED}),
        after=S.IN_REVIEW,
        action=APPROVE,
        words=gettext_lazy("退回再审"),
        reason="send_back",
        needs_words=True,
        other_officer=True,
    ),
    "approve": Step(
        before=frozenset({S.PROPOSED}),
        after=S.DECIDED,
        action=APPROVE,
        words=gettext_lazy("决定"),
        other_officer=True,
    ),
    "deliver": Step(
        before=frozenset({S.DECIDED}),
        after=S.DELIVERED,
        action=HANDLE,
        words=gettext_lazy("送达"),
    ),
    "receive": Step(
        before=frozenset({S.DECIDED}),
        after=S.DELIVERED,
        action=OWN,
        words=gettext_lazy("本人在网上收到决定"),
    ),
    "close": Step(
        before=frozenset({S.DELIVERED}),
        after=S.CLOSED,
        action=HANDLE,
        words=gettext_lazy("办结"),
    ),
    "withdraw": Step(
        before=BEFORE_ANSWER | {S.PROPOSED},
        after=S.WITHDRAWN,
        action=OWN,
        words=gettext_lazy("撤回申请"),
        rounds="first",
    ),
    "take_withdrawal": Step(
        before=BEFORE_ANSWER | {S.PROPOSED},
        after=S.WITHDRAWN,
        action=TAKE_IN,
        words=gettext_lazy("代本人撤回申请"),
        needs_words=True,
        rounds="first",
    ),
    "withdraw_appeal": Step(
        before=frozenset({S.APPEALED}),
        after=S.DELIVERED,
        action=OWN,
        words=gettext_lazy("撤回复核申请"),
        rounds="later",
    ),
    "appeal": Step(
        before=ANSWERED,
        after=S.APPEALED,
        action=OWN,
        words=gettext_lazy("申请复核"),
        needs_words=True,
    ),
    "take_appeal": Step(
        before=ANSWERED,
        after=S.APPEALED,
        action=TAKE_IN,
        words=gettext_lazy("代收复核申请"),
        needs_words=True,
    ),
    "reopen": Step(
        before=ANSWERED,
        after=S.IN_REVIEW,
        action=APPROVE,
        words=gettext_lazy("重新办理"),
        reason="reopen",
        needs_words=True,
        by_delegation=False,
    ),
}
NEW_ROUND = frozenset({"appeal", "take_appeal", "reopen"})


def step_for(case: Case, name: str) -> Step:
    """Return the step that can be taken from where the case is; CaseStateError where it can't."""
    step = STEPS[name]
    if case.state not in step.before or not fits_round(case, step):
        raise CaseStateError(
            _("这件现在是“%(state)s”，不能再%(step)s。")
            % {"state": CaseState(case.state).label, "step": step.words},
            hint=_("请刷新页面看它现在的状态：可能另一位同事刚刚办过。"),
        )
    return step


def fits_round(case: Case, step: Step) -> bool:
    """Say whether the step belongs to the round that the case is in."""
    return step.rounds == "any" or (step.rounds == "first") == (case.round == 1)


def steps_from(case: Case, *actions: str) -> Iterator[tuple[str, Step]]:
    """Yield the steps that can be taken now under these actions of the policy."""
    for name, step in STEPS.items():
        if case.state in step.before and step.action in actions and fits_round(case, step):
            yield name, step
