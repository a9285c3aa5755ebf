"""Who is in a person's two households, as far as the officer may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry.models import HouseholdKind, Person
from zhaohui.county.registry.people_list import age
from zhaohui.county.registry.queries import people_visible_to

FIELDS = (
    "pk",
    "name",
    "sex",
    "birth_date",
    "relation",
    "village",
    "town",
    "living_id",
    "registered_id",
)


@dataclass(frozen=True, kw_only=True)
class HomeMembers:
    """One of the two households: its number, the members in reach, and how many are not."""

    kind: str
    number: str
    members: list[dict[str, Any]]
    out_of_reach: int


def household_members(actor: Actor, person: Person) -> list[HomeMembers]:
    """Return the living and the registered household with their members; three queries."""
    together = Q(living=person.living_id) | Q(registered=person.registered_id)
    rows = list(
        people_visible_to(actor, "person.read").filter(together).order_by("pk").values(*FIELDS)
    )
    keys = list(Person.objects.filter(together).values_list("living_id", "registered_id"))
    return [
        _home(rows, keys, 0, person.living),
        _home(rows, keys, 1, person.registered),
    ]


def _home(
    rows: list[dict[str, Any]], keys: list[tuple[int, int]], part: int, home: Any
) -> HomeMembers:
    name = ("living_id", "registered_id")[part]
    years = age()
    members = [row | {"age": years(row)} for row in rows if row[name] == home.pk]
    return HomeMembers(
        kind=_(HouseholdKind(home.kind).label),
        number=home.number or "",
        members=members,
        out_of_reach=sum(pair[part] == home.pk for pair in keys) - len(members),
    )
