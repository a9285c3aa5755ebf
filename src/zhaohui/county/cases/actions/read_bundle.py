"""Open an application for a 一件事, or its joint answer 一次答复; the reading is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.actions.take_step import Said, go_on
from zhaohui.county.cases.bundle_queries import bundle_visible_to, has_ended, parts_of
from zhaohui.county.cases.contents import unseal
from zhaohui.county.cases.letter import code_of
from zhaohui.county.cases.models import BundleApplication, BundlePart, Case, CaseState
from zhaohui.county.cases.queries import READ, decision_of
from zhaohui.county.cases.states import OWN


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of one item: the decision's own sentence with its letter, or how it ended without one."""

    part: BundlePart
    sentence: str
    number: str = ""
    code: str = ""


def read_bundle(
    actor: Actor, pk: int, *, action: str = READ
) -> tuple[BundleApplication, list[BundlePart]]:
    """Return an application with its items; NotVisible where it is out of reach."""
    with transaction.atomic():
        application = bundle_visible_to(actor, action, pk)
        parts = parts_of(application)
        people = dict.fromkeys([application.subject_id, *(part.person_id for part in parts)])
        record_read(
            actor,
            list(people),
            fields=("姓名", "事项", "办件进度"),
            purpose="看一件事的进度",
            action=action,
        )
    return application, parts


def read_answer(
    actor: Actor, pk: int, *, action: str = READ
) -> tuple[BundleApplication, list[Answer]]:
    """Return the joint answer; NotVisible before every case has ended.

    Opened by the applicant it delivers each decision that was not delivered yet.
    """
    with transaction.atomic():
        application = bundle_visible_to(actor, action, pk)
        parts = parts_of(application)
        if not has_ended(parts):
            raise NotVisible
        record_read(
            actor,
            list(dict.fromkeys(part.person_id for part in parts)),
            fields=("决定",),
            purpose="看一件事的答复",
            action=action,
        )
        if action == OWN:
            _deliver(actor, parts)
        answers = [_answer(part, part.case) for part in parts if part.case]
    return application, answers


def _answer(part: BundlePart, case: Case) -> Answer:
    row = decision_of(case)
    if row is not None and case.state not in (CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN):
        text = unseal(row.letter_sealed or b"")
        return Answer(
            part=part,
            sentence=f"{text['decision']}{text['reason']}",
            number=row.letter_number or "",
            code=code_of(row),
        )
    last = case.steps.order_by("pk").last()
    words = last.words if last and last.after == case.state else ""
    return Answer(part=part, sentence=words)


def _deliver(actor: Actor, parts: list[BundlePart]) -> None:
    ready = {part.case.pk: part for part in parts if part.case}
    decided = Case.objects.filter(pk__in=ready, state=CaseState.DECIDED).order_by("pk")
    for case in decided.select_for_update(of=("self",)):
        go_on(actor, case, "receive", Said())
        ready[case.pk].case = case
