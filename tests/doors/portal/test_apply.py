"""A resident's application: kept page by page, left, continued elsewhere, printed, submitted."""

import pytest
from django.test import Client

from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Person

ADDRESS = "/apply/family/"


@pytest.fixture
def account(county):
    # She has answered some of the first page, not all of it.
    return resident(Person.objects.exclude(sex=None).filter(relation=None).order_by("pk").first())


@pytest.fixture
def device(account):
    return signed_in(account)


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def send(client, page, **fields):
    response = client.post(ADDRESS, {"state": page.inputs["state"], **fields})
    assert response.status_code == 200, response
    return read(response)


def answers_for(page):
    """Something for each field that must be known; the rest stays empty."""
    fields = {}
    for name in page.names:
        if "birth_date" in name:
            fields[name] = "1" if not name.endswith("year") else "1960"
        elif name == "home-own5":
            fields[name] = "0839-1234567"
    return fields


def to_the_end(client):
    page = send(client, read(client.get(ADDRESS)), count="2")
    for _ in range(60):
        if "submit" in page.names:
            return page
        unknown = {n: "1" for n in page.names if n.endswith("-unknown")}
        choices = {
            n: "?"
            for n in page.names
            if n.startswith(("person", "home")) and "progress" in page.html
        }
        page = send(
            client,
            page,
            **(unknown or choices if "已确定" in page.text else {}),
            **answers_for(page),
        )
    raise AssertionError("the form has no end")


def test_it_needs_a_resident(client, county):
    assert client.get(ADDRESS).status_code == 302
    worker = signed_in(officer("village-worker", "000000000000"))
    assert worker.get(ADDRESS).status_code == 404
    assert worker.get("/apply/").status_code == 404


def test_it_begins_with_what_is_known(device, account):
    page = send(device, read(device.get(ADDRESS)), count="1")
    assert "不用再填" in page.text
    assert account.person.sex in page.text
    assert "person1-sex" not in page.names


def test_left_on_one_device_and_continued_on_another(device, account):
    page = send(device, read(device.get(ADDRESS)), count="2")
    left = device.post(
        ADDRESS, {"state": page.inputs["state"], "person2-relation": "配偶", "leave": "1"}
    )
    assert left.headers["Location"] == "/apply/"
    assert "填了一半" in read(device.get("/apply/")).text
    device.logout()
    other = signed_in(account)
    page = read(other.get(ADDRESS))
    assert "家里有哪些人" in page.headings
    assert '<option value="配偶" selected' in page.html


def test_submitted_and_no_longer_open(device):
    page = to_the_end(device)
    assert "要带的材料" in page.text
    done = device.post(ADDRESS, {"state": page.inputs["state"], "submit": "1"})
    assert done.headers["Location"] == "/apply/"
    assert Draft.objects.get().submitted_at
    assert "已提交" in read(device.get("/apply/")).text


def test_what_is_missing_is_named_at_the_end(device):
    page = to_the_end(device)
    page = send(device, page, goto="contact")
    assert page.inputs["home-own5"] == "0839-1234567"
    draft = Draft.objects.get()
    from zhaohui.county.forms.opening import seal_answers
    from zhaohui.county.forms.queries import sitting_for

    sitting = sitting_for("family", "application")
    answers = sitting.begin()
    answers.set_count(1)
    answers.step = "end"
    draft.answers_sealed = seal_answers(answers)
    draft.save()
    page = send(device, page, submit="1")
    assert "联系电话：请填写" in page.text
    assert "#row-home-own5" in page.links
    assert "row-home-own5" in page.ids
    assert Draft.objects.get().submitted_at is None


def test_an_old_page_does_not_overwrite_a_newer_one(device, account):
    old = read(device.get(ADDRESS))
    send(signed_in(account), old, count="3")
    page = send(device, old, count="1")
    assert "在另一处改过" in page.text
    assert "person3-relation" in page.names


def test_a_changed_state_is_not_taken(device):
    page = read(device.get(ADDRESS))
    page = read(device.post(ADDRESS, {"state": "9", "count": "1"}))
    assert "在另一处改过" in page.text
    assert not Draft.objects.exists()


def test_an_answer_that_was_not_asked_is_refused_and_not_kept(device):
    page = send(device, read(device.get(ADDRESS)), count="1")
    response = device.post(ADDRESS, {"state": page.inputs["state"], "home-own5": "1"})
    assert response.status_code == 400
    assert "没有问" in read(response).text
    assert Draft.objects.get().version == int(page.inputs["state"])


def test_discarded(device):
    send(device, read(device.get(ADDRESS)), count="1")
    draft = Draft.objects.get()
    assert device.get(f"/apply/draft/{draft.pk}/discard/").status_code == 405
    device.post(f"/apply/draft/{draft.pk}/discard/")
    assert not Draft.objects.exists()


def test_somebody_elses_draft_is_not_there(device, county):
    send(device, read(device.get(ADDRESS)), count="1")
    other = resident(Person.objects.order_by("-pk").first(), "other")
    assert (
        signed_in(other).post(f"/apply/draft/{Draft.objects.get().pk}/discard/").status_code == 404
    )
    assert read(signed_in(other).get(ADDRESS)).inputs["state"] == ""


def test_printed_blank(device):
    page = read(device.get(f"{ADDRESS}?print=blank"))
    assert page.html.count("paper-box") > 20
    assert "第 4 人" in page.text
    assert "联系电话" in page.text
    assert "走访日期" not in page.text
    assert not Draft.objects.exists()


def test_printed_filled(device, account):
    to_the_end(device)
    page = read(device.get(f"{ADDRESS}?print=filled"))
    assert "0839-1234567" in page.text
    assert account.person.sex in page.text
    assert page.inline == []


@pytest.mark.parametrize("address", ["/apply/check/", "/apply/nothing/", "/check/nothing/"])
def test_a_form_that_is_not_there(device, address):
    assert device.get(address).status_code == 404


def test_the_same_form_is_an_anonymous_check(client, db):
    page = read(client.get("/check/family/"))
    page = read(client.post("/check/family/", {"state": page.inputs["state"], "count": "1"}))
    assert "家里有哪些人" in page.headings
    assert "leave" not in page.names
    assert not Draft.objects.exists()


def test_english(device):
    device.cookies["django_language"] = "en"
    page = read(device.get(ADDRESS))
    assert "Household circumstances" in page.headings
    page = send(device, page, count="1")
    assert "Who belongs to the household" in page.headings
