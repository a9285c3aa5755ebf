"""Every night: offers that nobody answered run out, waiting lists of past slots lapse. Twice does no harm."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.offers.actions.offer_place import expire_place
from zhaohui.county.offers.models import Booking, BookingState, Occupancy, OccupancyState
from zhaohui.county.offers.states import SERVE, move


def pass_night(actor: Actor) -> dict[str, int]:
    """Return how many offers ran out and how many waiting bookings lapsed.

    Who never came is not marked as missing: a sheet that nobody filled in says nothing.
    """
    today = county_today()
    late = Occupancy.objects.filter(state=OccupancyState.OFFERED, confirm_by__lt=today)
    expired = [
        expire_place(actor, pk).pk for pk in late.order_by("pk").values_list("pk", flat=True)
    ]
    past = Booking.objects.filter(state=BookingState.WAITING, slot__day__lt=today).order_by("pk")
    lapsed = 0
    with transaction.atomic():
        for row in past.select_for_update(of=("self",)):
            move(row, "lapse")
            row.save(update_fields=["state"])
            lapsed += 1
        if lapsed:
            record(actor, SERVE, purpose="候补过期", change={"bookings": lapsed})
    return {"expired": len(expired), "lapsed": lapsed}
