"""Ask the office of the applicant's home for facts 协查, and answer such a letter."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.take_step import LEAST_WORDS, LONGEST_WORDS
from zhaohui.county.cases.errors import CaseAnswerError, CaseStateError
from zhaohui.county.cases.inquiries import to_answer
from zhaohui.county.cases.models import Case, Inquiry
from zhaohui.county.cases.queries import case_visible_to
from zhaohui.county.cases.states import HANDLE


def lives_elsewhere(case: Case) -> bool:
    """Say whether the applicant's home is known and lies in another town than the case."""
    home, here = case.subject.area or "", case.area or ""
    return bool(home) and home[:9] != here[:9]


def ask_home(actor: Actor, pk: int, question: str) -> Inquiry:
    """Send the letter to her home's office; CaseStateError where she lives here or nobody knows where."""
    with transaction.atomic():
        case = case_visible_to(actor, HANDLE, pk, lock=True)
        if actor.user_id is None:
            raise NotVisible
        if not lives_elsewhere(case) or not case.is_open:
            raise CaseStateError(_("申请人不住在别的镇，或者这件已经办完，不用发协查函。"))
        row = Inquiry.objects.create(
            case=case,
            area=case.subject.area or "",
            question=_words(question),
            asked_by_id=actor.user_id,
            asker=actor.label,
        )
        _record(actor, row, case, "发协查函")
    return row


def answer_inquiry(actor: Actor, pk: int, answer: str) -> Inquiry:
    """Keep the answer; NotVisible unless the letter went to a place of the actor's and waits."""
    with transaction.atomic():
        found = to_answer(actor).select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None:
            raise NotVisible
        found.answer, found.answerer = _words(answer), actor.label
        found.answered_by_id, found.answered_at = actor.user_id, timezone.now()
        found.save()
        _record(actor, found, found.case, "回复协查函")
    return found


def _words(text: str) -> str:
    words = text.strip()
    if not LEAST_WORDS <= len(words) <= LONGEST_WORDS:
        raise CaseAnswerError(_("请写 4 到 1000 个字。"))
    return words


def _record(actor: Actor, row: Inquiry, case: Case, did: str) -> None:
    record(
        actor,
        HANDLE,
        subject=("person", case.subject_id),
        purpose=f"{case.item_name}：{did}",
        change={"case": case.pk, "inquiry": row.pk, "area": row.area},
    )
