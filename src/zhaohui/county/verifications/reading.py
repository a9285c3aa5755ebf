"""A check as it is read: opened, and recorded for everybody on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.person_facts import fact_text
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.county.verifications.comparing import Result
from zhaohui.county.verifications.contents import open_values
from zhaohui.county.verifications.models import Consent, Objection, Question, Verification
from zhaohui.county.verifications.queries import (
    ANSWER,
    READ,
    own_checks,
    own_questions,
    question_to,
    verification_of,
)
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow

WORDS: dict[str, str | Promise] = {
    Result.SAME: gettext_lazy("一致"),
    Result.DIFFERS: gettext_lazy("不一致"),
    Result.SUPPLIED: gettext_lazy("原来没有登记"),
    Result.UNKNOWN: gettext_lazy("没有结果"),
    "": gettext_lazy("等答复"),
}
MOST = 100


@dataclass(frozen=True)
class FactLine:
    """One fact: what is registered, what the office says, how they stand, what is objected to it."""

    fact: FactRow
    stated: str
    found: str
    result: str
    words: str | Promise
    objections: list[Objected]


@dataclass(frozen=True)
class Objected:
    """An objection with its words and the office's answer."""

    row: Objection
    words: str
    answer: str


@dataclass(frozen=True)
class QuestionRead:
    """A question with its facts; `who` is empty for the whole household."""

    row: Question
    who: str
    lines: list[FactLine]


def read_check(actor: Actor, pk: int) -> tuple[Verification, list[QuestionRead]]:
    """Return a check with everything in it; NotVisible out of range. The reading is recorded."""
    check = verification_of(actor, READ, pk)
    rows = list(check.questions.select_related("person").order_by("source", "person_id", "pk"))
    _record(actor, READ, check, rows)
    return check, read_all(rows)


def read_question(actor: Actor, pk: int) -> QuestionRead:
    """Return one question of the actor's department; the reading is recorded."""
    row = question_to(actor, pk)
    _record(actor, ANSWER, row.verification, [row])
    return read_all([row])[0]


def read_own(actor: Actor) -> list[tuple[Verification, list[QuestionRead]]]:
    """Return the checks of the resident's household, as far as each is hers to read."""
    checks = list(own_checks(actor)[:MOST])
    return [(check, read_all(own_questions(actor, check))) for check in checks]


def own_consents(actor: Actor) -> list[Consent]:
    """Return the resident's own consents, newest first."""
    rows = Consent.objects.filter(person=actor.person_id)
    return list(rows.order_by("-pk")[:MOST])


def read_all(rows: list[Question]) -> list[QuestionRead]:
    """Return questions opened, with their objections: two queries whatever their number."""
    pack = current_pack()
    facts = {fact.name: fact for fact in pack.facts}
    said: dict[tuple[int, str], list[Objected]] = {}
    found = Objection.objects.filter(question__in=[row.pk for row in rows]).order_by("pk")
    for each in found:
        opened = Objected(each, unseal(each.words_sealed), unseal(each.answer_sealed))
        said.setdefault((each.question_id, each.fact), []).append(opened)
    return [_read(pack, row, facts, said) for row in rows]


def _read(
    pack: Pack,
    row: Question,
    facts: dict[str, FactRow],
    said: dict[tuple[int, str], list[Objected]],
) -> QuestionRead:
    stated = open_values(row.stated_sealed, facts)
    found = open_values(row.answer_sealed, facts)
    lines = [
        FactLine(
            fact=facts[name],
            stated=fact_text(pack, facts[name], value) or "—",
            found=fact_text(pack, facts[name], found.get(name)),
            result=row.results.get(name, ""),
            words=WORDS[row.results.get(name, "")],
            objections=said.get((row.pk, name), []),
        )
        for name, value in stated.items()
        if name in facts
    ]
    who = (row.person.name or f"#{row.person_id}") if row.person else ""
    return QuestionRead(row, who, lines)


def _record(actor: Actor, action: str, check: Verification, rows: Iterable[Question]) -> None:
    people = {row.person_id for row in rows if row.person_id} | {check.applicant_id}
    event = Event(action, ("verification", check.pk), "看核对和结果", people=sorted(people))
    with transaction.atomic():
        record_many(actor, [event])
