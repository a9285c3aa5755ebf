"""What is there before the clock runs: people with a filled-in application each, one like the other."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.cases.models import Channel
from zhaohui.county.cases.numbers import new_number
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import APPLICATION
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.models import Household, HouseholdKind, Person
from zhaohui.county.registry.seals import registry_seals
from zhaohui.county.stress.case_ground import BORN, filled_in, lay_case_ground, source

NUMBER = "990000193001010003"  # of a division that no place has


@dataclass(frozen=True)
class Application:
    """A draft with what a submission needs; `number` is for those who do not draw their own."""

    draft: Draft
    answers: Answers
    sitting: Sitting
    number: str
    channel: Channel = Channel.WINDOW


class Ground:
    """Makes applications, as many as are asked for."""

    def __init__(self) -> None:
        lay_case_ground()
        first = filled_in("模拟")
        give_number(first.subject)
        self.draft = first
        self.sitting = sitting_for(first.form, APPLICATION, person_id=first.subject_id)
        self.answers = open_answers(first, self.sitting)

    def applications(self, count: int) -> list[Application]:
        """Return that many, of people who live alone."""
        return [
            Application(draft, self.answers, self.sitting, self.number())
            for draft in self.drafts(self.people(count))
        ]

    def number(self) -> str:
        """Return a case's number."""
        return new_number(self.sitting.today)

    def people(self, count: int) -> list[Person]:
        """Register that many people."""
        first = self.draft.subject
        assert first is not None
        where = {"batch": source(), "town": first.town, "village": first.village}
        homes = Household.objects.bulk_create(
            Household(kind=kind, **where)
            for _ in range(count)
            for kind in (HouseholdKind.LIVING, HouseholdKind.REGISTERED)
        )
        return Person.objects.bulk_create(
            Person(
                living=homes[2 * n],
                registered=homes[2 * n + 1],
                name="模拟",
                birth_date=BORN,
                sex="女",
                **where,
            )
            for n in range(count)
        )

    def drafts(self, people: list[Person]) -> list[Draft]:
        """Fill in the same application for each."""
        like = self.draft
        return Draft.objects.bulk_create(
            Draft(
                owner_id=like.owner_id,
                saved_by_id=like.saved_by_id,
                form=like.form,
                pack_version=like.pack_version,
                purpose=like.purpose,
                subject=person,
                answers_sealed=like.answers_sealed,
                step=like.step,
            )
            for person in people
        )


def give_number(person: Person | None) -> None:
    """Give one person an identity number: in a county everybody has one, and seals are held to it."""
    assert person is not None
    seals = registry_seals()
    person.identity_sealed = seals.identity.seal(NUMBER)
    person.identity_index = seals.identity_index.of(NUMBER)
    person.save(update_fields=["identity_sealed", "identity_index"])
