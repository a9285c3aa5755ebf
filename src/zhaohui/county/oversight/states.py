"""Which step leads a task from where to where, who may take it, and what must be said with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.oversight.errors import TaskStateError
from zhaohui.county.oversight.models import Origin, Task, TaskState

S = TaskState
OWN, READ = "voice.own", "task.read"
ASSIGN, HANDLE, APPROVE = "task.assign", "task.handle", "task.approve"
SYSTEM = "system"
RUNS = frozenset({S.OPEN, S.ASSIGNED, S.PROPOSED})  # the clock runs
ENDS = frozenset({S.CLOSED, S.WITHDRAWN})
VOICES = frozenset({Origin.VOICE})
ALL = frozenset(Origin)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step 步骤. `action` is the policy's; `after` "" leaves the state as it is.

    `answers`: needs an outcome of the pack's list and words that the asker reads. `two_step`: only
    where an answer needs approval, or only where it does not. `rounds`: "first", only once.
    `asks`: what else the form asks for.
    """

    before: frozenset[str]
    after: str
    action: str
    words: str | Promise
    needs_words: bool = False
    answers: bool = False
    other_officer: bool = False
    two_step: bool | None = None
    rounds: Literal["any", "first"] = "any"
    origins: frozenset[str] = ALL
    asks: Literal["", "assignee", "place", "day"] = ""
    is_told: bool = False  # its words are read by whoever asked


STEPS: dict[str, Step] = {
    "open": Step(before=frozenset(), after=S.OPEN, action=SYSTEM, words=gettext_lazy("收到")),
    "take": Step(
        before=frozenset({S.OPEN}),
        after=S.ASSIGNED,
        action=HANDLE,
        words=gettext_lazy("由我办"),
    ),
    "assign": Step(
        before=frozenset({S.OPEN, S.ASSIGNED}),
        after=S.ASSIGNED,
        action=ASSIGN,
        words=gettext_lazy("分派"),
        asks="assignee",
    ),
    "forward": Step(
        before=frozenset({S.OPEN, S.ASSIGNED}),
        after=S.OPEN,
        action=ASSIGN,
        words=gettext_lazy("转办"),
        needs_words=True,
        asks="place",
    ),
    "visit": Step(
        before=frozenset({S.ASSIGNED}),
        after="",
        action=HANDLE,
        words=gettext_lazy("记上门走访"),
        needs_words=True,
    ),
    "answer": Step(
        before=frozenset({S.ASSIGNED}),
        after=S.ANSWERED,
        action=HANDLE,
        words=gettext_lazy("答复"),
        needs_words=True,
        answers=True,
        two_step=False,
        is_told=True,
    ),
    "propose": Step(
        before=frozenset({S.ASSIGNED}),
        after=S.PROPOSED,
        action=HANDLE,
        words=gettext_lazy("拟答复"),
        needs_words=True,
        answers=True,
        two_step=True,
    ),
    "send_back": Step(
        before=frozenset({S.PROPOSED}),
        after=S.ASSIGNED,
        action=APPROVE,
        words=gettext_lazy("退回再办"),
        needs_words=True,
        other_officer=True,
    ),
    "approve": Step(
        before=frozenset({S.PROPOSED}),
        after=S.ANSWERED,
        action=APPROVE,
        words=gettext_lazy("批准答复"),
        other_officer=True,
    ),
    "extend": Step(
        before=RUNS,
        after="",
        action=APPROVE,
        words=gettext_lazy("延期"),
        needs_words=True,
        asks="day",
        is_told=True,
    ),
    "supervise": Step(
        before=RUNS,
        after="",
        action=APPROVE,
        words=gettext_lazy("督办"),
        needs_words=True,
    ),
    "satisfied": Step(
        before=frozenset({S.ANSWERED}),
        after=S.CLOSED,
        action=OWN,
        words=gettext_lazy("满意，可以办结"),
        origins=VOICES,
    ),
    "unsatisfied": Step(
        before=frozenset({S.ANSWERED}),
        after=S.CLOSED,
        action=OWN,
        words=gettext_lazy("不满意，但不用再办"),
        needs_words=True,
        origins=VOICES,
    ),
    "reopen": Step(
        before=frozenset({S.ANSWERED, S.CLOSED}),
        after=S.OPEN,
        action=OWN,
        words=gettext_lazy("不满意，请重办"),
        needs_words=True,
        rounds="first",
        origins=VOICES,
        is_told=True,
    ),
    "withdraw": Step(
        before=RUNS,
        after=S.WITHDRAWN,
        action=OWN,
        words=gettext_lazy("撤回"),
        origins=VOICES,
    ),
    "close": Step(
        before=frozenset({S.ANSWERED}),
        after=S.CLOSED,
        action=HANDLE,
        words=gettext_lazy("办结"),
        origins=ALL - VOICES,
    ),
    "lapse": Step(
        before=frozenset({S.ANSWERED}),
        after=S.CLOSED,
        action=SYSTEM,
        words=gettext_lazy("没有回音，自动办结"),
    ),
    "settle": Step(
        before=RUNS,
        after=S.CLOSED,
        action=SYSTEM,
        words=gettext_lazy("预警都有了结论，办结"),
        origins=frozenset({Origin.SIGNAL}),
    ),
    "escalate": Step(before=RUNS, after="", action=SYSTEM, words=gettext_lazy("超期督办")),
}


def fits(task: Task, step: Step) -> bool:
    """Say whether a step can be taken on a task as it is."""
    return (
        task.state in step.before
        and task.origin in step.origins
        and step.two_step in (None, task.two_step)
        and (step.rounds == "any" or task.round == 1)
    )


def step_for(task: Task, name: str) -> Step:
    """Return the step that can be taken from where the task is; TaskStateError where it can't."""
    step = STEPS[name]
    if not fits(task, step):
        raise TaskStateError(
            _("这件现在是“%(state)s”，不能再%(step)s。")
            % {"state": TaskState(task.state).label, "step": step.words},
            hint=_("请刷新页面看它现在的状态：可能另一位同事刚刚办过。"),
        )
    return step


def steps_from(task: Task, *actions: str) -> Iterator[tuple[str, Step]]:
    """Yield the steps that can be taken now under these actions of the policy."""
    for name, step in STEPS.items():
        if step.action in actions and fits(task, step):
            yield name, step
