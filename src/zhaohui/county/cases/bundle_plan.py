"""What an application for a 一件事 will become: which items go for whom, which are left out and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from zhaohui.county.cases.models import Case, Skip
from zhaohui.county.cases.models.case import ENDED
from zhaohui.county.entitlements.holding_queries import held_now
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.joint import APPLICANT, ForWhom, for_whom
from zhaohui.county.forms.papers import Needed, papers
from zhaohui.county.forms.sitting import Sitting
from zhaohui.packs.bundles import Bundle, Member

ONCE = "次"  # what is paid once can be applied for again


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An item for one person: it goes, or is left out for a reason (`skip`)."""

    member: Member
    place: int
    person: int
    label: str = ""
    skip: str = ""
    is_sure: bool = True

    @property
    def key(self) -> str:
        """What a page calls it."""
        return f"{self.member.name}.{self.place}"

    @property
    def goes(self) -> bool:
        """Whether it can become a case."""
        return not self.skip

    @property
    def skip_words(self) -> str:
        """Why it is left out."""
        return str(Skip(self.skip).label) if self.skip else ""


def plan(sitting: Sitting, answers: Answers, bundle: Bundle) -> list[Planned]:
    """Return every item of the bundle in its order, for everybody whom it may be for.

    The sitting is of a person whom the registry knows.
    """
    found = for_whom(sitting, answers, bundle)
    rows: list[Planned] = []
    for member in bundle.members:
        own = [each for each in found if each.member is member]
        rows += _planned(sitting, answers, member, own)
    return _without_doubles(sitting, rows)


def _planned(
    sitting: Sitting, answers: Answers, member: Member, own: Sequence[ForWhom]
) -> list[Planned]:
    def row(place: int, skip: str = "", *, is_sure: bool = True) -> Planned:
        label = sitting.label(answers, place) if place else ""
        person = sitting.people[place]
        return Planned(
            member=member, place=place, person=person, label=label, skip=skip, is_sure=is_sure
        )

    if member.item is None:
        return [row(APPLICANT, Skip.NOT_PUBLISHED)]
    fitting = [each for each in own if each.applies is not False]
    if fitting:
        return [row(each.place, is_sure=each.applies is True) for each in fitting]
    return [row(APPLICANT, Skip.NOBODY if member.about else Skip.NOT_FITTING)]


def _without_doubles(sitting: Sitting, rows: Sequence[Planned]) -> list[Planned]:
    open_ones = open_pairs(sitting.people, [row.member.name for row in rows])
    held = held_now(sitting.people, sitting.today)
    found = []
    for row in rows:
        skip = row.skip
        if not skip and (row.person, row.member.name) in open_ones:
            skip = Skip.OPEN
        elif not skip and _is_held(row, sitting.people, held):
            skip = Skip.HELD
        found.append(replace(row, skip=str(skip)))
    return found


def open_pairs(people: Iterable[int], items: Iterable[str]) -> set[tuple[int, str]]:
    """Return which of these people have an open case of which of these items."""
    rows = Case.objects.filter(subject__in=list(people), item__in=list(items))
    return set(rows.exclude(state__in=ENDED).values_list("subject_id", "item"))


def _is_held(row: Planned, people: Collection[int], held: set[tuple[int, str]]) -> bool:
    item = row.member.item
    for rule in item.rules if item else ():
        whose = people if rule.subject == "household" else (row.person,)
        if rule.amount and rule.unit != ONCE and any((who, rule.id) in held for who in whose):
            return True
    return False


def needed_papers(sitting: Sitting, answers: Answers, going: Iterable[Planned]) -> list[Needed]:
    """Return the materials of the items that go, each once, with what the registry makes needless."""
    wanted = {row.id for each in going if each.member.item for row in each.member.item.materials}
    return [paper for paper in papers(sitting, answers) if paper.row.id in wanted]


def materials_apart(going: Iterable[Planned]) -> int:
    """Return how many materials would be asked if each item were applied for by itself."""
    return sum(len(each.member.item.materials) for each in going if each.member.item)
