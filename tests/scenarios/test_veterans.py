"""Veterans: each category has its standard, and each holding is reviewed before its year runs out."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.scenarios.asking import bring_ledger
from zhaohui.clock import county_today
from zhaohui.county.jobs.nightly import steps
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.registry.models import Household, Person

pytestmark = pytest.mark.django_db
HERE = the_pack().villages[0].code
VETERAN = {"出生日期": "1955-01-01", "户籍区划": HERE}
CATEGORIES = [
    ({"优抚类别": "残疾军人", "伤残等级": 1, "伤残性质": "因战"}, "disabled-veteran", 135_840_00),
    ({"优抚类别": "残疾军人", "伤残等级": 10, "伤残性质": "因公"}, "disabled-veteran", 12_324_00),
    ({"优抚类别": "在乡复员军人"}, "demobilised-veteran", 26_934_00),
    ({"优抚类别": "带病回乡退役军人"}, "ill-veteran", 10_488_00),
    ({"优抚类别": "参战退役人员"}, "combat-veteran", 10_908_00),
]


@pytest.mark.requirement("R175")
@pytest.mark.parametrize(("facts", "rule", "amount"), CATEGORIES)
def test_each_category_has_its_standard(check, facts, rule, amount):
    found = check({**VETERAN, **facts})
    assert (found[rule]["status"], found[rule]["amount_fen"]) == ("yes", amount)
    others = {other for _facts, other, _amount in CATEGORIES} - {rule}
    assert {found[other]["status"] for other in others} == {"no"}


@pytest.mark.requirement("R175")
def test_a_missing_grade_is_filled_and_the_years_review_is_called_in_time(desk):
    fifth = {"优抚类别": "残疾军人", "伤残等级": 5, "伤残性质": "因公"}
    assert desk.check({**VETERAN, **fifth})["disabled-veteran"]["amount_fen"] is None
    grades = {"1": "127884", "5": "60000", "10": "12324"}
    desk.fill("残疾军人抚恤金_因公", grades, start=dt.date(2026, 1, 1))
    assert desk.check({**VETERAN, **fifth})["disabled-veteran"]["amount_fen"] == 60_000_00

    rule, person = "combat-veteran", adults()[0]
    Person.objects.filter(pk=person.pk).update(
        village=HERE, town=HERE[:9], hukou_area=HERE, veteran_category="参战退役人员",
        birth_date=dt.date(1955, 1, 1),
    )  # fmt: skip
    ends = county_today() + dt.timedelta(days=20)
    runs_out = f"/office/ledger/{rule}/people/?state=runs-out&area={HERE}"
    for last, is_due in ((ends, True), (ends + dt.timedelta(days=365), False)):
        desk.bring_list(rule, [(person, "10908")], until=last.isoformat())
        bring_ledger(rule)
        desk.run("ledger", "outlook")
        assert (person.name in read(desk.client.get(runs_out)).text) is is_due
    paid = read(desk.client.get("/office/payrolls/veterans/")).text
    assert "¥10,908.00" in paid


TIERS = {"特困": "1", "低保": "1", "低保边缘": "2", "重病重残": "2", "突发困难": "3"}
HARDSHIPS = [
    ({}, {"低保状态": True, "低保边缘家庭": False, "遭遇突发困难": True}, "first"),
    ({"重病": True}, {"低保状态": False, "低保边缘家庭": False, "遭遇突发困难": True}, "second"),
    ({}, {"低保状态": False, "低保边缘家庭": False, "遭遇突发困难": True}, "third"),
    ({}, {"低保状态": False, "低保边缘家庭": False, "遭遇突发困难": False}, ""),
]


@pytest.mark.requirement("R176")
def test_veterans_in_hardship_are_helped_by_tiers_that_the_county_sets(desk):
    plain = {
        **VETERAN,
        "优抚类别": "其他退役军人",
        "特困供养": False,
        "重病": False,
        "残疾证": False,
    }
    tiers = ("first", "second", "third")
    poor = desk.check(plain, 低保状态=True, 低保边缘家庭=False, 遭遇突发困难=False)
    assert poor["veteran-aid-first"]["needs"] == ["参数:困难退役军人分级"]
    desk.fill("困难退役军人分级", TIERS)
    for facts, living, wanted in HARDSHIPS:
        found = desk.check({**plain, **facts}, **living)
        said = [tier for tier in tiers if found[f"veteran-aid-{tier}"]["status"] == "yes"]
        assert said == ([wanted] if wanted else [])  # one tier each, the highest
    civilian = desk.check({**plain, "优抚类别": "无"}, 低保状态=True)
    assert {civilian[f"veteran-aid-{tier}"]["status"] for tier in tiers} == {"no"}

    rule, person = "veteran-aid-second", adults()[0]
    Person.objects.filter(pk=person.pk).update(
        village=HERE, town=HERE[:9], veteran_category="其他退役军人", birth_date=dt.date(1960, 1, 1),
        tekun=False, serious_illness=True, has_disability_certificate=False,
    )  # fmt: skip
    Household.objects.filter(pk=person.living_id).update(
        dibao=False, dibao_edge=False, sudden_hardship=False
    )
    bring_ledger(rule)
    listed = read(desk.client.get(f"/office/ledger/{rule}/people/?state=entitled&area={HERE}"))
    assert person.name in listed.text  # the department's list
    steps.outreach()
    line = ContactLine.objects.get(person_id=person.pk, rule=rule)
    assert "困难退役军人第二级帮扶" in read(desk.client.get(f"/office/outreach/{line.pk}/")).text
