"""Consent to be asked about 授权, take it back, and let waiting questions go or come."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.registry.grown_up import minor_since
from zhaohui.county.registry.models import Person
from zhaohui.county.verifications.errors import VerificationStateError
from zhaohui.county.verifications.models import (
    Consent,
    How,
    Question,
    QuestionState,
    VerificationState,
)
from zhaohui.county.verifications.queries import (
    ASK,
    OWN,
    is_adult,
    kind_named,
    standing,
)
from zhaohui.packs.schema.verifications import VerificationRow


def give_consent(actor: Actor, kind: str, person_id: int) -> Consent:
    """Store that somebody consents: she herself online, or an officer who holds the signed paper.

    Who consents already keeps her consent. NotVisible for anybody else's, VerificationStateError for
    a minor, for whom her home's adults speak.
    """
    found = kind_named(kind)
    with transaction.atomic():
        person, action = _person(actor, person_id)
        today = county_today()
        if not is_adult(person, today):
            raise VerificationStateError(
                _("未成年人不用单独授权。"), hint=_("由家里的成年人授权。")
            )
        again = standing(kind, [person.pk], today).get(person.pk)
        if again is not None:
            return again
        Consent.objects.filter(kind=kind, person=person, withdrawn_on=None).update(
            withdrawn_on=today
        )
        row = Consent.objects.create(
            kind=kind,
            person=person,
            how=How.ONLINE if action == OWN else How.PAPER,
            given_on=today,
            until=_until(found, today),
            officer_id=None if action == OWN else actor.user_id,
        )
        _turn(kind, person.pk, QuestionState.UNCONSENTED, QuestionState.WAITING)
        record(
            actor,
            action,
            subject=("person", person.pk),
            purpose=f"授权：{found.name}",
            change={"consent": row.pk, "how": row.how},
        )
    return row


def withdraw_consent(actor: Actor, kind: str, person_id: int) -> None:
    """End a consent: what is answered stays with the check, what is not is asked no more.

    NotVisible where she has none, or for anybody else's.
    """
    found = kind_named(kind)
    with transaction.atomic():
        person, action = _person(actor, person_id)
        row = Consent.objects.select_for_update().filter(
            kind=kind, person=person, withdrawn_on=None
        )
        consent = row.first()
        if consent is None:
            raise NotVisible
        consent.withdrawn_on = county_today()
        consent.save(update_fields=["withdrawn_on"])
        _turn(kind, person.pk, QuestionState.WAITING, QuestionState.UNCONSENTED)
        record(
            actor,
            action,
            subject=("person", person.pk),
            purpose=f"撤回授权：{found.name}",
            change={"consent": consent.pk},
        )


def _person(actor: Actor, person_id: int) -> tuple[Person, str]:
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    if actor.kind == "resident":
        actor.require(OWN)
        if person.pk != actor.person_id:
            raise NotVisible
        return person, OWN
    actor.require_for(ASK, person.pk, person.village or person.town)
    return person, ASK


def _until(kind: VerificationRow, day: dt.date) -> dt.date | None:
    return None if kind.consent_days is None else day + dt.timedelta(days=kind.consent_days)


def _turn(kind: str, person: int, before: str, after: str) -> None:
    """Lead the questions that hang on her consent: about her; where she applies, the home's and minors'."""
    since = minor_since(county_today())
    theirs = Q(person=None) | Q(person__birth_date__gt=since)
    Question.objects.filter(
        Q(person=person) | (Q(verification__applicant=person) & theirs),
        verification__kind=kind,
        verification__state=VerificationState.OPEN,
        state=before,
    ).update(state=after)
