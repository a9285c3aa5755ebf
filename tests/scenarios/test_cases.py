"""From a resident's check to the letter: 高龄津贴 online, 低保 over the counter, an employment item in both ways."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import (
    applied,
    department_officer,
    in_review,
    old_woman,
    propose,
    send,
    signed_in,
    step,
    town_officer,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.models import Case, Decision
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.registry.models import Household, HouseholdKind, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
HERE = f"{the_pack().code}101207"


def checked(client, born: dt.date, rule_name: str):
    """Do the anonymous check for one person as far as her benefit is settled; return the page."""
    page = read(client.get("/check/"))
    page = read(client.post("/check/", {"state": page.inputs["state"], "count": "1"}))
    parts = zip(("year", "month", "day"), (born.year, born.month, born.day), strict=True)
    fields = {f"person1-birth_date-{name}": str(value) for name, value in parts}
    page = read(client.post("/check/", {"state": page.inputs["state"], **fields}))
    for _ in range(40):
        answer = {}
        for name in page.names:
            if name == "person1-hukou_area":
                answer[name] = f"{the_pack().code}101"
            elif name.endswith("-unknown"):
                answer[name] = "1"
            elif name.startswith(("person", "home")):
                answer[name] = "?"
        if "person1-hukou_area" in page.names:
            page = read(client.post("/check/", {"state": page.inputs["state"], **answer}))
            break
        page = read(client.post("/check/", {"state": page.inputs["state"], **answer}))
    return read(client.post("/check/", {"state": page.inputs["state"], "stop": "1"}))


def test_the_old_age_allowance_from_the_check_to_the_letter(client):
    person = old_woman()
    result = checked(client, person.birth_date, "高龄津贴")
    assert "/apply/old-age-allowance/" in result.links  # 我要办
    assert client.get("/apply/old-age-allowance/").status_code == 302  # sign in first
    case = applied(person)
    assert case.parties.get().person_id == person.pk
    clerk = town_officer(case)
    assert "符合" in read(clerk.get(f"/office/cases/{case.pk}/")).text
    in_review(case, clerk)
    propose(clerk, case)
    step(department_officer(), case, "approve")
    herself = signed_in(person.user)
    assert herself.get(f"/me/cases/{case.pk}/letter/").content.startswith(b"%PDF")
    assert Holding.objects.get(person_id=person.pk).rule == "old-age-allowance"
    uses = Entry.objects.filter(subject_id=str(person.pk)).values_list("action", flat=True)
    assert {"case.own", "case.accept", "case.handle", "case.approve"} <= set(uses)


def poor_and_alone() -> Person:
    """Return somebody who lives alone in the country without income, as the registry knows; her means are unchecked."""
    person = Person.objects.filter(village__isnull=False).order_by("-pk").first()
    homes = {
        kind: Household.objects.create(
            kind=kind,
            town=person.town,
            village=person.village,
            batch=person.living.batch,
            other_monthly_income=0 if kind == HouseholdKind.LIVING else None,
        )
        for kind in HouseholdKind.values
    }
    Person.objects.filter(pk=person.pk).update(
        living=homes[HouseholdKind.LIVING],
        registered=homes[HouseholdKind.REGISTERED],
        residence_area=HERE,
        hukou_area=HERE,
        hukou_kind="农村",
        monthly_income=0,
        tekun=False,
    )
    return Person.objects.get(pk=person.pk)


@pytest.mark.requirement("R041")
def test_minimum_living_over_the_counter_of_one_window(client):
    person = poor_and_alone()
    window = signed_in(officer("window-clerk", person.village[:9]))
    page = read(window.get(f"/office/cases/new/{person.pk}/"))
    assert "最低生活保障" in page.text
    assert "生育津贴申领" in page.text  # one window takes in every domain's items
    address = f"/office/cases/new/{person.pk}/minimum-living/form/"
    page = read(window.get(address))
    for _ in range(20):
        if "submit" in page.names:
            break
        fields = {"home-own1": "0839-1234567"} if "home-own1" in page.names else {}
        for name in page.names:  # her income is older than it may be, so she states it: none
            if name.startswith(("person", "home-")) and not name.startswith("home-own"):
                fields[name] = "0" if f"{name}-unknown" in page.names else "是"
        fields = {n: text for n, text in fields.items() if not n.endswith("-unknown")}
        page = read(window.post(address, {"state": page.inputs["state"], **fields}))
    on = window.post(address, {"state": page.inputs["state"], "submit": "1"})
    assert on.status_code == 302, read(on).text
    last = read(window.get(on["Location"]))
    receipt = read(
        window.get(window.post(on["Location"], {"version": last.inputs["version"]})["Location"])
    )
    case = Case.objects.get()
    assert "收件回执" in receipt.text
    assert case.channel == "window"
    assert {party.role for party in case.parties.all()} == {"applicant", "taker"}
    assert Entry.objects.filter(action="case.take_in", subject_id=str(person.pk)).exists()

    assert step(window, case, "accept").status_code == 302  # the window accepts, the town reviews
    assert step(window, case, "review").status_code == 404
    town = town_officer(case)
    step(town, case, "review")
    page = read(town.get(f"/office/cases/{case.pk}/"))
    assert "申请人填写" in page.text  # what she stated stands with its source
    wanted = {"rule": "dibao-rural", "words": "入户核查无收入，符合条件"}
    assert "要公示" in propose(town, case, **wanted).content.decode()
    step(town, case, "pause", reason="household-visit")
    step(town, case, "resume")
    step(town, case, "publish", until=county_today().isoformat())
    step(town, case, "end_publicity", words="公示期满无异议")
    assert propose(town, case, **wanted).status_code == 302
    row = Decision.objects.get()
    assert row.engine_says == "yes"
    assert row.amount_fen > 0
    assert step(department_officer(), case, "approve").status_code == 302
    assert window.get(f"/office/cases/{case.pk}/letter/").content.startswith(
        b"%PDF"
    )  # one window gives out
    neighbour = next(town.code for town in the_pack().towns if town.code != case.area[:9])
    stranger = signed_in(officer("window-clerk", neighbour, name="next"))
    assert stranger.get(f"/office/cases/{case.pk}/").status_code == 404
    assert stranger.get(f"/office/cases/new/{person.pk}/").status_code == 404


@pytest.mark.requirement("R253", "R269")
def test_an_employment_item_is_one_case_whether_online_or_over_the_counter():
    online, there = (p for p in Person.objects.filter(village__isnull=False).order_by("pk")[:2])
    first = send(signed_in(resident(online)), "job-registration")
    window = signed_in(officer("window-clerk", there.village[:9]))
    address = f"/office/cases/new/{there.pk}/job-registration/form/"
    page = read(window.get(address))
    for _ in range(20):
        if "submit" in page.names:
            break
        fields = {n: "1" for n in page.names if n.endswith("-unknown")}
        for name in page.names:
            if name == "home-own1":
                fields[name] = "0839-1234567"
            elif name.startswith(("person", "home")) and name != "home-own2":
                fields.setdefault(name, "?")
        fields = {n: text for n, text in fields.items() if f"{n}-unknown" not in fields}
        page = read(window.post(address, {"state": page.inputs["state"], **fields}))
    on = window.post(address, {"state": page.inputs["state"], "submit": "1"})
    window.post(on["Location"], {"version": read(window.get(on["Location"])).inputs["version"]})
    second = Case.objects.exclude(pk=first.pk).get()
    assert (first.channel, second.channel) == ("portal", "window")
    assert first.item == second.item
    desk = department_officer()
    listed = read(desk.get("/office/cases/?item=job-registration")).text
    assert online.name in listed
    assert there.name in listed
    for case in (first, second):
        in_review(case, desk)
        wanted = {"rule": "job-registration", "words": "登记信息核对一致"}
        assert propose(desk, case, **wanted).status_code == 302
        assert step(desk, case, "approve").status_code == 302  # no money: one officer may
        assert case.state == "decided"
