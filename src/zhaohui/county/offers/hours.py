"""服务时长: how long people served at what they signed up for and were signed in at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.offers.models import Booking, BookingState, Slot
from zhaohui.county.offers.queries import kinds, visible_to
from zhaohui.county.offers.states import OWN

HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Served:
    """What one person served: each time with its minutes, newest first, and all minutes."""

    person: int
    times: list[tuple[Booking, int]]

    @property
    def minutes(self) -> int:
        """All minutes together."""
        return sum(minutes for _booking, minutes in self.times)


def counting_kinds() -> list[str]:
    """Return the kinds whose hours are counted."""
    return [kind.id for kind in kinds().values() if kind.row.counts_hours]


def served(actor: Actor) -> list[Served]:
    """Return what a resident, and those for whom she may ask, served."""
    rows = visible_to(actor, OWN).filter(
        slot__offer__kind__in=counting_kinds(), state=BookingState.ATTENDED
    )
    found: dict[int, list[tuple[Booking, int]]] = {}
    for row in rows.select_related("slot__offer").order_by("-slot__day", "-pk"):
        found.setdefault(row.person_id, []).append((row, minutes_of(row.slot)))
    return [Served(person=person, times=times) for person, times in found.items()]


def minutes_given(offers: Iterable[int]) -> int:
    """Return the minutes that all who were signed in at these offers served together."""
    came = Count("bookings", filter=Q(bookings__state=BookingState.ATTENDED))
    rows = Slot.objects.filter(offer__in=list(offers), bookings__state=BookingState.ATTENDED)
    return sum(slot.came * minutes_of(slot) for slot in rows.annotate(came=came))


def minutes_of(slot: Slot) -> int:
    """Return how long a slot takes, in minutes."""
    begins = dt.timedelta(hours=slot.starts.hour, minutes=slot.starts.minute)
    ends = dt.timedelta(hours=slot.ends.hour, minutes=slot.ends.minute)
    return int((ends - begins).total_seconds()) // HOUR
