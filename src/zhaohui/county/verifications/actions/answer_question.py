"""Enter what an office says 答复, or that it knows nobody of that name; the last answer makes the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.fact_values import ValueFault, read_value
from zhaohui.county.verifications.comparing import Result, Value, compare
from zhaohui.county.verifications.contents import open_values, seal_values
from zhaohui.county.verifications.errors import VerificationError, VerificationStateError
from zhaohui.county.verifications.models import (
    Question,
    QuestionState,
    Verification,
    VerificationState,
)
from zhaohui.county.verifications.queries import (
    ANSWER,
    kind_named,
    question_to,
    speaker_of,
    standing,
)


def answer_question(
    actor: Actor, question_id: int, given: Mapping[str, str], *, not_found: bool = False
) -> Question:
    """Store the office's answer by fact (texts as people write them) and how it compares.

    What is left empty is unknown, never no. NotVisible for another office's question,
    VerificationError with what can't be read by fact, or where nothing is said at all;
    VerificationStateError where nobody may be asked (no consent) or it was answered.
    """
    with transaction.atomic():
        question = _locked(actor, question_id)
        _require_open(question)
        store_answer(actor, question, given, not_found=not_found)
        settle(question.verification)
        record(
            actor,
            ANSWER,
            subject=("verification", question.verification_id),
            purpose=kind_named(question.verification.kind).name,
            fields=list(question.results),
            change={"question": question.pk, "state": question.state},
        )
    return question


def store_answer(
    actor: Actor, question: Question, given: Mapping[str, str], *, not_found: bool
) -> None:
    """Write an answer into a locked question; errors as `answer_question`."""
    facts = {fact.name: fact for fact in current_pack().facts}
    stated = open_values(question.stated_sealed, facts)
    found = {} if not_found else _read(stated, given)
    if not not_found and not any(value is not None for value in found.values()):
        raise VerificationError(
            _("一项也没有填。"), hint=_("查不到这个人就选“查无此人”，知道哪项填哪项。")
        )
    source = kind_named(question.verification.kind).source_named(question.source)
    question.results = compare(
        stated,
        found,
        tolerance_fen=source.tolerance_fen if source else 0,
        money={name for name in stated if facts[name].type == "money"},
    )
    question.answer_sealed = seal_values(found)
    question.state = QuestionState.NOT_FOUND if not_found else QuestionState.ANSWERED
    question.answered_on = county_today()
    question.officer_id = actor.user_id
    question.save(update_fields=["results", "answer_sealed", "state", "answered_on", "officer"])


def settle(check: Verification) -> None:
    """Count what differs and what is unknown; with no question waiting, the result is there."""
    rows = list(check.questions.values_list("state", "results"))
    check.differing = sum(
        value == Result.DIFFERS for _state, results in rows for value in results.values()
    )
    check.unanswered = sum(
        1 if state == QuestionState.UNCONSENTED else list(results.values()).count(Result.UNKNOWN)
        for state, results in rows
    )
    changed = ["differing", "unanswered"]
    open_states = {QuestionState.WAITING, QuestionState.UNCONSENTED}
    if check.state == VerificationState.OPEN and not any(s in open_states for s, _r in rows):
        finish(check, county_today())
        changed += ["state", "reported_on", "valid_until"]
    check.save(update_fields=changed)


def finish(check: Verification, day: dt.date) -> None:
    """Set that the result is there on a day, and until when it may be used; it is not saved."""
    days = kind_named(check.kind).valid_days
    check.state = VerificationState.REPORTED
    check.reported_on = day
    check.valid_until = None if days is None else day + dt.timedelta(days=days)


def _require_open(question: Question) -> None:
    check, speaker = question.verification, speaker_of(question)
    is_over = check.state == VerificationState.CLOSED or check.adopted_on is not None
    consented = speaker in standing(check.kind, [speaker], county_today())
    if question.state != QuestionState.WAITING or is_over or not consented:
        raise VerificationStateError(
            _("这个问题现在不能答复：没有授权，已经答复过，或者核对已经结束。"),
            hint=_("请刷新页面。"),
        )


def _locked(actor: Actor, pk: int) -> Question:
    row = question_to(actor, pk)
    check = Verification.objects.select_for_update().get(pk=row.verification_id)
    question = Question.objects.select_for_update().get(pk=pk)
    question.verification = check
    return question


def _read(stated: Mapping[str, Value], given: Mapping[str, str]) -> dict[str, Value]:
    facts = {fact.name: fact for fact in current_pack().facts}
    found: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for name in stated:
        try:
            found[name] = read_value(facts[name], given.get(name, ""))
        except ValueFault as fault:
            problems[name] = str(fault)
    if problems:
        raise VerificationError(_("还有内容需要改，没有保存。"), problems=problems)
    return found
