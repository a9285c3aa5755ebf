"""The comprehensive window: found by what is shown, split view, taken in, receipt, number; the neighbour finds nothing."""

from __future__ import annotations

import json

import pytest

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    decided,
    fill_in,
    old_woman,
    signed_in,
    step,
    town_officer,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.models import Case
from zhaohui.county.queueing.models import Ticket
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def identity_of(person: Person) -> str:
    return registry_seals().identity.open(bytes(person.identity_sealed))


def clerk_of(person: Person, post: str = "window-clerk", name: str = ""):
    area = person.village if post == "village-worker" else person.village[:9]
    return signed_in(officer(post, area, name=name))


def neighbour_of(person: Person):
    town = next(
        p.village[:9]
        for p in Person.objects.order_by("pk")
        if p.village and p.village[:9] != person.village[:9]
    )
    return signed_in(officer("window-clerk", town, name="next"))


def find(client, shown: str, number: str):
    return client.post("/hall/find/", {"shown": shown, "number": number})


def take_in(client, person: Person, item: str = ALLOWANCE):
    """Fill the form in at the window; return the answer that shows the receipt."""
    address = f"/hall/people/{person.pk}/{item}/form/"
    page = fill_in(client, item, address=address)
    on = client.post(address, {"state": page.inputs["state"], "submit": "1"})
    assert on.status_code == 302, read(on).text
    last = read(client.get(on["Location"]))
    assert last.inline == []
    done = client.post(on["Location"], {"version": last.inputs["version"], "submit": "1"})
    return client.get(done["Location"])


def test_found_by_card_or_case_number_and_never_by_an_address():
    case = applied()
    person, client = case.subject, clerk_of(case.subject)
    page = read(client.get("/hall/"))
    assert "社会保障卡的卡号" in page.text  # the gap is said
    assert "shown-social-card-number" not in page.ids  # and not offered
    for shown, number in (
        ("id-card", identity_of(person)),
        ("social-card", identity_of(person).lower()),
        ("case", case.number),
    ):
        answer = find(client, shown, number)
        assert answer["Location"] == f"/hall/people/{person.pk}/", shown
    said = Entry.objects.filter(action="person.read", subject_id=str(person.pk)).last()
    assert json.loads(said.change) == {"shown": "case"}
    assert not Entry.objects.filter(purpose__contains=identity_of(person)).exists()


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("id-card", "510000190001010000"),
        ("id-card", ""),
        ("case", "1234567890"),
        ("social-card-number", "990000123"),
        ("nothing", "1"),
    ],
)
def test_whoever_is_not_found_is_told_alike_and_the_search_is_on_record(shown, number):
    client = clerk_of(old_woman())
    answer = find(client, shown, number)
    assert answer.status_code == 400
    assert "没有按这个号码找到人" in read(answer).text
    assert Entry.objects.filter(action="case.take_in", subject_kind="search").count() == 1


def test_the_split_view_tells_person_benefits_and_items_and_is_on_record():
    person = old_woman()
    client = clerk_of(person)
    page = read(client.get(f"/hall/people/{person.pk}/"))
    assert page.inline == []
    for words in (person.name, "高龄津贴", "公安", "最低生活保障", "办这一项"):
        assert words in page.text, words
    assert f"/hall/people/{person.pk}/{ALLOWANCE}/form/" in page.links
    said = Entry.objects.filter(action="person.read").last()
    assert "比对结果" in json.loads(said.fields)
    found = read(client.get(f"/hall/people/{person.pk}/?q=gljt"))
    items = [link for link in found.links if link.endswith("/form/")]
    assert f"/hall/people/{person.pk}/{ALLOWANCE}/form/" in items
    assert (
        f"/hall/people/{person.pk}/minimum-living/form/"
        not in found.html.partition('id="items"')[2]
    )


def test_the_split_view_asks_no_more_for_a_longer_list(django_assert_max_num_queries):
    person = old_woman()
    client = clerk_of(person)
    client.get(f"/hall/people/{person.pk}/")
    with django_assert_max_num_queries(45):
        client.get(f"/hall/people/{person.pk}/")


def test_taken_in_beside_the_person_with_a_receipt_and_the_number_remembers():
    person = old_woman()
    client, hall = clerk_of(person), person.village[:9]
    client.post("/hall/queue/take/", {"hall": hall, "priority": "elder", "domain": "elderly"})
    client.post("/hall/queue/call/", {"hall": hall, "window": "3"})
    assert "001" in read(client.get("/hall/")).text
    receipt = read(take_in(client, person))
    case = Case.objects.get()
    assert "收件回执" in receipt.text
    assert case.channel == "window"
    assert list(Ticket.objects.get().cases.all()) == [case]
    assert case.item_name in read(client.get("/hall/")).text
    ticket = Ticket.objects.get()
    client.post(f"/hall/queue/{ticket.pk}/step/", {"step": "serve"})
    assert Ticket.objects.get().state == "served"
    story = read(client.get(f"/office/cases/{case.pk}/")).text
    assert "镇窗口岗" in story  # who took it in
    again = read(client.get(f"/hall/people/{person.pk}/"))
    assert f"/office/cases/{case.pk}/" in again.links


