"""What checks 核对 stand in the walk's world: one of a household in each place, with a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhaohui.clock import county_today
from zhaohui.county.verifications.contents import seal_values
from zhaohui.county.verifications.models import Question, Verification

if TYPE_CHECKING:
    from zhaohui.county.accounts.models import User
    from zhaohui.county.registry.models import Person
    from zhaohui.packs.pack import Pack

CHECK = "family-means"


class VerificationWorld:
    """Checks, made when a page asks for one."""

    pack: Pack
    person: dict[str, Person]
    accounts: dict[str, User]

    def verification(self, place: str) -> Verification:
        """A check of the household in that place, with its result."""
        person = self.person[place]
        return Verification.objects.get_or_create(
            kind=CHECK,
            applicant=person,
            defaults={
                "household_id": person.living_id,
                "area": person.village,
                "state": "reported",  # the two places may share a household
                "opened_on": county_today(),
                "reported_on": county_today(),
                "officer": self.accounts["town-officer"],
                "pack_version": self.pack.version,
            },
        )[0]

    def question(self, place: str) -> Question:
        """What the check asks one office about the applicant."""
        return Question.objects.get_or_create(
            verification=self.verification(place),
            source="work",
            person=self.person[place],
            defaults={
                "department": "人社",
                "state": "waiting",
                "stated_sealed": seal_values({"月收入": None}),
            },
        )[0]
