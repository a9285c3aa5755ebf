"""Give a mark 好差评 to a voice or a case that has ended; a bad one opens a task for its follow-up."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, CaseState
from zhaohui.county.cases.queries import case_visible_to
from zhaohui.county.cases.states import OWN as CASE_OWN
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.open_task import open_task
from zhaohui.county.oversight.errors import RatedAlready, TaskAnswerError
from zhaohui.county.oversight.models import Mark, Origin, Rating, Task, TaskState, Voice
from zhaohui.county.oversight.models.rating import BAD
from zhaohui.county.oversight.terms import term_days
from zhaohui.county.registry.sealed_text import seal

LONGEST_WORDS = 500
CASE_ENDED = (CaseState.DELIVERED, CaseState.CLOSED, CaseState.NOT_ACCEPTED)
VOICE_ENDED = (TaskState.ANSWERED, TaskState.CLOSED)


def mark_voice(actor: Actor, voice: Voice, mark: str, words: str) -> Rating:
    """Mark how a voice was handled; `voice` was given by `own_voice` or `look_up_voice`."""
    task = voice.task
    if task.state not in VOICE_ENDED:
        raise TaskAnswerError(_("答复以后才能评价。"))
    found = Rating(voice=voice, department=task.department, area=task.area)
    return _given(actor, found, mark, words, title=task.title, person=voice.person_id)


def mark_case(actor: Actor, pk: int, mark: str, words: str) -> Rating:
    """Mark how the actor's own case (or her mandator's) was handled; NotVisible for any other."""
    case = case_visible_to(actor, CASE_OWN, pk)
    if case.state not in CASE_ENDED:
        raise TaskAnswerError(_("办完以后才能评价。"))
    department = case_item(current_pack(), case.item).department
    found = Rating(case=case, department=department, area=case.area)
    return _given(actor, found, mark, words, title=case.item_name, person=case.subject_id)


def rating_of(case: Case) -> Rating | None:
    """Return the mark of a case that the caller may read."""
    return Rating.objects.filter(case=case).first()


def _given(
    actor: Actor, rating: Rating, mark: str, words: str, *, title: str, person: int | None
) -> Rating:
    if mark not in {str(each.value) for each in Mark}:
        raise TaskAnswerError(_("请从五档里选一档。"))
    if len(words) > LONGEST_WORDS:
        raise TaskAnswerError(_("写得太长：最多 500 个字。"))
    rating.mark, rating.words_sealed = int(mark), seal(words.strip())
    try:
        with transaction.atomic():
            if rating.mark <= BAD:
                rating.task = follow_up(actor, rating, title)
            rating.save(force_insert=True)
            record(
                actor,
                "rating.give",
                subject=("person", person) if person else ("rating", rating.pk),
                purpose=f"{title[:100]}：好差评",
                change={"mark": rating.mark, "task": rating.task_id},
            )
    except IntegrityError:
        raise RatedAlready(_("已经评价过了，一件评一次。")) from None
    return rating


def follow_up(actor: Actor, rating: Rating, title: str) -> Task:
    """Open the task by which a bad mark is followed up, due as the pack says."""
    pack = current_pack()
    return open_task(
        actor,
        pack,
        Origin.RATING,
        title=_("差评回访：%(title)s") % {"title": title[:120]},
        area=rating.area or pack.code,
        department=rating.department,
        days=term_days(pack, "follow_up"),
    )