def test_without_a_number_it_is_taken_in_all_the_same_also_by_a_village_worker():
    person = old_woman()
    worker = clerk_of(person, "village-worker")
    assert "叫下一个" not in read(worker.get("/hall/")).text
    take_in(worker, person)
    assert Case.objects.get().channel == "village"
    assert worker.get("/hall/queue/").status_code == 404


def test_withdrawn_at_the_window_with_who_took_it_in_on_record():
    case = applied()
    client = clerk_of(case.subject)
    assert step(client, case, "take_withdrawal").status_code == 400  # her words are missing
    assert step(client, case, "take_withdrawal", words="本人到窗口说不办了").status_code == 302
    assert case.state == "withdrawn"
    herself = read(signed_in(case.subject.user).get(f"/me/cases/{case.pk}/")).text
    assert "代本人撤回申请" in herself
    assert "镇窗口岗" in herself
    said = Entry.objects.filter(action="case.take_in", subject_id=str(case.subject_id)).last()
    assert json.loads(said.change)["step"] == "take_withdrawal"


def test_an_appeal_taken_in_at_the_window_goes_to_another_officer():
    case = decided(outcome="refuse", reason="not-in-group", words="年龄核对后不到八十岁")
    client = clerk_of(case.subject)
    assert "代收复核申请" in read(client.get(f"/office/cases/{case.pk}/")).text
    assert step(client, case, "take_appeal", words="不服：户口簿日期写错").status_code == 302
    assert (case.state, case.round) == ("appealed", 2)
    before = signed_in(case.decisions.first().proposed_by)
    assert step(before, case, "review").status_code == 409
    assert step(town_officer(case, "other"), case, "review").status_code == 302


def test_a_second_round_is_not_withdrawn_and_a_village_worker_may_take_both_in():
    case = decided(outcome="refuse", reason="not-in-group", words="年龄核对后不到八十岁")
    worker = clerk_of(case.subject, "village-worker")
    step(worker, case, "take_appeal", words="不服：户口簿日期写错")
    assert step(worker, case, "take_withdrawal", words="本人说不办了").status_code == 409


def test_the_neighbour_s_clerk_finds_nobody_and_nothing():
    case = applied()
    person, stranger = case.subject, neighbour_of(case.subject)
    assert find(stranger, "id-card", identity_of(person)).status_code == 400
    assert find(stranger, "case", case.number).status_code == 400
    for path in ("", f"{ALLOWANCE}/form/", f"{ALLOWANCE}/send/"):
        assert stranger.get(f"/hall/people/{person.pk}/{path}").status_code == 404, path
    assert stranger.get(f"/hall/cases/{case.pk}/receipt/").status_code == 404
    for name in ("take_withdrawal", "take_appeal"):
        assert step(stranger, case, name, words="本人到窗口说的").status_code == 404
    hall = person.village[:9]
    assert stranger.post("/hall/queue/take/", {"hall": hall}).status_code == 404
    assert stranger.post("/hall/queue/call/", {"hall": hall}).status_code == 404
    clerk_of(person, name="own").post("/hall/queue/take/", {"hall": hall})
    ticket = Ticket.objects.get()
    answer = stranger.post(f"/hall/queue/{ticket.pk}/step/", {"step": "leave"})
    assert answer.status_code == 404
    assert stranger.post("/hall/kiosks/register/", {"hall": hall, "name": "x"}).status_code == 404


def test_the_board_shows_numbers_to_everybody_and_names_to_nobody(client):
    person = old_woman()
    clerk, hall = clerk_of(person), person.village[:9]
    for _ in range(3):
        clerk.post("/hall/queue/take/", {"hall": hall})
    clerk.post("/hall/queue/call/", {"hall": hall, "window": "5"})
    page = read(client.get(f"/hall/board/{hall}/"))
    for words in ("001", "5", "等候 2 人"):
        assert words in page.text
    assert person.name not in page.text
    assert client.get("/hall/board/no-hall/").status_code == 404


def test_the_figures_of_the_days_are_a_table_and_a_leader_sees_them_without_buttons():
    person = old_woman()
    clerk, hall = clerk_of(person), person.village[:9]
    clerk.post("/hall/queue/take/", {"hall": hall, "priority": "elder"})
    clerk.post("/hall/queue/call/", {"hall": hall})
    assert "平均等候" in read(clerk.get("/hall/queue/")).text
    leader = signed_in(officer("leader", the_pack().code))
    page = read(leader.get(f"/hall/queue/?hall={hall}"))
    assert "老年人" in page.text
    assert "step" not in page.names
    assert leader.get("/hall/").status_code == 404


def test_two_numbers_are_not_called_to_one_window():
    person = old_woman()
    clerk, hall = clerk_of(person), person.village[:9]
    for _ in range(2):
        clerk.post("/hall/queue/take/", {"hall": hall})
    for _ in range(2):
        clerk.post("/hall/queue/call/", {"hall": hall})
    assert "您窗口上还是 001 号" in read(clerk.get("/hall/")).text
    assert Ticket.objects.filter(state="called").count() == 1
