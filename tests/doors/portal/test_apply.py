"""A resident's application: kept page by page, left, continued elsewhere, printed, gone on to its materials."""

import pytest
from django.test import Client

from tests.doors.portal.applying import ITEM, PHONE, QUESTION, send, to_the_end, unknown_hardship
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Person

ADDRESS = f"/apply/{ITEM}/form/"


@pytest.fixture
def account(county):
    return resident(
        unknown_hardship(Person.objects.exclude(birth_date=None).order_by("pk").first())
    )


@pytest.fixture
def device(account):
    return signed_in(account)


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def test_it_needs_a_resident(client, county):
    assert client.get(ADDRESS).status_code == 302
    worker = signed_in(officer("village-worker", "000000000000"))
    for address in (ADDRESS, "/apply/", f"/apply/{ITEM}/", f"/apply/{ITEM}/send/"):
        assert worker.get(address).status_code == 404


def test_who_is_bound_to_nobody_is_told_first(county):
    client = signed_in(resident(None, "unbound"))
    assert "先绑定才能申请" in read(client.get(f"/apply/{ITEM}/")).text
    assert client.get(ADDRESS)["Location"] == "/me/bind/"


def test_before_it_begins_the_materials_and_what_is_known_are_listed(device):
    page = read(device.get("/apply/"))
    assert f"/apply/{ITEM}/" in page.links
    page = read(device.get(f"/apply/{ITEM}/"))
    assert "居民身份证" in page.text
    assert "系统里已有、不用再填的" in page.text
    assert ADDRESS in page.links
    assert page.inline == []


def test_only_what_the_rule_lacks_is_asked(device):
    page = read(device.get(ADDRESS))
    assert [n for n in page.names if n.startswith(("person", "home"))] == [QUESTION] * 3
    page = read(send(device, ADDRESS, page, **{QUESTION: "是"}))
    assert PHONE in page.names


def test_left_on_one_device_and_continued_on_another(device, account):
    page = read(send(device, ADDRESS, read(device.get(ADDRESS)), **{QUESTION: "是"}))
    left = send(device, ADDRESS, page, **{PHONE: "0839-1234567", "leave": "1"})
    assert left.headers["Location"] == "/apply/"
    assert "填了一半" in read(device.get("/apply/")).text
    page = read(signed_in(account).get(ADDRESS))
    assert page.inputs[PHONE] == "0839-1234567"


def test_what_is_missing_is_named_at_the_end(device):
    page = read(send(device, ADDRESS, read(device.get(ADDRESS)), stop="1"))
    page = read(send(device, ADDRESS, page, submit="1"))
    assert "联系电话：请填写" in page.text
    assert "还有问题没有回答" in page.text
    assert Draft.objects.get().submitted_at is None


def test_then_the_materials(device):
    page = to_the_end(device, ADDRESS)
    assert "要带的材料" in page.text
    on = send(device, ADDRESS, page, submit="1")
    assert on.headers["Location"] == f"/apply/{ITEM}/send/"
    assert "提交申请" in read(device.get(on["Location"])).text


def test_an_old_page_does_not_overwrite_a_newer_one(device, account):
    old = read(device.get(ADDRESS))
    send(signed_in(account), ADDRESS, old, **{QUESTION: "否"})
    page = read(send(device, ADDRESS, old, **{QUESTION: "是"}))
    assert "在另一处改过" in page.text


def test_a_changed_state_is_not_taken(device):
    page = read(device.post(ADDRESS, {"state": "9", QUESTION: "是"}))
    assert "在另一处改过" in page.text
    assert not Draft.objects.exists()


def test_an_answer_that_was_not_asked_is_refused_and_not_kept(device):
    page = read(device.get(ADDRESS))
    response = send(device, ADDRESS, page, **{PHONE: "1"})
    assert response.status_code == 400
    assert "没有问" in read(response).text
    assert not Draft.objects.exists()


def test_discarded(device):
    send(device, ADDRESS, read(device.get(ADDRESS)), **{QUESTION: "是"})
    draft = Draft.objects.get()
    assert device.get(f"/apply/draft/{draft.pk}/discard/").status_code == 405
    device.post(f"/apply/draft/{draft.pk}/discard/")
    assert not Draft.objects.exists()


def test_somebody_elses_draft_is_not_there(device, county):
    send(device, ADDRESS, read(device.get(ADDRESS)), **{QUESTION: "是"})
    other = signed_in(resident(Person.objects.order_by("-pk").first(), "other"))
    address = f"/apply/draft/{Draft.objects.get().pk}/"
    assert other.get(address).status_code == 404
    assert other.post(f"{address}discard/").status_code == 404
    assert read(other.get(ADDRESS)).inputs["state"] == ""


def test_printed_filled(device):
    to_the_end(device, ADDRESS)
    page = read(device.get(f"{ADDRESS}?print=filled"))
    assert "0839-1234567" in page.text
    assert page.inline == []


@pytest.mark.parametrize("item", ["check", "family", "application", "nothing"])
def test_an_item_that_is_not_there(device, item):
    assert device.get(f"/apply/{item}/").status_code == 404
    assert device.get(f"/apply/{item}/form/").status_code == 404


def test_the_household_form_is_an_anonymous_check(client, db):
    page = read(client.get("/check/family/"))
    page = read(client.post("/check/family/", {"state": page.inputs["state"], "count": "1"}))
    assert "家里有哪些人" in page.headings
    assert "leave" not in page.names
    assert not Draft.objects.exists()


def test_english(device):
    device.cookies["django_language"] = "en"
    assert "Temporary assistance" in read(device.get(f"/apply/{ITEM}/")).headings
    page = read(send(device, ADDRESS, read(device.get(ADDRESS)), **{QUESTION: "是"}))
    assert "How to reach you" in page.headings
