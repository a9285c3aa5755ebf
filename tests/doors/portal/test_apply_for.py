"""亲友代办 at the form: the helper fills in for the giver, who sees it, goes on, and ends it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tests import people
from tests.doors.portal.applying import ITEM, PHONE, QUESTION, send, unknown_hardship
from tests.doors.portal.pages import read
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import Mandate
from zhaohui.county.cases.models import Case
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Person

KEPT = "0839-7654321"


@pytest.fixture
def giver(county):
    return unknown_hardship(Person.objects.exclude(birth_date=None).order_by("pk").first())


@pytest.fixture
def helper(giver):
    return signed_in(people.helper(giver))


@pytest.fixture
def herself(giver):
    return signed_in(people.resident(giver))


@pytest.fixture
def address(giver):
    return f"/apply/for/{giver.pk}/{ITEM}/form/"


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def begun(client, address):
    """Begin the form for one person and leave a note on its last page."""
    page = read(send(client, address, read(client.get(address)), **{QUESTION: "是"}))
    send(client, address, page, **{PHONE: KEPT, "leave": "1"})
    return Draft.objects.get()


def test_from_her_own_page_to_the_giver_s_form(helper, giver, address):
    page = read(helper.get("/me/"))
    assert f"/apply/for/{giver.pk}/" in page.links
    page = read(helper.get(f"/apply/for/{giver.pk}/"))
    assert f"替{giver.name}办事" in page.headings
    assert f"/apply/for/{giver.pk}/{ITEM}/" in page.links
    assert address in read(helper.get(f"/apply/for/{giver.pk}/{ITEM}/")).links
    assert f"/apply/for/{giver.pk}/" in read(helper.get(f"/me/for/{giver.pk}/")).links


def test_the_giver_s_facts_are_shown_and_not_asked(helper, giver, address):
    assert "出生日期" in read(helper.get(f"/apply/for/{giver.pk}/{ITEM}/")).text
    page = read(helper.get(address))
    assert f"您在替{giver.name}填" in page.text
    assert not [name for name in page.names if name.startswith("person")]


def test_saved_resumed_and_seen_by_the_giver(helper, herself, giver, address):
    draft = begun(helper, address)
    assert read(helper.get(address)).inputs[PHONE] == KEPT
    page = read(helper.get(f"/apply/for/{giver.pk}/"))
    assert "填了一半" in page.text
    assert "开始填的：您" in page.text
    page = read(herself.get("/apply/"))
    assert "亲友 helper" in page.text
    assert f"/apply/draft/{draft.pk}/" in page.links
    page = read(herself.get(f"/apply/{ITEM}/form/"))
    assert page.inputs[PHONE] == KEPT
    assert "您在替" not in page.text
    page = read(herself.get(f"/apply/draft/{draft.pk}/"))
    assert KEPT in page.text
    assert "开始填的：亲友 helper" in page.text


def test_a_bound_helper_is_called_by_her_name_and_another_helper_by_none(
    helper, herself, giver, address
):
    kin = Person.objects.exclude(pk=giver.pk).order_by("-pk").first()
    begun(helper, address)
    Draft.objects.update(saved_by=people.resident(kin, "kin"))
    assert f"亲友 {kin.name}" in read(herself.get("/apply/")).text
    page = read(helper.get(f"/apply/for/{giver.pk}/"))
    assert kin.name not in page.text
    assert "另一位受委托的亲友" in page.text


def test_submitted_for_the_giver(helper, herself, giver, address):
    begun(helper, address)
    page = read(send(helper, address, read(helper.get(address)), **{PHONE: KEPT}))
    on = send(helper, address, page, submit="1")
    assert on.headers["Location"] == f"/apply/for/{giver.pk}/{ITEM}/send/"
    last = read(helper.get(on["Location"]))
    done = helper.post(on["Location"], {"version": last.inputs["version"]})
    case = Case.objects.get()
    assert done["Location"] == f"/me/cases/{case.pk}/"
    assert {party.role for party in case.parties.all()} == {"applicant", "helper"}
    assert "您在代办" in read(helper.get(done["Location"])).text
    for client in (helper, herself):
        page = read(client.get(f"/apply/draft/{case.draft_id}/"))
        assert "已提交" in page.text
        assert KEPT in page.text
        assert "接着填" not in page.text
    assert helper.post(f"/apply/draft/{case.draft_id}/discard/").status_code == 409


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_after_the_mandate_nothing_is_there(helper, herself, giver, address, end):
    draft = begun(helper, address)
    state = str(draft.version)
    if end == "revoked":
        herself.post(f"/me/mandates/{Mandate.objects.get().pk}/revoke/")
    else:
        Mandate.objects.update(until=county_today() - dt.timedelta(days=1))
    for each in (address, f"/apply/for/{giver.pk}/", f"/apply/draft/{draft.pk}/"):
        assert helper.get(each).status_code == 404, each
    assert helper.get(f"{address}?print=filled").status_code == 404
    assert helper.post(address, {"state": state, "leave": "1"}).status_code == 404
    assert helper.post(f"/apply/draft/{draft.pk}/discard/").status_code == 404
    for each in ("/me/", "/apply/", "/me/mandates/"):
        text = read(helper.get(each)).html
        assert giver.name not in text
        assert f"/{draft.pk}/" not in text
    page = read(herself.get(f"/apply/{ITEM}/form/"))
    assert page.inputs[PHONE] == KEPT
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_somebody_without_a_mandate(giver, address, helper):
    draft = begun(helper, address)
    other = Person.objects.exclude(pk=giver.pk).order_by("-pk").first()
    stranger = signed_in(people.resident(other, "stranger"))
    for each in (address, f"/apply/for/{giver.pk}/", f"/apply/draft/{draft.pk}/"):
        assert stranger.get(each).status_code == 404
    assert helper.get(f"/apply/for/{other.pk}/{ITEM}/").status_code == 404


def test_an_unaccepted_mandate_opens_nothing(giver, address):
    account = people.user("waiting")
    Mandate.objects.create(giver=giver, holder=account, code_hash="x", until=county_today())
    assert signed_in(account).get(address).status_code == 404
    Mandate.objects.update(accepted_at=timezone.now())
    assert signed_in(account).get(address).status_code == 200


def test_the_giver_reads_who_filled_it_in(helper, herself, address):
    begun(helper, address)
    page = read(herself.get("/me/audit/"))
    assert "您委托的亲友" in page.text
    assert "填写或者处理了您的申请" in page.text
    assert "受委托代办：临时救助" in page.text


def test_the_giver_throws_it_away(helper, herself, giver, address):
    draft = begun(helper, address)
    assert herself.post(f"/apply/draft/{draft.pk}/discard/").headers["Location"] == "/apply/"
    draft = begun(helper, address)
    left = helper.post(f"/apply/draft/{draft.pk}/discard/").headers["Location"]
    assert left == f"/apply/for/{giver.pk}/"


def test_printed_filled_for_the_giver(helper, giver, address):
    begun(helper, address)
    page = read(helper.get(f"{address}?print=filled"))
    assert f"您在替{giver.name}填" in page.text
    assert KEPT in page.text
    assert page.inline == []
