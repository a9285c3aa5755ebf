"""Open a check of a household 发起核对: one question an office and person, for whom consent is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Household, Person
from zhaohui.county.verifications.contents import seal_values
from zhaohui.county.verifications.errors import VerificationStateError
from zhaohui.county.verifications.models import Question, QuestionState, Verification
from zhaohui.county.verifications.queries import ASK, is_adult, kind_named, standing
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.schema.verifications import AskedRow, VerificationRow


def open_verification(actor: Actor, kind: str, person_id: int) -> Verification:
    """Store a check of the household that a person lives in, and what each office is asked.

    An adult without consent is not asked about; what is of the whole household is asked once its
    applicant has consented. NotVisible out of range, VerificationStateError where one is open.
    """
    found, pack, today = kind_named(kind), current_pack(), county_today()
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
        if person is None:
            raise NotVisible
        place = person.village or person.town
        actor.require_for(ASK, person.pk, place)
        check = _stored(actor, found, person, today, pack)
        members = list(Person.objects.filter(living=person.living_id).order_by("pk"))
        Question.objects.bulk_create(_questions(check, found, members, pack, today))
        record(
            actor,
            ASK,
            subject=("verification", check.pk),
            purpose=found.name,
            fields=[name for each in found.asked for name in each.facts],
            change={"members": len(members)},
        )
    return check


def _stored(
    actor: Actor, kind: VerificationRow, person: Person, today: dt.date, pack: Pack
) -> Verification:
    days = kind.answer_days
    try:
        with transaction.atomic():
            return Verification.objects.create(
                kind=kind.id,
                household_id=person.living_id,
                applicant=person,
                area=person.village or person.town or "",
                opened_on=today,
                due=None if days is None else pack.working_days.after(today, days),
                officer_id=actor.account(),
                pack_version=pack.version,
            )
    except IntegrityError:
        raise VerificationStateError(
            _("这个家庭的核对已经发起，还没有结果。"), hint=_("请打开已有的核对。")
        ) from None


def _questions(
    check: Verification, kind: VerificationRow, members: list[Person], pack: Pack, day: dt.date
) -> Iterator[Question]:
    facts = {fact.name: fact for fact in pack.facts}
    consents = standing(kind.id, [each.pk for each in members], day)
    home = Household.objects.get(pk=check.household_id)
    for source in kind.asked:
        own = _of(source, facts, "person")
        for member in members if own else ():
            speaks = member.pk in consents or (
                not is_adult(member, day) and check.applicant_id in consents
            )
            yield _question(check, source, member, _stated(own, member), consented=speaks)
        shared = _of(source, facts, "living")
        if shared:
            speaks = check.applicant_id in consents
            yield _question(check, source, None, _stated(shared, home), consented=speaks)


def _of(source: AskedRow, facts: Mapping[str, FactRow], entity: str) -> list[FactRow]:
    return [facts[name] for name in source.facts if facts[name].entity == entity]


def _stated(facts: list[FactRow], row: Person | Household) -> bytes:
    return seal_values({fact.name: getattr(row, fact.column) for fact in facts})


def _question(
    check: Verification, source: AskedRow, person: Person | None, stated: bytes, *, consented: bool
) -> Question:
    return Question(
        verification=check,
        person=person,
        source=source.id,
        department=source.department,
        state=QuestionState.WAITING if consented else QuestionState.UNCONSENTED,
        stated_sealed=stated,
    )
