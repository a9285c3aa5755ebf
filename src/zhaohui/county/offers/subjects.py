"""For whom a resident may ask: herself, who gave her a mandate, minors who live with her."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.offers.states import OWN
from zhaohui.county.registry.grown_up import is_minor
from zhaohui.county.registry.queries import names_of, people_around


@dataclass(frozen=True)
class Subject:
    """Somebody for whom she may ask, and what a page calls her."""

    person: int
    label: str


def subjects(actor: Actor) -> list[Subject]:
    """Return for whom the actor may ask; nobody where her account belongs to nobody."""
    own = actor.person_id
    people = list(actor.people(OWN))
    names = names_of([*people, *minors_of(own)])
    found = [
        Subject(
            pk, _("本人") if pk == own else _("%(name)s（受委托）") % {"name": names.get(pk, "")}
        )
        for pk in people
    ]
    return found + [
        Subject(pk, _("%(name)s（孩子）") % {"name": names.get(pk, "")}) for pk in minors_of(own)
    ]


def minors_of(person: int | None) -> list[int]:
    """Return who lives with a grown-up and is under age by the registry; nobody with a minor."""
    if person is None:
        return []
    people, _homes = people_around(person)
    day = county_today()
    if is_minor(people[0]["birth_date"], day) is not False:
        return []
    home = people[0]["living_id"]
    return [
        row["id"]
        for row in people[1:]
        if row["living_id"] == home and is_minor(row["birth_date"], day)
    ]


def require_subject(actor: Actor, person: int) -> None:
    """Raise NotVisible for anybody for whom the actor may not ask."""
    if person not in {each.person for each in subjects(actor)}:
        raise NotVisible
