"""Before a check is opened: who lives there, who has consented, whom it would ask for what."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.county.verifications.models import Consent, Verification, VerificationState
from zhaohui.county.verifications.queries import ASK, is_adult, kind_named, standing
from zhaohui.packs.schema.verifications import VerificationRow


@dataclass(frozen=True)
class Member:
    """Somebody of the household: an adult speaks for herself, a child through the applicant."""

    person: Person
    is_adult: bool
    consent: Consent | None


@dataclass(frozen=True)
class Preview:
    """What opening a check would do; `open` is the check that waits already."""

    kind: VerificationRow
    applicant: Person
    members: list[Member]
    open: Verification | None

    @property
    def lacking(self) -> int:
        """How many adults have not consented."""
        return sum(each.is_adult and each.consent is None for each in self.members)


def preview(actor: Actor, kind: str, person_id: int) -> Preview:
    """Return what a check of this person's household would ask; NotVisible out of range."""
    found = kind_named(kind)
    person = person_visible_to(actor, ASK, person_id)
    people = list(Person.objects.filter(living=person.living_id).order_by("pk"))
    return Preview(
        kind=found,
        applicant=person,
        members=members_of(kind, people),
        open=Verification.objects.filter(
            kind=kind, household=person.living_id, state=VerificationState.OPEN
        ).first(),
    )


def members_of(kind: str, people: list[Person]) -> list[Member]:
    """Return people with what each has consented to today."""
    day = county_today()
    given = standing(kind, [each.pk for each in people], day)
    return [Member(each, is_adult(each, day), given.get(each.pk)) for each in people]
