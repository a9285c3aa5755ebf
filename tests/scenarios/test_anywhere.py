"""全区通办: at any window of the county, and her own town handles it."""

from __future__ import annotations

import pytest

from tests.county.cases.deciding import case_at_window, signed_in
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from tests.scenarios.test_relief import HERE, THERE, of_elsewhere
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import Encounter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PAGE = "/office/cases/anywhere/"
ITEM = "job-registration"


def shown_at(client, number, name, item=ITEM):
    card = {"item": item, "shown": the_pack().identity_documents[0].code}
    return client.post(PAGE, {**card, "number": number, "name": name})


@pytest.mark.requirement("R251")
def test_a_window_of_another_town_takes_it_in_and_her_own_handles_it():
    here = signed_in(officer("window-clerk", HERE, name="here"))
    home = signed_in(officer("town-officer", THERE, name="home"))
    person, number = of_elsewhere("模拟求职者")
    assert here.get(f"/office/cases/new/{person.pk}/{ITEM}/form/").status_code == 404
    assert "就业登记" in read(here.get(PAGE)).text
    wrong = shown_at(here, number, "别的名字")
    nobody = shown_at(here, "110101199001011237", person.name)
    assert wrong.status_code == nobody.status_code == 400
    told = "号码和姓名对不上，或者没有登记"
    assert told in read(wrong).text
    assert told in read(nobody).text
    assert number not in read(wrong).html
    refused = shown_at(here, number, person.name, item="minimum-living")
    assert refused.status_code == 400  # not one of 全区通办
    assert not Encounter.objects.exists()

    found = shown_at(here, number, person.name)
    assert found.status_code == 302, read(found).text
    other = here.get(f"/office/cases/new/{person.pk}/minimum-living/form/")
    assert other.status_code == 404  # this one item alone
    assert here.get(f"/office/people/{person.pk}/").status_code == 404
    case = case_at_window(here, found["Location"], answer="是")
    assert (case.area, case.channel) == (THERE, "window")
    receipt = read(here.get(f"/office/cases/{case.pk}/receipt/"))
    assert "模拟求职者" in receipt.text
    assert PAGE in receipt.links
    assert here.get(f"/office/cases/{case.pk}/").status_code == 404
    assert person.name in read(home.get("/office/cases/")).text
    assert home.get(f"/office/cases/{case.pk}/").status_code == 200
    third = signed_in(officer("window-clerk", the_pack().towns[2].code, name="third"))
    assert third.get(f"/office/cases/{case.pk}/receipt/").status_code == 404
    notes = Entry.objects.filter(purpose="全区通办：当面核对证件")
    assert notes.count() == 3
    assert number not in str(list(notes.values()))


def test_the_guide_says_that_every_window_takes_it(client):
    assert "全区通办" in read(client.get(f"/items/{ITEM}/")).text


def test_only_who_takes_in_opens_the_page():
    assert signed_in(officer("leader", the_pack().code, name="l")).get(PAGE).status_code == 404
