"""Object to an office's answer 提出异议; the office looks again and corrects it or stands by it."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.sealed_text import seal_text
from zhaohui.county.verifications.actions.answer_question import settle, store_answer
from zhaohui.county.verifications.contents import open_values, written
from zhaohui.county.verifications.errors import VerificationError, VerificationStateError
from zhaohui.county.verifications.models import (
    Objection,
    ObjectionState,
    Question,
    Verification,
    VerificationState,
)
from zhaohui.county.verifications.queries import (
    ANSWER,
    OWN,
    kind_named,
    may_read_own,
    own_checks,
    question_to,
)

LONGEST = 1_000


def object_to(actor: Actor, question_id: int, fact: str, words: str) -> Objection:
    """Store that a resident of the household says an answer is wrong, and why.

    NotVisible for what she may not read; VerificationError without words; VerificationStateError
    before the result, after the time to object, when it was adopted, or where she objected already.
    """
    text = words.strip()[:LONGEST]
    with transaction.atomic():
        question = _own(actor, question_id, fact)
        check = question.verification
        if not text:
            raise VerificationError(_("请写哪里不对。"), problems={"words": _("请写哪里不对。")})
        _require_in_time(check)
        row = _stored(actor, question, fact, text)
        record(
            actor,
            OWN,
            subject=("verification", check.pk),
            purpose=f"异议：{kind_named(check.kind).name}",
            fields=[fact],
            change={"objection": row.pk},
        )
    return row


def settle_objection(actor: Actor, pk: int, answer: str, corrected: str = "") -> Objection:
    """Answer an objection: with a corrected value the office's answer changes, without one it stands.

    NotVisible for another office's, VerificationError without words or for a value that can't be
    read, VerificationStateError where it was answered.
    """
    text = answer.strip()[:LONGEST]
    with transaction.atomic():
        row = Objection.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotVisible
        question = question_to(actor, row.question_id)
        check = Verification.objects.select_for_update().get(pk=question.verification_id)
        question.verification = check
        if row.state != ObjectionState.OPEN:
            raise VerificationStateError(_("这条异议已经答复过。"))
        if not text:
            raise VerificationError(_("请写答复。"), problems={"answer": _("请写答复。")})
        if corrected.strip():
            correct(actor, question, row.fact, corrected)
            settle(check)
        row.state = ObjectionState.CHANGED if corrected.strip() else ObjectionState.KEPT
        row.answer_sealed = seal_text(text)
        row.settled_on = county_today()
        row.officer_id = actor.user_id
        row.save(update_fields=["state", "answer_sealed", "settled_on", "officer"])
        record(
            actor,
            ANSWER,
            subject=("verification", check.pk),
            purpose=f"异议答复：{kind_named(check.kind).name}",
            fields=[row.fact],
            change={"objection": row.pk, "state": row.state},
        )
    return row


def correct(actor: Actor, question: Question, fact: str, text: str) -> None:
    """Write one fact of an answer anew, the others as they are; errors as `answer_question`."""
    facts = {each.name: each for each in current_pack().facts}
    kept = open_values(question.answer_sealed, facts)
    texts = {name: written(facts[name], value) for name, value in kept.items() if value is not None}
    store_answer(actor, question, {**texts, fact: text}, not_found=False)


def _own(actor: Actor, question_id: int, fact: str) -> Question:
    found = Question.objects.filter(pk=question_id, verification__in=own_checks(actor))
    question = found.select_related("verification", "person").first()
    if question is None or fact not in question.results or not may_read_own(actor, question):
        raise NotVisible
    return question


def _require_in_time(check: Verification) -> None:
    days = kind_named(check.kind).objection_days
    last = None
    if days is not None and check.reported_on is not None:
        last = check.reported_on + dt.timedelta(days=days)
    late = last is not None and county_today() > last
    if check.state != VerificationState.REPORTED or check.adopted_on or late:
        raise VerificationStateError(
            _("现在不能提异议：结果还没有出，已经采用，或者过了期限。"),
            hint=_("请到镇上的窗口说明情况。"),
        )


def _stored(actor: Actor, question: Question, fact: str, text: str) -> Objection:
    try:
        with transaction.atomic():
            return Objection.objects.create(
                question=question,
                fact=fact,
                words_sealed=seal_text(text),
                raised_on=county_today(),
                raised_by_id=actor.account(),
            )
    except IntegrityError:
        raise VerificationStateError(_("您已经对这一项提过异议，正在复核。")) from None
