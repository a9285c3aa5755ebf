"""Many hands at once on one slot: as many get a seat as there are seats, each person once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.county.offers.offering import department, people, residents, slot_of, venue
from zhaohui.county.offers.actions.book import book
from zhaohui.county.offers.actions.take_booking_step import cancel_booking
from zhaohui.county.offers.models import Booking, BookingState, Slot

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HANDS = 12


@pytest.fixture
def on_a_server(db):
    if connection.vendor != "postgresql":
        pytest.skip("an SQLite in memory is one connection's own; writers of a file take turns")


def test_never_overbooked_whoever_presses_at_once(on_a_server, county):
    keeper = department("文旅")
    slot = slot_of(keeper, venue(keeper), seats=5)
    rows = people(HANDS)
    cast = residents(rows)
    start = Barrier(HANDS)

    def press(pair):
        who, row = pair
        try:
            start.wait(10)
            made = book(who, slot.pk, row.pk)
            again = book(who, slot.pk, row.pk)
            if row.pk % 4 == 0:
                cancel_booking(who, made.pk)
            return made.pk == again.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        assert all(pool.map(press, zip(cast, rows, strict=True)))
    slot = Slot.objects.get(pk=slot.pk)
    booked = Booking.objects.filter(slot=slot, state=BookingState.BOOKED).count()
    assert booked == slot.taken == 5
    gone = Booking.objects.filter(slot=slot, state=BookingState.CANCELLED).count()
    assert Booking.objects.filter(slot=slot, state=BookingState.WAITING).count() == HANDS - 5 - gone
