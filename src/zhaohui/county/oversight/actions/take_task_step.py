"""The one way in which a task goes on: locked, allowed, changed, noted and recorded in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.errors import TaskAnswerError, TaskSecondOfficer, TaskStateError
from zhaohui.county.oversight.models import Task, TaskStep
from zhaohui.county.oversight.queries import task_visible_to, voice_of
from zhaohui.county.oversight.states import STEPS, SYSTEM, Step, step_for
from zhaohui.county.registry.sealed_text import seal

LONGEST_WORDS, LEAST_WORDS = 1000, 4


@dataclass(frozen=True, kw_only=True)
class TaskSaid:
    """What goes with a step: an outcome of the pack's list, words, what proves it, who, where, a day."""

    words: str = ""
    outcome: str = ""
    evidence: str = ""
    assignee: int | None = None
    area: str = ""
    department: str = ""
    until: dt.date | None = None


def locked(actor: Actor, pk: int, name: str, *, version: int | None = None) -> Task:
    """Return the task locked and ready for an officer's step; the caller holds the transaction.

    NotVisible out of reach, TaskStateError where it has moved on, TaskSecondOfficer where another
    officer has to do it. `version` is that of the page on which the step was chosen.
    """
    if name not in STEPS or STEPS[name].action == SYSTEM:
        raise NotVisible
    step = STEPS[name]
    task = task_visible_to(actor, step.action, pk, lock=True)
    require_fit(task, name, version)
    if step.other_officer and task.proposer_id == actor.user_id:
        raise TaskSecondOfficer(
            _("答复是您拟的，要由另一位工作人员审批。"), hint=_("请交给同单位的其他人。")
        )
    return task


def require_fit(task: Task, name: str, version: int | None = None) -> None:
    """Raise TaskStateError where the step does not fit the task, or not the page it was chosen on."""
    step_for(task, name)
    if version is not None and task.version != version:
        raise TaskStateError(
            _("这件在您打开之后有人办过，刚才这一步没有办。"), hint=_("请刷新页面看它现在的状态。")
        )


def go_on(
    actor: Actor,
    task: Task,
    name: str,
    said: TaskSaid,
    *,
    change: Mapping[str, Any] | None = None,
    action: str = "",
) -> TaskStep:
    """Set the state that the step leads to, note the step and record it; call last in the transaction.

    `action` is recorded instead of the step's own. TaskAnswerError where something is unsaid.
    """
    assert connection.in_atomic_block
    step = STEPS[name]
    words = require_said(step, said)
    before = task.state
    if step.after and step.after != before:
        task.state, task.state_since = step.after, timezone.now()
    task.version += 1
    task.save()
    noted = TaskStep.objects.create(
        task=task,
        name=name,
        before=before,
        after=task.state,
        by_id=actor.user_id,
        office=actor.label,
        round=task.round,
        outcome=said.outcome if step.answers else "",
        words_sealed=seal(words),
        evidence_sealed=seal(said.evidence.strip()[:LONGEST_WORDS]),
    )
    voice = voice_of(task)
    person = voice.person_id if voice else None
    record(
        actor,
        action or step.action,
        subject=("person", person) if person else ("task", task.pk),
        purpose=f"{task.title}：{STEP_WORDS[name]}",
        change={"task": task.pk, "step": name, "from": before, "to": task.state, **(change or {})},
    )
    return noted


def require_said(step: Step, said: TaskSaid) -> str:
    """Return the words of a step in one piece; TaskAnswerError where something needed is unsaid."""
    words = said.words.strip()
    if step.answers and said.outcome not in {row.code for row in current_pack().task_outcomes}:
        raise TaskAnswerError(_("请选办理结果。"))
    if step.needs_words and len(words) < LEAST_WORDS:
        raise TaskAnswerError(_("请写明，至少 4 个字。"))
    if len(words) > LONGEST_WORDS:
        raise TaskAnswerError(_("写得太长：最多 1000 个字。"))
    return words


# The audit log is kept in Chinese whatever the page's language.
STEP_WORDS = {
    "open": "收到",
    "take": "由我办",
    "assign": "分派",
    "forward": "转办",
    "visit": "上门走访",
    "answer": "答复",
    "propose": "拟答复",
    "send_back": "退回再办",
    "approve": "批准答复",
    "extend": "延期",
    "supervise": "督办",
    "satisfied": "满意",
    "unsatisfied": "不满意",
    "reopen": "要求重办",
    "withdraw": "撤回",
    "close": "办结",
    "lapse": "自动办结",
    "settle": "预警都有了结论，办结",
    "escalate": "超期督办",
}
