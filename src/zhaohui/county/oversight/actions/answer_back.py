"""What whoever said it says to the answer: satisfied, not satisfied, do it again, never mind."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.take_task_step import TaskSaid, go_on, require_fit
from zhaohui.county.oversight.errors import TaskStateError
from zhaohui.county.oversight.models import Task, Voice
from zhaohui.county.oversight.states import OWN, STEPS
from zhaohui.county.oversight.terms import kind_of, promised, term_days

VOICE_STEPS = tuple(name for name, step in STEPS.items() if step.action == OWN)


def answer_back(actor: Actor, voice: Voice, name: str, words: str) -> Task:
    """Take a step of hers; `voice` was given by `own_voice` or `look_up_voice`, which ask who she is.

    NotVisible for another step, TaskStateError where it does not fit, TaskAnswerError without words.
    """
    if name not in VOICE_STEPS:
        raise NotVisible
    pack, today = current_pack(), county_today()
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=voice.task_id)
        require_fit(task, name)
        if name == "reopen":
            require_reopening(task)
            days = promised(pack, kind_of(pack, voice.kind))[0]
            task.round += 1
            task.satisfied, task.assignee, task.closed_on = False, None, None
            task.answered_on, task.approver, task.proposer = None, None, None
            task.due_on = None if days is None else pack.working_days.after(today, days)
            task.first_due_on, task.escalation = task.due_on, 0
        elif name in ("satisfied", "unsatisfied"):
            task.satisfied, task.closed_on = name == "satisfied", today
        else:
            task.closed_on = today
        go_on(actor, task, name, TaskSaid(words=words))
    return task


def require_reopening(task: Task) -> None:
    """Raise TaskStateError where the term for asking again has run out."""
    if not is_in_time_to_reopen(task):
        raise TaskStateError(
            _("要求重办的期限已经过了。"), hint=_("情况还在的话，请重新提交一件。")
        )


def is_in_time_to_reopen(task: Task) -> bool:
    """Say whether it may still be reopened; always, where the county has set no term."""
    pack, days = current_pack(), term_days(current_pack(), "reopen")
    since = task.closed_on or task.answered_on
    if days is None or since is None:
        return True
    return pack.working_days.between(since, county_today()) <= days
