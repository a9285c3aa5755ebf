"""What offers stand in the walk's world: a venue with a slot in each place, a round that anybody may check."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from zhaohui.clock import county_today
from zhaohui.county.offers.models import AllotmentRun, Offer, Slot

if TYPE_CHECKING:
    from zhaohui.county.accounts.models import User
    from zhaohui.county.registry.models import Person
    from zhaohui.packs.pack import Pack

SLOTS, PLACES, ROUNDS = "culture-venues", "care-home-beds", "school-places"


class OfferWorld:
    """Offers, made when a page asks for one."""

    pack: Pack
    person: dict[str, Person]
    accounts: dict[str, User]

    def offer(self, place: str) -> Offer:
        """A venue in the village of that place."""
        return Offer.objects.get_or_create(
            kind=SLOTS,
            name="模拟文化站",
            area=self.person[place].village,
            defaults={"is_synthetic": True, "opened_by": self.accounts["town-officer"]},
        )[0]

    def slot(self, place: str) -> Slot:
        """A time tomorrow evening at the venue of that place."""
        return Slot.objects.get_or_create(
            offer=self.offer(place),
            day=county_today() + dt.timedelta(days=1),
            starts=dt.time(18),
            title="",
            defaults={"ends": dt.time(20), "seats": 5},
        )[0]

    def run(self) -> AllotmentRun:
        """A round that was announced."""
        return AllotmentRun.objects.get_or_create(
            kind=ROUNDS,
            defaults={
                "title": "模拟轮次",
                "method": "deferred_acceptance",
                "algorithm": "sm3",
                "secret_sealed": b"x",
                "inputs": "0" * 64,
                "commitment": "0" * 64,
                "texts": {"rules.json": "{}"},
                "pack_version": self.pack.version,
                "is_synthetic": True,
                "run_by": self.accounts["town-officer"],
            },
        )[0]
