"""What tests of offers begin with: the cast, a venue with slots, a home with beds, people who want them."""

from __future__ import annotations

import datetime as dt

from tests.county.small_county import the_pack
from tests.people import actor, officer, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import User
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.offers.actions.open_offer import (
    OfferEntry,
    OpeningEntry,
    open_offer,
    open_one,
    set_capacity,
)
from zhaohui.county.offers.models import Offer, Slot
from zhaohui.county.registry.models import Person

CODE = the_pack().code
TOWN, OTHER = (town.code for town in the_pack().towns[:2])
VILLAGES = [row.code for row in the_pack().villages]


def department(name: str):
    return actor(officer("department-officer", CODE, name=f"officer-{name}", department=name))


def colleague(who):
    """Return another officer of the same department: a round takes two."""
    name = department_of(who)
    found = User.objects.filter(username=f"second-{name}").first()
    return actor(
        found or officer("department-officer", CODE, name=f"second-{name}", department=name)
    )


def venue(
    who, kind: str = "culture-venues", *, area: str = TOWN, name: str = "模拟图书馆"
) -> Offer:
    return open_offer(who, OfferEntry(kind=kind, name=name, area=area, is_synthetic=True))


def slot_of(who, offer: Offer, *, seats: int = 2, days: int = 3, title: str = "") -> Slot:
    hours = OpeningEntry(
        weekdays=(0,),
        starts=dt.time(18),
        ends=dt.time(20),
        seats=seats,
        is_extended=True,
        title=title,
    )
    return open_one(who, offer.pk, county_today() + dt.timedelta(days=days), hours)


def places(who, kind: str, *counts: int, catchments=()) -> list[Offer]:
    made = []
    for at, count in enumerate(counts):
        catchment = tuple(catchments[at]) if catchments else ()
        row = open_offer(
            who,
            OfferEntry(
                kind=kind, name=f"模拟{at}号", area=TOWN, catchment=catchment, is_synthetic=True
            ),
        )
        set_capacity(who, row.pk, count, "模拟数据")
        made.append(row)
    return made


def people(count: int, *, age: int = 70, **facts) -> list[Person]:
    """Return people of that age in the town, known to be so."""
    born = county_today() - dt.timedelta(days=age * 366)
    village = next(code for code in VILLAGES if code.startswith(TOWN))
    rows = list(Person.objects.order_by("pk")[:count])
    for row in rows:
        row.birth_date, row.village, row.town = born, village, TOWN
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
    return rows


def residents(rows: list[Person]):
    return [actor(resident(row, name=f"resident-{row.pk}")) for row in rows]
