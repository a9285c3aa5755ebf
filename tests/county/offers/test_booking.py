"""Slots: who comes first, never more than there are seats, then the waiting list; who came."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.county.offers.offering import (
    CODE,
    OTHER,
    TOWN,
    VILLAGES,
    department,
    people,
    residents,
    slot_of,
    venue,
)
from tests.county.small_county import the_pack
from tests.people import actor, helper, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.delete_account import delete_account
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.offers.actions.book import book
from zhaohui.county.offers.actions.make_demonstration import make_demonstration
from zhaohui.county.offers.actions.open_offer import (
    OfferEntry,
    OpeningEntry,
    cancel_slot,
    open_offer,
    open_slots,
    set_capacity,
    set_openings,
)
from zhaohui.county.offers.actions.pass_night import pass_night
from zhaohui.county.offers.actions.take_booking_step import cancel_booking, note_attendance
from zhaohui.county.offers.errors import OfferError, OfferFull, OfferStateError
from zhaohui.county.offers.judging import judge
from zhaohui.county.offers.models import Attendance, Booking, BookingState, Offer, Slot
from zhaohui.county.offers.queries import kinds, slots_ahead, visible_to
from zhaohui.county.offers.states import TABLES
from zhaohui.county.offers.timetable import use_of, weeks
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
S = BookingState


@pytest.fixture
def keeper():
    return department("文旅")


def test_every_state_is_reached_and_only_ends_lead_nowhere():
    begins = {"Booking": {"booked", "waiting"}, "Application": {"registered"}}
    begins |= {"AllotmentRun": {"committed"}, "Occupancy": {"offered"}}
    for model, steps in TABLES.items():
        states = set(
            model._meta.get_field("state").choices and dict(model._meta.get_field("state").choices)
        )
        assert {step.after for step in steps.values()} | begins[model.__name__] == states


def test_who_holds_a_mandate_books_for_her_and_nobody_else(keeper):
    slot = slot_of(keeper, venue(keeper))
    hers, other = people(2)
    helping = actor(helper(hers))
    assert book(helping, slot.pk, person=hers.pk).state == S.BOOKED
    assert [row.person_id for row in visible_to(helping, "offer.own")] == [hers.pk]
    with pytest.raises(NotVisible):
        book(helping, slot.pk, person=other.pk)
    assert Booking.objects.count() == 1


def test_first_come_then_the_waiting_list_and_a_cancelled_seat_goes_to_who_waits_longest(keeper):
    slot = slot_of(keeper, venue(keeper), seats=2)
    rows = people(4)
    cast = residents(rows)
    made = [book(who, slot.pk, row.pk) for who, row in zip(cast, rows, strict=True)]
    assert [each.state for each in made] == [S.BOOKED, S.BOOKED, S.WAITING, S.WAITING]
    assert book(cast[0], slot.pk, rows[0].pk) == made[0]
    cancel_booking(cast[1], made[1].pk)
    made = list(Booking.objects.order_by("pk"))
    assert [each.state for each in made] == [S.BOOKED, S.CANCELLED, S.BOOKED, S.WAITING]
    slot.refresh_from_db()
    assert (slot.taken, slot.free) == (2, 0)
    said = list(
        Entry.objects.filter(subject_kind="person")
        .order_by("seq")
        .values_list("purpose", flat=True)
    )
    assert said[-2:] == ["取消预约", "候补转正"]
    assert book(cast[1], slot.pk, rows[1].pk).state == S.WAITING


def test_the_table_itself_refuses_one_too_many(keeper):
    slot = slot_of(keeper, venue(keeper), seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken=2)


def test_full_without_a_waiting_list_is_said(keeper):
    slot = slot_of(keeper, venue(keeper, "culture-orders"), seats=1)
    rows = people(2)
    cast = residents(rows)
    with pytest.raises(OfferError, match="送到哪个村"):
        book(cast[0], slot.pk, rows[0].pk)
    assert book(cast[0], slot.pk, rows[0].pk, village=VILLAGES[0]).village == VILLAGES[0]
    with pytest.raises(OfferFull):
        book(cast[1], slot.pk, rows[1].pk, village=VILLAGES[0])


def test_nobody_books_for_others_than_her_own(keeper):
    slot = slot_of(keeper, venue(keeper))
    mine, other = people(2)
    who, stranger = residents([mine, other])
    with pytest.raises(NotVisible):
        book(who, slot.pk, other.pk)
    made = book(who, slot.pk, mine.pk)
    with pytest.raises(NotVisible):
        cancel_booking(stranger, made.pk)
    assert not visible_to(stranger).exists()


def test_a_grown_up_books_for_a_child_of_her_home(keeper):
    slot = slot_of(keeper, venue(keeper))
    mother = people(1, age=30)[0]
    child = Person.objects.exclude(pk=mother.pk).first()
    Person.objects.filter(pk=child.pk).update(
        living=mother.living, birth_date=county_today() - dt.timedelta(days=800)
    )
    who = residents([mother])[0]
    assert book(who, slot.pk, child.pk).state == S.BOOKED
    Person.objects.filter(pk=child.pk).update(birth_date=None)
    with pytest.raises(NotVisible):
        book(who, slot_of(keeper, venue(keeper, name="模拟二馆")).pk, child.pk)


def test_windows_book_on_behalf_in_their_own_town_only(keeper):
    slot = slot_of(keeper, venue(keeper))
    person = people(1)[0]
    clerk = actor(officer("window-clerk", TOWN, name="clerk"))
    stranger = actor(officer("window-clerk", OTHER, name="next"))
    with pytest.raises(NotVisible):
        book(stranger, slot.pk, person.pk)
    made = book(clerk, slot.pk, person.pk)
    assert made.is_by_officer
    assert visible_to(clerk).get() == made
    assert not visible_to(stranger).exists()
    with pytest.raises(NotVisible):
        note_attendance(stranger, made.pk, "check_in")


def test_a_department_sees_its_own_kinds(keeper):
    slot = slot_of(keeper, venue(keeper))
    person = people(1)[0]
    book(residents([person])[0], slot.pk, person.pk)
    assert visible_to(keeper).count() == 1
    assert not visible_to(department("司法")).exists()


def test_what_the_registry_denies_is_refused_and_what_it_does_not_know_is_not():
    row = people(1, age=40)[0]
    assert judge(kinds()["childcare-places"], row.pk).fits is False
    Person.objects.filter(pk=row.pk).update(birth_date=None)
    assert judge(kinds()["childcare-places"], row.pk).fits is None


def test_what_has_begun_is_called_off_or_out_of_reach_is_not_booked(keeper):
    slot = slot_of(keeper, venue(keeper))
    person = people(1)[0]
    who = residents([person])[0]
    made = book(who, slot.pk, person.pk)
    cancel_slot(keeper, slot.offer_id, slot.pk)
    made.refresh_from_db()
    assert made.state == S.CANCELLED
    with pytest.raises(OfferStateError, match="取消"):
        book(who, slot.pk, person.pk)
    Slot.objects.update(is_cancelled=False, day=county_today() - dt.timedelta(days=1))
    with pytest.raises(OfferStateError, match="已经开始"):
        book(who, slot.pk, person.pk)
    with pytest.raises(NotVisible):
        book(who, 0, person.pk)


def test_attendance_is_noted_and_put_right_and_silence_says_nothing(keeper):
    slot = slot_of(keeper, venue(keeper), days=1)
    rows = people(3)
    made = [book(who, slot.pk, row.pk) for who, row in zip(residents(rows), rows, strict=True)]
    with pytest.raises(OfferStateError, match="还没有到"):
        note_attendance(keeper, made[0].pk, "check_in")
    Slot.objects.update(day=county_today() - dt.timedelta(days=1))
    note_attendance(keeper, made[0].pk, "miss")
    note_attendance(keeper, made[0].pk, "check_in")
    assert Attendance.objects.get().came
    assert pass_night(system_actor("test")) == {"expired": 0, "lapsed": 1}
    assert pass_night(system_actor("test")) == {"expired": 0, "lapsed": 0}
    states = list(Booking.objects.order_by("pk").values_list("state", flat=True))
    assert states == [S.ATTENDED, S.BOOKED, S.LAPSED]


def test_slots_follow_the_opening_hours_and_the_week_is_added_up(keeper):
    offer = venue(keeper)
    set_openings(
        keeper,
        offer.pk,
        OpeningEntry(weekdays=tuple(range(5)), starts=dt.time(9), ends=dt.time(17), seats=50),
    )
    set_openings(
        keeper,
        offer.pk,
        OpeningEntry(
            weekdays=(4, 5), starts=dt.time(17), ends=dt.time(20, 30), seats=30, is_extended=True
        ),
    )
    week = weeks([offer], kinds()["culture-venues"])[0]
    assert (week.minutes, week.extended, week.outside, week.is_free) == (2820, 420, 150 + 210, True)
    first = county_today() + dt.timedelta(days=1)
    made = open_slots(keeper, offer.pk, first, first + dt.timedelta(days=6))
    assert len(made) == len(open_slots(keeper, offer.pk, first, first + dt.timedelta(days=6))) + 7
    assert slots_ahead(offer).count() == 7
    assert use_of([offer.pk], first, first + dt.timedelta(days=6)) == {
        offer.pk: (5 * 50 + 2 * 30, 0)
    }


def test_what_cannot_be_opened_is_said(keeper):
    offer = venue(keeper)
    with pytest.raises(OfferError, match="同名"):
        venue(keeper)
    with pytest.raises(OfferError, match="哪个镇"):
        open_offer(keeper, OfferEntry(kind="culture-venues", name="馆", area="510812"))
    with pytest.raises(OfferError, match="写名称"):
        open_offer(keeper, OfferEntry(kind="culture-venues", name=" ", area=CODE))
    with pytest.raises(NotVisible):
        open_offer(keeper, OfferEntry(kind="weather", name="馆", area=CODE))
    with pytest.raises(OfferError, match="先写开放时间"):
        open_slots(keeper, offer.pk, county_today(), county_today())
    with pytest.raises(OfferError, match="写在时段里"):
        set_capacity(keeper, offer.pk, 5, "文件")
    with pytest.raises(OfferError, match="晚于开始"):
        set_openings(
            keeper,
            offer.pk,
            OpeningEntry(weekdays=(0,), starts=dt.time(9), ends=dt.time(9), seats=5),
        )
    with pytest.raises(NotVisible):
        open_slots(department("司法"), offer.pk, county_today(), county_today())


def test_the_demonstration_has_every_kind_marked_and_is_made_once():
    made = make_demonstration(system_actor("test"), the_pack())
    assert made == Offer.objects.count() >= len(the_pack().offers)
    assert all(Offer.objects.values_list("is_synthetic", flat=True))
    assert set(Offer.objects.values_list("kind", flat=True)) == {r.id for r in the_pack().offers}
    assert make_demonstration(system_actor("test"), the_pack()) == 0


def test_who_deletes_her_account_keeps_her_booking(keeper):
    slot = slot_of(keeper, venue(keeper))
    person = people(1)[0]
    who = residents([person])[0]
    made = book(who, slot.pk, person.pk)
    delete_account(who)
    made.refresh_from_db()
    assert (made.state, made.booked_by) == (S.BOOKED, None)
