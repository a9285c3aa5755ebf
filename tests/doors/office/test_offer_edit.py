"""An officer edits a place, closes it, changes a slot: whom it concerns is shown first, then told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.offers.offering import CODE, people
from tests.doors.portal.pages import read
from tests.people import officer, resident
from tests.scenarios.test_offers import act, booked, desk, hours, opened, put_up, registered
from zhaohui.clock import county_today
from zhaohui.county.offers.models import AllotmentRun, Booking, Occupancy, Offer, Slot
from zhaohui.county.outreach.models import Outbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def keeper():
    return desk("文旅")


@pytest.fixture
def hall(keeper):
    offer = put_up(keeper, "culture-venues", "模拟图书馆")
    for day in "0123456":
        hours(keeper, offer, day, "18:00", "20:00")
    return offer


@pytest.fixture
def full(keeper, hall):
    """A slot of two seats with a third who waits."""
    slot = opened(keeper, hall, 3)[1]
    rows = people(3, name="模拟某", age=30)
    return slot, [booked(signed_in(resident(row, f"r{row.pk}")), slot, row) for row in rows]


def told(booking, occasion):
    rows = Outbox.objects.filter(person_id=booking.person_id, template=f"offer-{occasion}-inbox")
    return [row.body for row in rows]


def test_a_place_is_edited_and_another_of_that_name_is_refused(keeper, hall):
    address = f"/office/offers/{hall.pk}/edit/"
    assert read(keeper.get(address)).inputs["name"] == "模拟图书馆"
    given = {"name": "模拟新馆", "address": "模拟路1号", "price": "2.50", "price_words": "每次"}
    assert keeper.post(address, given).status_code == 302
    page = read(Client().get(f"/offers/{hall.pk}/")).text
    assert "模拟新馆" in page
    assert "¥2.50" in page
    put_up(keeper, "culture-venues", "模拟旧馆")
    assert "同名" in act(keeper, address, 400, name="模拟旧馆")
    assert "价格" in act(keeper, address, 400, name="模拟新馆", price="很多")


def test_a_slot_moves_after_it_was_shown_whom_it_concerns(keeper, hall, full):
    slot, made = full
    address = f"/office/offers/slots/{slot.pk}/change/"
    assert address in read(keeper.get(f"/office/offers/slots/{slot.pk}/")).links
    day = (county_today() + dt.timedelta(days=9)).isoformat()
    wanted = {"day": day, "starts": "09:00", "ends": "11:00", "seats": "2"}
    shown = act(keeper, address, 200, **wanted)
    assert "已经约上的 2 人和候补的 1 人" in shown
    assert Slot.objects.get(pk=slot.pk).day == slot.day  # nothing yet
    assert "有变化" in act(keeper, address, 409, **wanted, agreed="2")
    act(keeper, address, **wanted, agreed="3")
    slot.refresh_from_db()
    assert (slot.day.isoformat(), slot.starts, slot.taken) == (day, dt.time(9), 2)
    assert all("09:00" in told(each, "moved")[0] for each in made)
    assert "已经替您排上候补" in told(made[2], "moved")[0]


def test_more_seats_call_who_waits_and_fewer_than_taken_are_refused(keeper, full):
    slot, made = full
    address = f"/office/offers/slots/{slot.pk}/change/"
    same = {"day": slot.day.isoformat(), "starts": "18:00", "ends": "20:00"}
    assert "不能少于已经约上的 2 人" in act(keeper, address, 400, **same, seats="1")
    assert "候补的 1 人转正" in act(keeper, address, 200, **same, seats="5")
    act(keeper, address, **same, seats="5", agreed="1")
    assert Booking.objects.get(pk=made[2].pk).state == "booked"
    assert told(made[2], "called")
    assert not told(made[0], "moved")
    other = Slot.objects.filter(offer=slot.offer_id).exclude(pk=slot.pk).first()
    taken = same | {"day": other.day.isoformat()}
    assert "已经有了" in act(keeper, address, 400, **taken, seats="5")


def test_a_place_is_closed_and_everybody_on_it_told_why(keeper, hall, full):
    slot, made = full
    address = f"/office/offers/{hall.pk}/close/"
    page = read(keeper.get(address))
    assert "取消 3 个时段：已经约上 2 人，候补 1 人" in page.text
    assert "为什么停用" in act(keeper, address, 400, words="", agreed="3")
    assert "有变化" in act(keeper, address, 409, words="屋顶漏水要修", agreed="0")
    act(keeper, address, words="屋顶漏水要修", agreed="3")
    assert Client().get(f"/offers/{hall.pk}/").status_code == 404
    assert all("屋顶漏水要修" in told(each, "off")[0] for each in made)
    slot.refresh_from_db()
    assert (slot.is_cancelled, slot.taken) == (True, 0)
    assert "已停用" in read(keeper.get(f"/office/offers/{hall.pk}/")).text
    act(keeper, f"/office/offers/{hall.pk}/step/", step="reopen")
    assert Client().get(f"/offers/{hall.pk}/").status_code == 200


def test_who_holds_a_place_keeps_it_and_no_round_is_disturbed():
    home = desk("民政")
    bed = put_up(home, "care-home-beds", "模拟养老院")
    act(home, f"/office/offers/{bed.pk}/step/", step="capacity", count="1", words="模拟数据")
    rows = people(2, name="模拟某")
    for row in rows:
        made = registered(signed_in(resident(row, f"r{row.pk}")), "care-home-beds", row, bed)
        step = {"step": "qualify", "pk": made.pk, "level": "0", "words": "核对过材料"}
        act(home, "/office/offers/queues/care-home-beds/step/", **step)
    rounds = "/office/offers/rounds/care-home-beds/step/"
    act(home, rounds, step="commit", title="模拟一轮")
    close = f"/office/offers/{bed.pk}/close/"
    assert "正有一轮" in act(home, close, 409, words="不再收住", agreed="0")
    second = desk("民政", "second")
    run = AllotmentRun.objects.get().pk
    act(second, rounds, step="reveal", run=run)
    act(second, rounds, step="publish", run=run)
    assert "在用和等确认的 1 个名额不受影响" in read(home.get(close)).text
    act(home, close, words="不再收住", agreed="0")
    place = Occupancy.objects.get()
    assert place.state == "offered"
    client = signed_in(place.person.user)
    act(client, "/me/offers/step/", step="decline", pk=place.pk)
    assert Occupancy.objects.count() == 1  # a closed home calls nobody


def test_another_town_and_another_department_find_nothing(hall, full):
    slot, _made = full
    pages = [f"/office/offers/{hall.pk}/edit/", f"/office/offers/{hall.pk}/close/"]
    pages.append(f"/office/offers/slots/{slot.pk}/change/")
    next_town = signed_in(officer("town-officer", f"{CODE}101", name="next"))
    clerk = signed_in(officer("window-clerk", hall.area, name="clerk"))  # serves, opens nothing
    for client in (next_town, desk("司法"), clerk):
        assert [client.get(each).status_code for each in pages] == [404] * 3
    assert Offer.objects.get(pk=hall.pk).is_open
