"""Veterans: each category has its standard, and each holding is reviewed before its year runs out."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.scenarios.asking import bring_ledger
from zhaohui.clock import county_today
from zhaohui.county.registry.models import Person

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
