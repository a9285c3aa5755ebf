"""The one form of a 一件事: for whom each of its items is, and which rules it therefore asks about."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.forms.answers import Answers, Place
from zhaohui.county.forms.sitting import Sitting
from zhaohui.packs.bundles import Bundle, Member

APPLICANT = 0


@dataclass(frozen=True)
class ForWhom:
    """A member of a bundle for one person of the household, by her place in the form.

    `applies`: whether its conditions hold; None: something about them is not known.
    """

    member: Member
    place: int
    applies: bool | None


def reached(sitting: Sitting, bundle: Bundle) -> list[int]:
    """Return for whom the applicant may apply: herself, and minors of her home as the registry knows.

    What she states herself makes nobody a minor.
    """
    if bundle.minors is None:
        return [APPLICANT]
    known = sitting.begin()
    views = sitting.views(known)
    others = range(1, len(known.members)) if sitting.people else ()
    return [APPLICANT, *(i for i in others if bundle.minors.holds(views, i) is True)]


def for_whom(sitting: Sitting, answers: Answers, bundle: Bundle) -> list[ForWhom]:
    """Return every member that can be applied for, with everybody whom it may be for."""
    views, found = sitting.views(answers), []
    people = reached(sitting, bundle)
    for member in bundle.open_members:
        when = member.when.holds(views, APPLICANT) if member.when else True
        for place in people if member.about else [APPLICANT]:
            about = member.about.holds(views, place) if member.about else True
            found.append(ForWhom(member, place, _and(when, about)))
    return found


def _and(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def asked_pairs(sitting: Sitting, answers: Answers, bundle: Bundle) -> frozenset[tuple[str, Place]]:
    """Return the rules that the form asks about, each with whose (None: the household's)."""
    found: set[tuple[str, Place]] = set()
    for each in for_whom(sitting, answers, bundle):
        if each.applies is not False and each.member.item:
            for rule in each.member.item.rules:
                found.add((rule.id, None if rule.subject == "household" else each.place))
    return frozenset(found)
