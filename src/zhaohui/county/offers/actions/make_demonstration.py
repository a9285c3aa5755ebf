"""Offers of a synthetic county 模拟数据: places, hours, capacities and slots that nobody has published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.offers.actions.open_offer import OpeningEntry, open_slots, set_openings
from zhaohui.county.offers.models import Capacity, Offer
from zhaohui.county.offers.states import OPEN
from zhaohui.county.places.models import Facility
from zhaohui.packs.offers import OfferKind, offer_kinds
from zhaohui.packs.pack import Pack

MARK = "模拟"
MOST_OF_A_KIND, DAYS, USUAL_ROOM = 12, 7, 20
BY_DAY = OpeningEntry(weekdays=(1, 2, 3, 4, 5), starts=dt.time(9), ends=dt.time(17), seats=20)
EVENINGS = OpeningEntry(
    weekdays=(4, 5, 6), starts=dt.time(18), ends=dt.time(20), seats=15, is_extended=True
)


def make_demonstration(actor: Actor, pack: Pack) -> int:
    """Put up synthetic offers of every kind; return how many. Where there are any, nothing is done."""
    with transaction.atomic():
        if Offer.objects.exists():
            return 0
        made = [row for kind in offer_kinds(pack).values() for row in _of_kind(pack, kind)]
        for offer in made:
            _fill(actor, pack, offer)
        record(actor, OPEN, purpose="模拟数据", change={"offers": len(made)})
    return len(made)


def _of_kind(pack: Pack, kind: OfferKind) -> Iterator[Offer]:
    for name, area, facility in _places(pack, kind):
        yield Offer.objects.create(
            kind=kind.id,
            name=name,
            area=area,
            facility=facility.pk if facility else None,
            lon=facility.lon if facility else None,
            lat=facility.lat if facility else None,
            is_synthetic=True,
        )


def _places(pack: Pack, kind: OfferKind) -> Iterable[tuple[str, str, Facility | None]]:
    rows = Facility.objects.filter(kind=kind.row.facility_kind, is_synthetic=True)
    found = [
        (row.name, row.village or row.town or pack.code, row)
        for row in rows.order_by("pk")[:MOST_OF_A_KIND]
    ]
    if found:
        return found
    seat = pack.towns[0].code if pack.towns else pack.code
    return [(f"{MARK}{kind.row.name}{number}", seat, None) for number in (1, 2)]


def _fill(actor: Actor, pack: Pack, offer: Offer) -> None:
    today = county_today()
    if offer_kinds(pack)[offer.kind].row.use == "slots":
        for entry in (BY_DAY, EVENINGS):
            set_openings(actor, offer.pk, entry)
        open_slots(actor, offer.pk, today, today + dt.timedelta(days=DAYS))
        return
    facility = Facility.objects.filter(pk=offer.facility).first() if offer.facility else None
    known = facility.capacity if facility and facility.capacity is not None else USUAL_ROOM
    free = max(known - (facility.used or 0), 0) if facility else USUAL_ROOM
    Capacity.objects.create(offer=offer, start=today, count=free, words=f"{MARK}数据：空着的")
