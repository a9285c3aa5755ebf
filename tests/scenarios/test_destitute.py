"""特困: assessed by the six acts, recognised by two officers, and the care fee goes by the rung."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import (
    applied,
    department_officer,
    in_review,
    propose,
    send,
    signed_in,
    step,
    town_officer,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from zhaohui.clock import county_today
from zhaohui.county.cases.models import Case
from zhaohui.county.entitlements.models import Award
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import FieldOverride, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
HERE = f"{the_pack().code}101207"
RUNGS = {"全自理": "50", "半护理": "200", "全护理": "600"}  # what the officers of this test fill in


def destitute() -> Person:
    """Return somebody of 75 without income or supporter, whose self-care nobody has assessed."""
    person = Person.objects.filter(village__isnull=False).order_by("-pk").first()
    Person.objects.filter(pk=person.pk).update(
        birth_date=county_today() - dt.timedelta(days=75 * 366),
        hukou_area=HERE, residence_area=HERE, hukou_kind="农村", has_disability_certificate=False,
        no_labour_capacity=True, no_income_source=True, no_supporter=True, tekun=False, self_care=None,
    )  # fmt: skip
    return Person.objects.get(pk=person.pk)


def filled_in(client, address: str, answers: dict[str, str]):
    """Fill in a form of the office to its end; return where it led."""
    page = read(client.get(address))
    for _ in range(8):
        if "submit" in page.names:
            break
        given = {name: text for name, text in answers.items() if name in page.names}
        page = read(client.post(address, {"state": page.inputs["state"], **given}))
    return client.post(address, {"state": page.inputs["state"], "submit": "1"})["Location"]


def assess(client, record: str, unable: int) -> str:
    """Assess by the six acts, the last `unable` of which she can't do."""
    acts = {f"home-own{n}": "否" if n > 6 - unable else "是" for n in range(1, 7)}
    return read(client.get(filled_in(client, f"{record}assess/self-care/", acts))).text


def granted(case: Case, client, rule: str, approver) -> None:
    in_review(case, client)
    step(client, case, "publish", until=county_today().isoformat())
    step(client, case, "end_publicity", words="公示期满无异议")
    assert propose(client, case, rule=rule, words="入户核查属实").status_code == 302
    assert step(approver, case, "approve").status_code == 302


@pytest.mark.requirement("R148")
def test_recognised_and_graded_by_the_six_acts(desk):
    desk.fill("特困人员照料护理标准", RUNGS)
    person = destitute()
    case = applied(person, "tekun-rural")
    town, department = town_officer(case), department_officer()
    page = read(town.get(f"/office/cases/{case.pk}/"))
    assert "名册里还没有申请人" in page.text
    place = f"/office/registers/tekun/new/{person.pk}/"
    assert place in page.links
    record = filled_in(town, place, {"home-own1": "在家供养", "home-own2": "邻居"})

    made = assess(town, record, unable=2)
    assert "半护理" in made
    assert "自理能力是半护理" in made
    person.refresh_from_db()
    assert person.self_care == "半护理"
    source = FieldOverride.objects.get(subject_id=person.pk, column="self_care").batch
    assert (source.department, source.as_of) == ("民政", county_today())
    assert "半护理" in read(town.get(f"/office/cases/{case.pk}/")).text

    granted(case, town, "tekun-rural", department)
    person.refresh_from_db()
    assert person.tekun is True
    person_page = f"/office/people/{person.pk}/"
    department.post("/office/purpose/", {"purpose": "finding", "next": person_page})
    facts = read(department.get(person_page)).text
    assert "是否享受特困人员救助供养？" in facts or "特困供养" in facts

    care = applied_again(person)
    page = read(town.get(f"/office/cases/{care.pk}/"))
    assert "每月200元" in page.text  # what the rule says by the rung that was assessed
    granted(care, town, "tekun-care", department)
    assert Award.objects.get(rule="tekun-care").amount_fen == 200_00

    assert "全护理" in assess(town, record, unable=4)  # worse a year later: another assessment
    person.refresh_from_db()
    assert person.self_care == "全护理"
    assert "¥600.00" in read(department.get(f"{person_page}findings/")).text


def applied_again(person: Person) -> Case:
    return send(signed_in(person.user), "destitute-support")


def test_an_open_item_that_could_move_the_rung_fills_nothing():
    person = destitute()
    case = applied(person, "tekun-rural")
    town = town_officer(case)
    record = filled_in(
        town, f"/office/registers/tekun/new/{person.pk}/",
        {"home-own1": "供养机构", "home-own2": "机构"},
    )  # fmt: skip
    acts = {f"home-own{n}": "是" for n in range(1, 6)} | {"home-own6": "?"}
    said = read(town.get(filled_in(town, f"{record}assess/self-care/", acts))).text
    assert "还定不了档" in said
    person.refresh_from_db()
    assert person.self_care is None
    assert Record.objects.get().register == "tekun"


def test_a_review_that_refuses_takes_back_what_the_grant_established():
    person = destitute()
    case = applied(person, "tekun-rural")
    town, department = town_officer(case), department_officer()
    granted(case, town, "tekun-rural", department)
    others = department_officer("second"), department_officer("third")
    step(others[0], case, "reopen", reason="new-facts", words="邻居反映有儿子赡养")
    step(others[0], case, "publish", until=county_today().isoformat())
    step(others[0], case, "end_publicity", words="公示期满")
    refusal = {"outcome": "refuse", "rule": "tekun-rural", "words": "查明有儿子赡养"}
    code = next(r.code for r in the_pack().case_reasons if r.use == "refuse")
    assert propose(others[0], case, **refusal, reason=code).status_code == 302
    assert step(others[1], case, "approve").status_code == 302
    person.refresh_from_db()
    assert person.tekun is False
    assert not FieldOverride.objects.filter(subject_id=person.pk, column="tekun").exists()
