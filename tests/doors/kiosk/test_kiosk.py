"""The kiosk: a number, the check, a case, what to bring; nothing stays for whom comes next."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from tests.county.cases.deciding import applied, signed_in
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.queueing.models import Kiosk, Ticket
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals
from zhaohui.doors.kiosk.keypad import pressed

HALL = the_pack().towns[0].code
PAGES = ("", "number/", "check/", "status/", "items/", "items/elderly/")


@pytest.fixture
def machine(data_dir, db):
    """A browser of a machine that an officer registered, she being signed out of it."""
    client = signed_in(officer("window-clerk", HALL))
    answer = client.post("/hall/kiosks/register/", {"hall": HALL, "name": "大门右边"})
    assert answer["Location"] == "/kiosk/"
    assert client.get("/hall/").status_code == 302  # to the sign-in
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_no_page_stays_in_the_browser_and_each_wipes_itself_without_scripts(client, path):
    answer = client.get(f"/kiosk/{path}")
    page = read(answer)
    assert answer["Cache-Control"] == "no-store"
    assert page.inline == []
    wipes = '<noscript><meta http-equiv="refresh" content="60; url=/kiosk/wipe/"></noscript>'
    assert (wipes in " ".join(page.html.split()).replace("> <", "><")) == bool(path)


def test_a_number_in_two_presses_and_the_same_press_twice_is_one(machine):
    page = read(machine.get("/kiosk/number/"))
    once = page.inputs["once"]
    page = read(machine.post("/kiosk/number/", {"once": once, "domain": "elderly"}))
    assert "老年人" in page.text
    wish = {"once": once, "domain": "elderly", "priority": "elder"}
    for _ in range(2):
        page = read(machine.post("/kiosk/number/", wish))
        assert "001" in page.text
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.domain, ticket.priority) == ("kiosk", "elderly", "elder")


def test_another_machine_gives_no_number(client, machine):
    assert "没有登记到哪个大厅" in read(client.get("/kiosk/number/")).text
    assert client.post("/kiosk/number/", {"domain": "", "priority": ""}).status_code == 200
    Kiosk.objects.update(revoked_at="2026-01-01T00:00:00Z")
    machine.post("/kiosk/number/", {"domain": "", "priority": ""})
    assert not Ticket.objects.exists()


def test_a_wish_that_is_not_on_the_list_is_a_sentence(machine):
    answer = machine.post("/kiosk/number/", {"domain": "weather", "priority": ""})
    assert answer.status_code == 400
    assert not Ticket.objects.exists()


def test_the_keypad_fills_the_number_then_the_last_four():
    number = last = ""
    for key in "2612345676" + "01X":
        number, last = pressed(number, last, key)
    assert (number, last) == ("2612345676", "01X")
    assert pressed(number, last, "back") == ("2612345676", "01")
    assert pressed("2", "", "X") == ("2", "")
    assert pressed("2", "", "<") == ("2", "")
    assert pressed(number, last, "clear") == ("", "")
    assert pressed(number, "0123", "4") == (number, "0123")


@pytest.mark.usefixtures("county")
def test_a_case_is_looked_up_by_plain_buttons_alone(client):
    case = applied()
    identity = registry_seals().identity.open(bytes(case.subject.identity_sealed))
    typed = {"number": "", "last": ""}
    for key in case.number + identity[-4:]:
        page = read(client.post("/kiosk/status/", {**typed, "key": key}))
        typed = {name: page.inputs[name] for name in typed}
    page = read(client.post("/kiosk/status/", typed))
    assert case.item_name in page.text
    assert "已提交" in page.text
    assert case.subject.name not in page.text
    wrong = client.post("/kiosk/status/", {**typed, "last": "0000"})
    assert wrong.status_code == 400
    assert read(wrong).inputs["last"] == ""


@pytest.mark.usefixtures("data_dir", "db")
def test_the_check_runs_in_the_kiosk_s_frame(client):
    page = read(client.get("/kiosk/check/"))
    page = read(client.post("/kiosk/check/", {"state": page.inputs["state"], "count": "1"}))
    assert "kiosk-bar" in page.html
    assert "site-nav" not in page.html


@pytest.mark.usefixtures("data_dir", "db")
def test_what_to_bring_is_said_or_is_a_gap(client):
    item = next(item for item in the_pack().items if item.state == "published" and item.materials)
    domain = the_pack().domain(item.domain).code
    listed = read(client.get(f"/kiosk/items/{domain}/"))
    address = f"/kiosk/items/{domain}/{item.name}/"
    assert address in listed.links
    page = read(client.get(address))
    assert item.materials[0].name in page.text
    other = next(row.code for row in the_pack().domains if row.code != domain)
    assert client.get(f"/kiosk/items/{other}/{item.name}/").status_code == 404


@pytest.mark.usefixtures("county")
def test_the_wipe_ends_the_session_and_forgets_language_and_type_size():
    person = Person.objects.filter(village__isnull=False).first()
    client = signed_in(resident(person))
    client.cookies["elder"], client.cookies["django_language"] = "on", "en"
    assert client.get("/me/").status_code == 200
    answer = client.get("/kiosk/wipe/")
    assert answer["Location"] == "/kiosk/"
    assert {"elder", "django_language"} <= {
        name for name, kept in answer.cookies.items() if not kept.value
    }
    assert client.get("/me/").status_code == 302
    assert not Session.objects.exists()


@pytest.mark.usefixtures("county")
def test_a_link_elsewhere_signs_nobody_out():
    client = signed_in(resident(Person.objects.filter(village__isnull=False).first()))
    client.get("/kiosk/wipe/", headers={"sec-fetch-site": "cross-site"})
    assert client.get("/me/").status_code == 200


def test_on_a_hall_s_machine_every_page_has_the_frame(machine):
    answer = machine.get("/items/")
    assert answer["Cache-Control"] == "no-store"
    assert "kiosk-bar" in answer.content.decode()
