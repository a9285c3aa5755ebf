"""The field's pages: today's list as plain forms, receipts for the phone, the shell without anybody's data."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.outreach.standing import SYSTEM, adults, line_of
from tests.county.small_county import the_pack
from tests.county.visits.visiting import JPEG, cast, elsewhere, somebody, worker_of
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.audit.models import Entry
from zhaohui.county.outreach.actions.note_contact import note_contact
from zhaohui.county.outreach.actions.take_step import Said
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.visits.models import VisitEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JSON = {"Accept": "application/json"}


def form_of(client: Client) -> dict[str, str]:
    """Return the fields of the first visit on the page."""
    inputs = read(client.get("/field/")).inputs
    return {"key": inputs["key"], "ticket": inputs["ticket"]}


def test_a_visit_without_javascript():
    person, account, _worker = cast()
    client = signed_in(account)
    page = read(client.get("/field/"))
    assert person.name in page.text
    assert "高龄津贴" in page.text
    assert page.inline == []
    fields = {"key": page.inputs["key"], "ticket": page.inputs["ticket"], "note": "邻居说下午回"}
    photo = SimpleUploadedFile("door.jpg", JPEG, content_type="image/jpeg")
    answer = client.post("/field/entries/", fields | {"button": "away", "photo": photo})
    assert answer["Location"] == "/field/"
    after = read(client.get("/field/"))
    assert "已记到原来的单子上" in after.text
    assert "邻居说下午回" in after.text
    assert VisitEntry.objects.get().photo_folder


def test_the_phone_is_given_a_receipt_and_the_same_one_again():
    _person, account, _worker = cast()
    client = signed_in(account)
    sent = form_of(client) | {"button": "visited", "result": "agrees"}
    first = client.post("/field/entries/", sent, headers=JSON)
    again = client.post("/field/entries/", sent, headers=JSON)
    assert first.json() == again.json()
    assert (first.json()["key"], first.json()["outcome"]) == (sent["key"], "applied")
    assert VisitEntry.objects.count() == 1


def test_a_conflict_is_shown_to_the_worker_and_to_the_town():
    person, account, _worker = cast()
    client = signed_in(account)
    sent = form_of(client) | {"button": "away"}
    note_contact(SYSTEM, ContactLine.objects.get().pk, step="know", said=Said())
    assert client.post("/field/entries/", sent, headers=JSON).json()["outcome"] == "conflict"
    mine = read(client.get("/field/")).text
    assert "和现在登记的不一致" in mine
    assert "本人已知道，自己在办" in mine
    town = signed_in(officer("town-officer", person.village[:9], name="town"))
    assert "走访记录：和登记对不上" in read(town.get("/office/")).text
    listed = read(town.get("/office/visits/?which=waiting"))
    assert "等处理" in listed.text
    pk = VisitEntry.objects.get().pk
    page = read(town.get(f"/office/visits/{pk}/"))
    assert person.name in page.text
    assert page.inline == []
    assert town.post(f"/office/visits/{pk}/settle/", {"words": "好"}).status_code == 400
    done = {"words": "打电话问了，本人自己在办"}
    assert town.post(f"/office/visits/{pk}/settle/", done).status_code == 302
    assert town.post(f"/office/visits/{pk}/settle/", done).status_code == 409
    assert "和现在登记的不一致" not in read(client.get("/field/")).text
    assert "打电话问了" in read(client.get(f"/office/visits/{pk}/")).text


def test_the_neighbours_find_nothing():
    person, account, _worker = cast()
    client = signed_in(account)
    sent = form_of(client) | {"button": "away"}
    there = elsewhere(person)
    worker = signed_in(officer("village-worker", there, name="next"))
    town = signed_in(officer("town-officer", there[:9], name="next-town"))
    assert person.name not in read(worker.get("/field/")).text
    for headers in ({}, JSON):
        assert worker.post("/field/entries/", sent, headers=headers).status_code == 404
    assert worker.post("/field/help/", sent).status_code == 404
    assert client.post("/field/entries/", sent, headers=JSON).status_code == 200
    assert worker.post("/field/entries/", sent, headers=JSON).status_code == 404
    pk = VisitEntry.objects.get().pk
    for stranger in (worker, town):
        for address in ("", "photo/"):
            assert stranger.get(f"/office/visits/{pk}/{address}").status_code == 404
        assert (
            stranger.post(f"/office/visits/{pk}/settle/", {"words": "核实过了"}).status_code == 404
        )
        assert "高龄津贴" not in read(stranger.get("/office/visits/")).text


def test_nobody_else_has_a_list():
    person = somebody()
    assert Client().get("/field/").status_code == 302
    assert Client().get("/field/hello/", headers=JSON).status_code == 401
    for account in (resident(person), officer("window-clerk", person.village[:9])):
        client = signed_in(account)
        for address in ("/field/", "/field/hello/", "/field/desk/"):
            assert client.get(address).status_code == 404, (account, address)
        assert client.post("/field/entries/", {"key": uuid.uuid4()}).status_code == 404


@pytest.mark.parametrize("missing", ["key", "ticket", "button"])
def test_half_a_report_is_refused_with_a_sentence(missing):
    _person, account, _worker = cast()
    client = signed_in(account)
    sent = form_of(client) | {"button": "away"}
    del sent[missing]
    answer = client.post("/field/entries/", sent, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "visit-fault")


def test_the_shell_and_the_worker_hold_nothing_of_anybody():
    person, account, _worker = cast()
    client = signed_in(account)
    shell = client.get("/field/shell/")
    assert shell.content == Client().get("/field/shell/").content
    text = shell.content.decode()
    assert person.name not in text
    assert "csrfmiddlewaretoken" not in text
    assert 'data-user=""' in text
    script = client.get("/field/sw.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "/field/shell/" in script.content.decode()
    files = [part for part in script.content.decode().split('"') if part.startswith("/static/")]
    assert len(files) > 10
    assert [name for name in files if not finders.find(name.removeprefix("/static/"))] == []


def test_the_phone_knows_an_account_by_a_mark_that_names_nobody():
    person, account, _worker = cast()
    one, other = (
        signed_in(a).get("/field/hello/").json() for a in (account, worker_of(person, "b"))
    )
    assert one["user"] != other["user"]
    assert len(one["user"]) == 24
    assert f'data-user="{one["user"]}"' in signed_in(account).get("/field/").content.decode()


def test_help_leads_to_the_item_of_the_line_and_is_recorded():
    person, account, _worker = cast()
    client = signed_in(account)
    ticket = {"ticket": form_of(client)["ticket"]}
    answer = client.post("/field/help/", ticket)
    assert answer["Location"] == f"/office/cases/new/{person.pk}/old-age-allowance/form/"
    assert client.get(answer["Location"]).status_code == 200
    entry = Entry.objects.filter(purpose="走访帮办：高龄津贴").get()
    assert entry.subject_id == str(person.pk)
    assert client.post("/field/help/", {}).status_code == 400


def test_a_long_list_asks_as_few_questions_as_a_short_one(django_assert_max_num_queries):
    person = somebody()
    for other in [p for p in adults() if p.village == person.village and p.pk != person.pk][:6]:
        line_of(other)
    client = signed_in(worker_of(person))
    client.get("/field/")
    with django_assert_max_num_queries(24):
        page = read(client.get("/field/"))
    assert page.names.count("photo") > 1


def test_whom_the_worker_saw_is_recorded():
    person, account, _worker = cast()
    signed_in(account).get("/field/")
    entry = Entry.objects.filter(action="visit.note").get()
    assert entry.purpose == "看走访名单"
    assert str(person.pk) in entry.people


def test_visits_stand_on_the_person_s_page():
    person, account, _worker = cast()
    client = signed_in(account)
    client.post("/field/entries/", form_of(client) | {"button": "away"})
    client.post("/office/purpose/", {"purpose": "visit", "next": "/office/"})
    page = read(client.get(f"/office/people/{person.pk}/visits/"))
    assert "不在" in page.text
    assert "家里没人" in page.text


def test_the_village_desk_counts_by_channel():
    _person, account, _worker = cast()
    page = read(signed_in(account).get("/field/desk/"))
    assert "今年还没有人申请" in page.text
    assert sum("/items/" in link for link in page.links) > 60
    assert the_pack().items[0].title in page.text
