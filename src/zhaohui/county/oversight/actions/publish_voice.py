"""Publish an answered voice in an officer's words, without names 公开; only where who said it agreed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.errors import EntryRefusedError
from zhaohui.county.audit.no_personal_data import require_clean
from zhaohui.county.audit.record import record
from zhaohui.county.oversight.contents import contents_of
from zhaohui.county.oversight.errors import TaskAnswerError
from zhaohui.county.oversight.models import TaskState, Voice
from zhaohui.county.oversight.queries import task_visible_to
from zhaohui.county.oversight.states import HANDLE

MOST_SUMMARY, MOST_ANSWER, LEAST = 200, 400, 4


def publish_voice(actor: Actor, pk: int, summary: str, answer: str) -> Voice:
    """Set what is public of a voice, or take it back with two empty texts.

    TaskAnswerError where nobody agreed, it is not answered, or a text holds a name or a number.
    """
    summary, answer = " ".join(summary.split()), " ".join(answer.split())
    with transaction.atomic():
        task = task_visible_to(actor, HANDLE, pk, lock=True)
        voice = Voice.objects.select_for_update().filter(task=task).first()
        if voice is None or not voice.may_publish:
            raise TaskAnswerError(_("提交的人没有同意公开。"))
        if task.state not in (TaskState.ANSWERED, TaskState.CLOSED):
            raise TaskAnswerError(_("答复以后才能公开。"))
        if summary or answer:
            require_public(voice, summary, answer)
        voice.summary, voice.public_answer = summary, answer
        voice.save(update_fields=["summary", "public_answer"])
        record(
            actor,
            HANDLE,
            subject=("person", voice.person_id) if voice.person_id else ("task", task.pk),
            purpose=f"{task.title}：公开",
            change={"task": task.pk, "public": bool(summary)},
        )
    return voice


def require_public(voice: Voice, summary: str, answer: str) -> None:
    """Raise TaskAnswerError where a text can't be public."""
    if not LEAST <= len(summary) <= MOST_SUMMARY or not LEAST <= len(answer) <= MOST_ANSWER:
        raise TaskAnswerError(_("公开的摘要要写 4 到 200 个字，公开的答复要写 4 到 400 个字。"))
    said = contents_of(voice)
    known = voice.person.name if voice.person else None
    hidden = [each for each in (said["name"], said["phone"], known) if each]
    try:
        require_clean({"summary": summary, "answer": answer})
    except EntryRefusedError:
        hidden = [summary]
    if any(each in summary or each in answer for each in hidden):
        raise TaskAnswerError(_("公开的文字里有姓名或者号码，请去掉。"))
