"""What people are told of their bookings and places: once, in her inbox, to who asked for a child."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county.offers.offering import (
    colleague,
    department,
    people,
    places,
    residents,
    slot_of,
    venue,
)
from tests.doors.portal.pages import read
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import User
from zhaohui.county.offers.actions.book import book
from zhaohui.county.offers.actions.offer_place import answer_place, expire_place
from zhaohui.county.offers.actions.open_offer import cancel_slot
from zhaohui.county.offers.actions.register_wishes import check_application, register_wishes
from zhaohui.county.offers.actions.run_allotment import (
    RunEntryForm,
    commit_run,
    publish_run,
    reveal_run,
)
from zhaohui.county.offers.actions.take_booking_step import cancel_booking
from zhaohui.county.offers.models import Occupancy, RunEntry
from zhaohui.county.outreach.models import Outbox
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def told(person, occasion="", channel="inbox"):
    rows = Outbox.objects.filter(person_id=person.pk, channel=channel).order_by("pk")
    if occasion:
        rows = rows.filter(template=f"{occasion}-{channel}")
    return [f"{row.subject} {row.body}" for row in rows]


def test_a_booking_and_a_seat_that_becomes_free_are_told_once():
    office = department("文旅")
    slot = slot_of(office, venue(office), seats=1)
    one, two = people(2, age=30)
    first, second = residents([one, two])
    booking = book(first, slot.pk, one.pk)
    book(first, slot.pk, one.pk)
    book(second, slot.pk, two.pk)
    assert "已经约上" in told(one)[0]
    assert len(told(one)) == 1
    assert "已经替您排上候补" in told(two)[0]
    cancel_booking(first, booking.pk)
    assert len(told(one)) == 1  # what she did herself she knows
    assert "您排的候补空出来了：模拟图书馆" in told(two, "offer-called")[0]
    client = Client()
    client.force_login(User.objects.get(pk=second.user_id))
    page = read(client.get("/me/inbox/"))
    assert "轮到了：模拟图书馆" in page.text
    assert "/me/offers/" in page.links


def test_a_slot_that_is_called_off_is_told_to_everybody_on_it():
    office = department("文旅")
    slot = slot_of(office, venue(office), seats=1)
    rows = people(2, age=30)
    for who, row in zip(residents(rows), rows, strict=True):
        book(who, slot.pk, row.pk)
    cancel_slot(office, slot.offer_id, slot.pk)
    for row in rows:
        assert "这个时段取消了" in told(row, "offer-off")[0]
    assert not Outbox.objects.filter(channel="sms").exists()  # nobody said yes to one


def test_who_asked_for_a_child_is_told_and_the_child_is_not():
    office = department("文旅")
    slot = slot_of(office, venue(office))
    parent = people(1, age=35)[0]
    child = Person.objects.exclude(pk=parent.pk).order_by("pk").first()
    Person.objects.filter(pk=child.pk).update(
        living=parent.living_id, birth_date=county_today() - dt.timedelta(days=3000)
    )
    book(residents([parent])[0], slot.pk, child.pk)
    assert len(told(parent)) == 1
    assert told(child) == []


def test_places_of_a_round_its_end_and_the_next_one():
    home = department("民政")
    offer = places(home, "care-home-beds", 1)[0]
    rows = people(3)
    made = []
    cast = dict(zip([row.pk for row in rows], residents(rows), strict=True))
    for row in rows:
        who = cast[row.pk]
        application = register_wishes(who, "care-home-beds", row.pk, [offer.pk])
        made.append(application)
    for application in made[:2]:
        check_application(home, application.pk, qualifies=True, words="核对过材料", level=0)
    check_application(home, made[2].pk, qualifies=False, words="年龄不符合，请看条件")
    assert "年龄不符合" in told(rows[2], "offer-refused")[0]
    run = commit_run(home, "care-home-beds", RunEntryForm(title="模拟一轮"))
    reveal_run(colleague(home), run.pk)
    publish_run(home, run.pk)
    publish_run(home, run.pk)
    place = Occupancy.objects.get()
    winner = place.person
    other = next(row for row in rows[:2] if row.pk != winner.pk)
    assert len(told(winner, "offer-place")) == 1
    assert "确认" in told(winner, "offer-place")[0]
    number = RunEntry.objects.get(application__subject=other).number
    assert f"您的编号是{number}" in told(other, "offer-round")[0]
    assert told(winner, "offer-round") == []
    expire_place(home, place.pk)
    assert "已经给了下一位" in told(winner, "offer-lost")[0]
    assert len(told(other, "offer-place")) == 1
    later = Occupancy.objects.get(person=other)
    answer_place(cast[other.pk], later.pk, "accept")
    assert len(told(other)) == 2  # of her own yes nothing more
