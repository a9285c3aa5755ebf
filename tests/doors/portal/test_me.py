"""The resident's own pages and her helper's, through Django's client."""

import datetime as dt
import re

import pytest
from django.core.cache import cache

from tests import people
from tests.doors.portal.pages import read
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.issue_binding_code import issue_binding_code
from zhaohui.county.accounts.models import Mandate, User
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import Person

PASSWORD = "a long enough sentence"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def person(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


def enter(client, account):
    """Sign in by the form, so that the session knows when the password was typed."""
    account.set_password(PASSWORD)
    account.save()
    client.logout()
    client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})


def confirm(client, answer):
    """Type the password again where the answer asks for it; return what comes then."""
    assert "/accounts/reauthenticate/" in answer.url
    return client.post(answer.url, {"password": PASSWORD})


@pytest.mark.parametrize(
    "path",
    ["", "bind/", "mandates/", "delete/", "facts/"],
)
def test_pages_of_who_is_bound_and_who_is_not(client, person, path):
    for account in (people.user("loose"), people.resident(person)):
        client.force_login(account)
        answer = client.get(f"/me/{path}", follow=True)
        page = read(answer)
        assert answer.status_code == 200
        assert (page.inline, page.unclosed) == ([], [])
        assert len(page.ids) == len(set(page.ids))


def test_without_an_account_and_for_an_officer(client, county, pack):
    assert "/accounts/login/" in client.get("/me/").url
    client.force_login(people.officer("leader", pack.code))
    assert client.get("/me/").status_code == 404


def test_bind_and_untie(client, person):
    clerk = people.officer("window-clerk", person.village[:9])
    code = issue_binding_code(people.actor(clerk), person.pk, card_checked=True)
    account = people.user("someone")
    enter(client, account)
    assert "代码不对" in read(client.post("/me/bind/", {"code": "000 000 000"})).text
    assert person.name in read(client.post("/me/bind/", {"code": code}, follow=True)).text
    confirm(client, client.post("/me/unbind/"))
    account.refresh_from_db()
    assert account.person_id is None


def test_own_facts_with_source_and_day_and_an_entry(client, person):
    client.force_login(people.resident(person))
    page = read(client.get("/me/facts/"))
    assert "2026年1月1日" in page.text
    entry = Entry.objects.get(action="self.read")
    assert (entry.subject_kind, entry.subject_id, entry.purpose) == (
        "person",
        str(person.pk),
        "本人查看",
    )


def test_a_mandate_from_giving_to_taking_back(client, person):
    giver, helper = people.resident(person), people.user("kin")
    enter(client, giver)
    until = (county_today() + dt.timedelta(days=9)).isoformat()
    answer = confirm(client, client.post("/me/mandates/give/", {"until": until}))
    code = re.search(r"\d{3}(?: \d{3}){3}", read(answer).text)[0]
    enter(client, helper)
    theirs = f"/me/for/{person.pk}/"
    assert client.get(theirs).status_code == 404
    client.post("/me/mandates/accept/", {"code": code})
    assert person.name in read(client.get(theirs)).text
    assert Entry.objects.filter(action="self.read", purpose="受委托代办").count() == 1
    other = Person.objects.exclude(pk=person.pk).first()
    assert client.get(f"/me/for/{other.pk}/").status_code == 404
    client.force_login(giver)
    assert helper.username in read(client.get("/me/mandates/")).text  # which of two to take back
    client.post(f"/me/mandates/{Mandate.objects.get().pk}/revoke/")
    client.force_login(helper)
    assert client.get(theirs).status_code == 404


def test_a_mandate_ends_with_its_last_day(client, person):
    client.force_login(people.helper(person))
    assert client.get(f"/me/for/{person.pk}/").status_code == 200
    Mandate.objects.update(until=county_today() - dt.timedelta(days=1))
    assert client.get(f"/me/for/{person.pk}/").status_code == 404


def test_a_wrong_day_is_told(client, person):
    enter(client, people.resident(person))
    answer = confirm(client, client.post("/me/mandates/give/", {"until": "2020-01-01"}))
    assert "到期日已经过去" in read(answer).text
    assert "有内容需要改" in read(client.post("/me/mandates/give/", {"until": "soon"})).text


def test_delete_asks_for_the_box_and_the_password(client, person):
    enter(client, people.resident(person))
    answer = confirm(client, client.post("/me/delete/", {}))
    assert "请先勾选" in read(answer).text
    assert client.post("/me/delete/", {"sure": "on"}).url == "/"
    assert not User.objects.filter(person=person).exists()
