"""What tests of checks 核对 begin with: a home with two adults, officers of the offices, everybody's consent."""

from __future__ import annotations

import datetime as dt

from tests.county.small_county import the_pack
from tests.people import actor, officer, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import User
from zhaohui.county.registry.models import Person
from zhaohui.county.verifications.actions.answer_question import answer_question
from zhaohui.county.verifications.actions.give_consent import give_consent
from zhaohui.county.verifications.models import Question, Verification

CODE = the_pack().code
KIND = "family-means"


def home() -> list[Person]:
    """Return two adults and a child of one living household, those elsewhere moved out of it."""
    people = list(Person.objects.exclude(village=None).order_by("pk")[:3])
    first = people[0]
    Person.objects.filter(living=first.living_id).exclude(pk__in=[p.pk for p in people]).update(
        living_id=Person.objects.exclude(living=first.living_id).values("living_id")[:1]
    )
    grown, small = dt.date(1980, 5, 5), county_today() - dt.timedelta(days=9 * 365)
    for person, born in zip(people, (grown, grown, small), strict=True):
        person.birth_date = born
        person.living_id, person.town, person.village = first.living_id, first.town, first.village
        person.save()
    return people


def town_officer(person: Person):
    return actor(officer("town-officer", person.town))


def office(department: str):
    """Return the officer of a department, made when she is first needed."""
    name = f"o-{department}"
    there = User.objects.filter(username=name).first()
    return actor(there or officer("department-officer", CODE, name=name, department=department))


def self_of(person: Person):
    there = User.objects.filter(person=person).first()
    return actor(there or resident(person, name=f"resident-{person.pk}"))


def all_consent(people: list[Person]) -> None:
    for person in people[:2]:
        give_consent(self_of(person), KIND, person.pk)


def answer_all(check: Verification, **texts: str) -> None:
    """Answer every question that waits with these texts by fact; the rest is not found."""
    for question in Question.objects.filter(verification=check, state="waiting"):
        who = office(question.department)
        given = {name: text for name, text in texts.items() if name in facts_of(question)}
        answer_question(who, question.pk, given, not_found=not given)


def facts_of(question: Question) -> list[str]:
    kind = next(each for each in the_pack().verifications if each.id == KIND)
    entity = "living" if question.person_id is None else "person"
    asked = kind.source_named(question.source)
    assert asked is not None
    return [name for name in asked.facts if the_pack().fact(name).entity == entity]
