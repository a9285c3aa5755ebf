"""Checks that an actor may see: where the applicant lives, her department's questions, her own home's."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.grown_up import is_minor
from zhaohui.county.registry.models import Person
from zhaohui.county.verifications.models import Consent, Question, Verification
from zhaohui.packs.schema.verifications import VerificationRow

OWN, READ = "verification.own", "verification.read"
ASK, ANSWER = "verification.ask", "verification.answer"


def kind_named(kind: str) -> VerificationRow:
    """Return a kind of check; NotVisible where the pack has none of that name."""
    found = next((each for each in current_pack().verifications if each.id == kind), None)
    if found is None:
        raise NotVisible
    return found


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Verification]:
    """Return the checks in the actor's range: where the applicant lives today decides."""
    home = Coalesce("applicant__village", "applicant__town")
    rows = Verification.objects.annotate(lies_in=home)
    return rows.filter(in_scope(actor, action, village="lies_in", town=""))


def verification_of(actor: Actor, action: str, pk: int) -> Verification:
    """Return one check; NotVisible outside the actor's range."""
    row = visible_to(actor, action).filter(pk=pk).select_related("applicant").first()
    if row is None:
        raise NotVisible
    return row


def questions_to(actor: Actor) -> QuerySet[Question]:
    """Return the questions that the actor's department answers, in her range.

    The department that checks enters what comes on paper; a department that nobody asks (a district
    without departments of its own yet) sees all in its range.
    """
    home = Coalesce("verification__applicant__village", "verification__applicant__town")
    rows = Question.objects.annotate(lies_in=home)
    rows = rows.filter(in_scope(actor, ANSWER, village="lies_in", town=""))
    own, kinds = department_of(actor), current_pack().verifications
    asked = {each.department for kind in kinds for each in kind.asked}
    checks = [kind.id for kind in kinds if kind.department == own]
    if own not in asked and not checks:
        return rows
    return rows.filter(Q(department=own) | Q(verification__kind__in=checks))


def question_to(actor: Actor, pk: int) -> Question:
    """Return one question that the actor's department answers; NotVisible for any other."""
    row = questions_to(actor).filter(pk=pk).select_related("verification", "person").first()
    if row is None:
        raise NotVisible
    return row


def latest_of(actor: Actor, kind: str, person: Person) -> Verification | None:
    """Return the newest check of this kind of a person's household, as far as the actor sees it."""
    rows = visible_to(actor).filter(kind=kind, household=person.living_id)
    return rows.order_by("-pk").first()


def own_checks(actor: Actor) -> QuerySet[Verification]:
    """Return the checks of the household that the resident lives in or that ask about her, newest first."""
    actor.require(OWN)
    home = Person.objects.filter(pk=actor.person_id or 0).values("living_id")
    asked = Question.objects.filter(person=actor.person_id or 0).values("verification")
    return Verification.objects.filter(Q(household__in=home) | Q(pk__in=asked)).order_by("-pk")


def own_questions(actor: Actor, check: Verification) -> list[Question]:
    """Return the questions whose answers a resident may read: about herself, her home, its minors."""
    rows = check.questions.select_related("person").order_by("source", "person_id")
    return [each for each in rows if may_read_own(actor, each)]


def may_read_own(actor: Actor, question: Question) -> bool:
    """Say whether a resident may read an answer: about herself; of the home that is hers, and its minors."""
    who = question.person
    if who is not None and who.pk == actor.person_id:
        return True
    check = question.verification
    lives = Person.objects.filter(pk=actor.person_id or 0, living=check.household_id).exists()
    if not lives or who is None:
        return lives
    return who.living_id == check.household_id and not is_adult(who, county_today())


def speaker_of(question: Question) -> int:
    """Return whose consent a question hangs on: her own; a minor's and the home's the applicant's."""
    who = question.person
    is_own = who is not None and is_adult(who, county_today())
    return who.pk if who is not None and is_own else question.verification.applicant_id


def is_adult(person: Person, day: dt.date) -> bool:
    """Say whether somebody decides for herself; yes where her birth date is unknown."""
    return is_minor(person.birth_date, day) is not True


def standing(kind: str, people: list[int], day: dt.date) -> dict[int, Consent]:
    """Return the consents that hold on a day, by person."""
    rows = Consent.objects.filter(kind=kind, person__in=people, withdrawn_on=None)
    rows = rows.filter(Q(until=None) | Q(until__gte=day))
    return {each.person_id: each for each in rows.order_by("pk")}
