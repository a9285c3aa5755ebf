"""What there is of something scarce, booked, waited for, shared out in public, reviewed and left: through the doors."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.offers.offering import CODE, TOWN, people
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    Booking,
    Occupancy,
    Offer,
    RunEntry,
    Slot,
)
from zhaohui.county.registry.models import Person
from zhaohui.engines.matching.verify_allotment import verify
from zhaohui.packs.offers import offer_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def desk(department: str, name: str = "") -> Client:
    name = name or department
    return signed_in(officer("department-officer", CODE, name=name, department=department))


def put_up(client: Client, kind: str, name: str, **more: object) -> Offer:
    answer = client.post(f"/office/offers/new/{kind}/", {"name": name, "area": TOWN, **more})
    assert answer.status_code == 302, read(answer).text
    return Offer.objects.get(kind=kind, name=name)


def act(client: Client, address: str, status: int = 302, **said: object) -> str:
    answer = client.post(address, said)
    assert answer.status_code == status, read(answer).text
    return read(answer).text if status != 302 else ""


def hours(
    client: Client, offer: Offer, weekday: str, starts: str, ends: str, **more: object
) -> None:
    said = {"step": "hours", "weekday": weekday, "starts": starts, "ends": ends, "seats": "2"}
    act(client, f"/office/offers/{offer.pk}/step/", **said, **more)


def opened(client: Client, offer: Offer, days: int = 7) -> list[Slot]:
    first = county_today() + dt.timedelta(days=1)
    last = first + dt.timedelta(days=days - 1)
    said = {"step": "slots", "first": first.isoformat(), "last": last.isoformat()}
    act(client, f"/office/offers/{offer.pk}/step/", **said)
    return list(offer.slots.order_by("day", "starts"))


def booked(client: Client, slot: Slot, person: Person) -> Booking:
    act(client, f"/offers/{slot.offer_id}/book/", slot=slot.pk, person=person.pk)
    return Booking.objects.get(slot=slot, person=person)


def registered(client: Client, kind: str, person: Person, *offers: Offer) -> Application:
    wishes = [offer.pk for offer in offers]
    act(client, f"/offers/kinds/{kind}/register/", person=person.pk, wish=wishes)
    return Application.objects.get(kind=kind, subject=person)


def in_a_round(client: Client, kind: str, tmp_path, *, entropy: str = "") -> AllotmentRun:
    steps = f"/office/offers/rounds/{kind}/step/"
    act(
        client,
        steps,
        step="commit",
        title="模拟第一轮",
        entropy_source="模拟号码" if entropy else "",
    )
    run = AllotmentRun.objects.get(kind=kind)
    before = read(Client().get(f"/offers/runs/{run.pk}/")).text
    assert run.commitment in before
    assert "还没有公开" in before
    assert "要由另一位同事" in act(client, steps, 409, step="reveal", run=run.pk, entropy=entropy)
    second = desk(offer_kinds(current_pack())[kind].row.department, "second")
    assert f"/offers/runs/{run.pk}/" in read(second.get(steps.removesuffix("step/"))).links
    act(second, steps, step="reveal", run=run.pk, entropy=entropy)
    act(client, steps, step="publish", run=run.pk)
    run.refresh_from_db()
    for name in run.texts:  # as an outsider downloads them
        found = Client().get(f"/offers/runs/{run.pk}/files/{name}")
        (tmp_path / name).write_bytes(found.content)
    assert verify(tmp_path)
    assert b"def verify(" in Client().get("/offers/verify_allotment.py").content
    return run


@pytest.mark.requirement("R001")
def test_opening_hours_with_evenings_and_days_off_are_public_and_free_opening_is_checked():
    keeper = desk("文旅")
    offer = put_up(keeper, "culture-venues", "模拟图书馆")
    assert "开放时间没有公布" in read(Client().get("/offers/kinds/culture-venues/")).text
    hours(keeper, offer, "2", "09:00", "17:00")
    hours(keeper, offer, "5", "18:00", "21:00", extended="on")
    text = read(Client().get("/offers/kinds/culture-venues/")).text
    assert "每周开放 11 小时，其中错时延时 3 小时" in text
    assert "免费" in text
    assert "18:00" in text
    paid = put_up(keeper, "culture-venues", "模拟收费馆", price="5")
    hours(keeper, paid, "0", "09:00", "10:00")
    assert "收费" in read(keeper.get(f"/office/offers/{paid.pk}/")).text


@pytest.mark.requirement("R180", "R188")
def test_a_sports_hall_is_shared_by_booking_and_its_price_is_public():
    keeper = desk("文旅")
    offer = put_up(keeper, "sports-venues", "模拟球场", price="2.50", price_words="每小时，低收费")
    for day in "0123456":
        hours(keeper, offer, day, "19:00", "20:00")
    slots = opened(keeper, offer)
    page = read(Client().get(f"/offers/{offer.pk}/")).text
    assert "¥2.50" in page
    assert "登录以后预约" in page
    rows = people(3, name="模拟某")
    clients = [signed_in(resident(row, f"r{row.pk}")) for row in rows]
    made = [booked(client, slots[0], row) for client, row in zip(clients, rows, strict=True)]
    assert [each.state for each in made] == ["booked", "booked", "waiting"]
    assert "前面还有 0 人候补" in read(clients[2].get("/me/offers/")).text
    act(clients[0], "/me/offers/step/", step="cancel", pk=made[0].pk)
    assert "已约上" in read(clients[2].get("/me/offers/")).text


@pytest.mark.requirement("R181", "R343")
def test_sheets_count_who_came_and_the_office_sees_how_much_is_used():
    keeper = desk("文旅")
    offer = put_up(keeper, "culture-venues", "模拟文化馆")
    for day in "0123456":
        hours(keeper, offer, day, "18:00", "20:00", extended="on")
    slot = opened(keeper, offer, 1)[0]
    person = people(1, name="模拟某")[0]
    client = signed_in(resident(person))
    made = booked(client, slot, person)
    Slot.objects.filter(pk=slot.pk).update(day=county_today())
    act(keeper, f"/office/offers/slots/{slot.pk}/step/", step="check_in", booking=made.pk)
    assert "到了" in read(keeper.get(f"/office/offers/slots/{slot.pk}/")).text
    home = read(keeper.get("/office/offers/")).text
    assert "近30天约了 50%" in home
    assert "到场 1 人" in home
    trainer = desk("人社")
    base = put_up(trainer, "training-base", "模拟实训基地")
    day = (county_today() + dt.timedelta(days=2)).isoformat()
    lesson = {"step": "slot", "title": "焊接入门", "day": day, "starts": "09:00", "ends": "11:00"}
    act(trainer, f"/office/offers/{base.pk}/step/", **lesson, seats="4")
    bench = base.slots.get()
    booked(client, bench, person)
    Slot.objects.filter(pk=bench.pk).update(day=county_today())
    assert "近30天约了 25%" in read(trainer.get("/office/offers/")).text


@pytest.mark.requirement("R094")
def test_a_lesson_of_community_education_is_found_and_signed_up_for():
    school = desk("教育")
    offer = put_up(school, "community-courses", "模拟社区教育站")
    day = (county_today() + dt.timedelta(days=3)).isoformat()
    lesson = {"step": "slot", "title": "智能手机课", "day": day, "starts": "09:00", "ends": "10:30"}
    act(school, f"/office/offers/{offer.pk}/step/", **lesson, seats="1")
    assert "模拟社区教育站" in read(Client().get("/offers/kinds/community-courses/")).text
    person = people(1)[0]
    client = signed_in(resident(person))
    assert "智能手机课" in read(client.get(f"/offers/{offer.pk}/")).text
    booked(client, offer.slots.get(), person)
    assert "智能手机课" in read(client.get("/me/offers/")).text


@pytest.mark.requirement("R084")
def test_school_places_for_registered_children_and_children_of_migrants_verified_by_anybody(
    tmp_path,
):
    school = desk("教育")
    one = put_up(school, "school-places", "模拟一小", catchment=[TOWN])
    two = put_up(school, "school-places", "模拟二小")
    for offer in (one, two):
        act(
            school, f"/office/offers/{offer.pk}/step/", step="capacity", count="1", words="模拟数据"
        )
    rows = people(3, age=7)
    Person.objects.update(hukou_area="110101001001", residence_area="110101001001")
    Person.objects.filter(pk=rows[2].pk).update(residence_area=f"{TOWN}001")
    made = []
    for row in rows:
        client = signed_in(resident(row, f"r{row.pk}"))
        made.append(registered(client, "school-places", row, one, two))
    in_a_round(school, "school-places", tmp_path, entropy="0427")
    assert RunEntry.objects.get(application=made[2]).offer == one
    assert Occupancy.objects.count() == 2
    entry = RunEntry.objects.get(application=made[2])
    assert f"我的编号 {entry.number}" in read(client.get("/me/offers/")).text


@pytest.mark.requirement("R121")
def test_a_bed_is_matched_to_who_wants_to_live_in_a_home(tmp_path):
    home = desk("民政")
    near, far = (put_up(home, "care-home-beds", name) for name in ("模拟近处", "模拟远处"))
    for offer in (near, far):
        act(home, f"/office/offers/{offer.pk}/step/", step="capacity", count="1", words="模拟数据")
    rows = people(2, name="模拟某")
    clients = [signed_in(resident(row, f"r{row.pk}")) for row in rows]
    made = [
        registered(client, "care-home-beds", row, near, far)
        for client, row in zip(clients, rows, strict=True)
    ]
    said = {
        "step": "qualify",
        "pk": made[1].pk,
        "level": "0",
        "words": "特困供养，集中供养意愿书已收",
    }
    act(home, "/office/offers/queues/care-home-beds/step/", **said)
    in_a_round(home, "care-home-beds", tmp_path)
    assert RunEntry.objects.get(application=made[1]).offer == near
    assert RunEntry.objects.get(application=made[0]).offer == far
    place = Occupancy.objects.get(application=made[1])
    act(clients[1], "/me/offers/step/", step="accept", pk=place.pk)
    assert "在用" in read(home.get("/office/offers/queues/care-home-beds/")).text


@pytest.mark.requirement("R133")
def test_public_rental_flats_from_the_queue_to_review_and_leaving(tmp_path):
    office = desk("住建")
    kind = "public-rental-flats"
    flat = put_up(office, kind, "模拟公租房小区")
    act(office, f"/office/offers/{flat.pk}/step/", step="capacity", count="1", words="模拟数据")
    rows = people(2, age=40, name="模拟某")
    clients = [signed_in(resident(row, f"r{row.pk}")) for row in rows]
    queue = f"/office/offers/queues/{kind}/step/"
    for client, row in zip(clients, rows, strict=True):
        made = registered(client, kind, row, flat)
        act(office, queue, step="qualify", pk=made.pk, level="0", words="核对过收入和住房")
    in_a_round(office, kind, tmp_path)
    place = Occupancy.objects.get()
    client = clients[[row.pk for row in rows].index(place.person_id)]
    act(client, "/me/offers/step/", step="accept", pk=place.pk)
    act(office, queue, step="review", pk=place.pk, verdict="keeps", words="收入和住房都没有变")
    assert "收入和住房都没有变" in read(office.get(f"/office/offers/queues/{kind}/")).text
    act(office, queue, step="review", pk=place.pk, verdict="ends", words="已经买了商品房")
    place.refresh_from_db()
    assert place.state == "left"
    assert "已经买了商品房" in read(client.get("/me/offers/")).text


@pytest.mark.requirement("R135")
def test_affordable_flats_are_listed_and_drawn_by_lot(tmp_path):
    office = desk("住建")
    flat = put_up(office, "affordable-rental-flats", "模拟保租房", price="600", price_words="每月")
    act(office, f"/office/offers/{flat.pk}/step/", step="capacity", count="2", words="模拟数据")
    text = read(Client().get("/offers/kinds/affordable-rental-flats/")).text
    assert "共 2 个，空 2 个" in text
    rows = people(3, age=30)
    for row in rows:
        registered(signed_in(resident(row, f"r{row.pk}")), "affordable-rental-flats", row, flat)
    run = in_a_round(office, "affordable-rental-flats", tmp_path, entropy="99")
    assert run.texts["results.csv"].count("\n") == 4
    assert "共 2 个，空 0 个" in read(Client().get("/offers/kinds/affordable-rental-flats/")).text


@pytest.mark.requirement("R174")
def test_veterans_choose_posts_by_points_and_everybody_can_check_it(tmp_path):
    office = desk("退役军人")
    posts = [put_up(office, "open-placement", f"模拟岗位{at}") for at in range(2)]
    for post in posts:
        act(office, f"/office/offers/{post.pk}/step/", step="capacity", count="1", words="模拟数据")
    rows = people(2, age=30, name="模拟某", awaits_placement=True)
    made = [
        registered(signed_in(resident(row, f"r{row.pk}")), "open-placement", row, *posts)
        for row in rows
    ]
    for row, points in zip(made, ("61", "88"), strict=True):
        said = {"step": "qualify", "pk": row.pk, "points": points, "words": "按档案量化评分"}
        act(office, "/office/offers/queues/open-placement/step/", **said)
    run = in_a_round(office, "open-placement", tmp_path)
    assert RunEntry.objects.get(application=made[1]).offer == posts[0]
    assert "88" in run.texts["applicants.csv"]
    assert "模拟某" not in "".join(run.texts.values())


def test_a_window_books_for_whoever_comes_and_another_town_sees_nothing():
    keeper = desk("文旅")
    offer = put_up(keeper, "culture-venues", "模拟图书馆")
    for day in "0123456":
        hours(keeper, offer, day, "18:00", "20:00")
    slot = opened(keeper, offer, 1)[0]
    clerk = signed_in(officer("window-clerk", TOWN, name="clerk"))
    text = act(clerk, f"/office/offers/slots/{slot.pk}/step/", 400, step="book", identity="1")
    assert "没有找到" in text
    other = signed_in(officer("window-clerk", f"{CODE}101", name="next"))
    assert other.get(f"/office/offers/slots/{slot.pk}/").status_code == 404
    assert other.get(f"/office/offers/{offer.pk}/").status_code == 404
    assert desk("司法").get(f"/office/offers/{offer.pk}/").status_code == 404


def test_every_public_page_opens_for_everybody():
    for address in ("/offers/", "/offers/runs/", "/offers/kinds/legal-advice/"):
        assert Client().get(address).status_code == 200, address
    for address in ("/offers/0/", "/offers/runs/0/", "/offers/kinds/weather/"):
        assert Client().get(address).status_code == 404, address
    assert Client().get("/me/offers/").status_code == 302
