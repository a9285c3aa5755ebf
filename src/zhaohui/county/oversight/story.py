"""What became of a task and what comes next, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhaohui.county.oversight.models import Task, TaskState, TaskStep
from zhaohui.county.oversight.queries import steps_of
from zhaohui.county.oversight.states import OWN, STEPS
from zhaohui.county.oversight.terms import outcome_words
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.packs.pack import Pack

S = TaskState


@dataclass(frozen=True)
class TaskEvent:
    """One line of the timeline; `who` is an office or the asker's side, never an officer's name."""

    step: TaskStep
    title: str
    who: str
    outcome: str = ""
    words: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer that holds."""

    outcome: str
    words: str
    evidence: str
    on: date | None


def events(task: Task, pack: Pack, *, for_office: bool) -> list[TaskEvent]:
    """Return the timeline, oldest first; what officers write to one another is the office's alone."""
    rows = steps_of(task)
    if not for_office:
        rows = [row for row in rows if row.name not in ("propose", "send_back")]
    return [_event(row, pack, for_office=for_office) for row in rows]


def _event(row: TaskStep, pack: Pack, *, for_office: bool) -> TaskEvent:
    step = STEPS[row.name]
    is_told = for_office or step.is_told or step.action == OWN
    return TaskEvent(
        row,
        str(step.words),
        _("提交的人") if step.action == OWN else row.office,
        outcome_words(pack, row.outcome) if row.outcome and is_told else "",
        unseal(row.words_sealed) if is_told else "",
        unseal(row.evidence_sealed) if is_told else "",
    )


def answer_of(task: Task, pack: Pack) -> Answer | None:
    """Return the answer that was given in this round, None before there is one."""
    if task.answered_on is None:
        return None
    rows = task.steps.filter(round=task.round, name__in=("answer", "propose")).order_by("-pk")
    row = rows.first()
    if row is None:
        return None
    return Answer(
        outcome_words(pack, task.outcome),
        unseal(row.words_sealed),
        unseal(row.evidence_sealed),
        task.answered_on,
    )


def what_next(task: Task) -> str:
    """Return what happens next, for whoever asked."""
    return str(
        {
            S.OPEN: _("等工作人员接办或者分派。"),
            S.ASSIGNED: _("有工作人员在办，办好会在这里答复。"),
            S.PROPOSED: _("答复拟好了，等另一位工作人员审批。"),
            S.ANSWERED: _("已经答复。请看看满意不满意，可以要求重办一次。"),
            S.CLOSED: _("办结了。"),
            S.WITHDRAWN: _("已经撤回。"),
        }[S(task.state)]
    )
