"""Work and money: what the unemployed may draw and how long, and a wage below the minimum."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import (
    department_officer,
    in_review,
    propose,
    send,
    signed_in,
    step,
)
from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import resident
from tests.scenarios.asking import bring_ledger, months_since
from tests.scenarios.test_payments import cells, reckoned
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.models import Award
from zhaohui.county.registry.models import Person, SourceBatch

pytestmark = pytest.mark.django_db
BEFORE, SINCE = "2024-12-31", "2025-01-01"
WAGES = {
    "第一档": "2300",
    "第二档": "2200",
    "第三档": "2100",
}  # what the officers of these tests fill in


@pytest.fixture
def minimum_wage(desk):
    """Two officers say which band the county is in, and what it is from 2025 on."""
    desk.fill("最低工资适用档", "第三档")
    desk.fill("最低工资月标准", WAGES)
    desk.client.logout()


EMPLOYED = {"出生日期": "1990-01-01", "就业状态": "单位就业"}


@pytest.mark.requirement("R213")
def test_a_wage_below_the_minimum_is_pointed_out_by_the_standard_of_its_day(
    client, check, minimum_wage
):
    said = {
        (day, wage): check({**EMPLOYED, "月收入": wage}, day=day)["low-wage-notice"]
        for day in (BEFORE, SINCE)
        for wage in (1869.99, 1870, 2099, 2100)
    }
    assert [key for key, row in said.items() if row["status"] == "yes"] == [
        (BEFORE, 1869.99),
        (SINCE, 1869.99),
        (SINCE, 1870),
        (SINCE, 2099),
    ]
    assert "劳动保障监察" in said[SINCE, 1870]["in_kind"]
    page = read(client.get("/services/labour-10/")).text
    assert "¥1,870.00" in page
    assert "¥2,100.00" in page
    farmer = {**EMPLOYED, "就业状态": "务农", "月收入": 500}
    assert check(farmer)["low-wage-notice"]["status"] == "no"


@pytest.mark.requirement("R213")
def test_without_the_countys_band_nobody_is_told_that_the_wage_is_enough(check):
    found = check({**EMPLOYED, "月收入": 1500})["low-wage-notice"]
    assert found["status"] == "unknown"
    assert "参数:最低工资适用档" in found["needs"]


JOBLESS = {
    "出生日期": "1985-01-01", "就业状态": "失业", "非自愿失业": True, "登记失业": True,
    "已领失业保险金月数": 0,
}  # fmt: skip


@pytest.mark.requirement("R222")
@pytest.mark.parametrize(
    ("paid", "drawn", "said"),
    [(11, 0, "no"), (12, 11, "yes"), (12, 12, "no"), (60, 17, "yes"), (60, 18, "no"), (120, 23, "yes"), (120, 24, "no")],
)  # fmt: skip
def test_how_long_unemployment_benefit_runs(check, paid, drawn, said):
    asked = {**JOBLESS, "失业保险缴费月数": paid, "已领失业保险金月数": drawn}
    assert check(asked)["unemployment-benefit"]["status"] == said


@pytest.mark.requirement("R222")
def test_unemployment_benefit_is_four_fifths_of_the_minimum_wage(check, minimum_wage):
    asked = {**JOBLESS, "失业保险缴费月数": 36}
    amounts = [
        check(asked, day=day)["unemployment-benefit"]["amount_fen"] for day in (BEFORE, SINCE)
    ]
    assert amounts == [1_496_00, 1_680_00]
    assert current_pack().parameter("失业保险金比例").versions[0].value == 8_000


SKILLED = {
    "出生日期": "1985-01-01", "就业状态": "单位就业", "技能等级": "中级", "技能证书日期": "2024-01-10",
    "失业保险缴费月数": 36,
}  # fmt: skip


@pytest.mark.requirement("R223")
def test_an_insured_worker_gets_the_subsidy_of_her_certificate_within_the_nations_limit(
    desk, county
):
    rule, day = "skill-upgrade-subsidy", "2024-06-01"
    found = desk.check(SKILLED, day=day)[rule]
    assert (found["status"], found["amount_fen"]) == ("yes", None)
    assert found["needs"] == ["参数:技能提升补贴标准"]
    desk.fill("技能提升补贴标准", {"初级": "800", "中级": "1200", "高级": "2500"})
    assert desk.check(SKILLED, day=day)[rule]["amount_fen"] == 1200_00
    top = desk.check({**SKILLED, "技能等级": "高级"}, day=day)[rule]
    assert top["amount_fen"] == 2000_00  # no more than the nation allows
    assert (
        desk.check(SKILLED, day="2025-01-10")[rule]["status"] == "no"
    )  # a year after the certificate
    assert desk.check({**SKILLED, "失业保险缴费月数": 11}, day=day)[rule]["status"] == "no"

    today = county_today()
    person = Person.objects.filter(village__isnull=False).order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(
        birth_date=today - dt.timedelta(days=40 * 366), employment="单位就业", skill_level="中级",
        skill_certified_on=today - dt.timedelta(days=60), unemployment_insurance_months=36,
    )  # fmt: skip
    SourceBatch.objects.update(as_of=today)
    case = send(signed_in(resident(person, "skilled")), "skill-upgrade")
    town = department_officer("handler")
    in_review(case, town)
    wanted = {"rule": rule, "words": "证书和缴费核对一致"}
    assert propose(town, case, **wanted).status_code == 302
    assert step(department_officer("approver"), case, "approve").status_code == 302
    assert Award.objects.get(rule=rule).amount_fen == 1200_00


@pytest.mark.requirement("R225")
def test_a_raised_injury_allowance_is_paid_up_from_the_day_of_the_change(desk, county):
    rule, person = "injury-allowance", adults()[0]
    here = the_pack().villages[0].code
    Person.objects.filter(pk=person.pk).update(
        village=here, town=here[:9], birth_date=dt.date(1985, 1, 1), in_injury_insurance=True,
        work_injury=True, injury_grade=2, injury_wage=5000_00, injury_allowance_year=2018,
        employment="不在劳动力市场",
    )  # fmt: skip
    person = Person.objects.get(pk=person.pk)
    desk.bring_list(rule, [(person, "4250")], since="2024-01-01")  # 85% of 5,000
    bring_ledger(rule)
    assert cells(desk.client, "work-injury", person)[1:] == ["¥4,250.00", "—", "¥4,250.00"]

    start = (county_today().replace(day=1) - dt.timedelta(days=100)).replace(day=1)
    since_year = {"1990": "300", "2016": "200", "2024": "0"}
    desk.fill("伤残津贴累计增加额_二级", since_year, start=start)
    bring_ledger(rule)
    reckoned(desk, rule)
    months = months_since(start)
    assert cells(desk.client, "work-injury", person)[1:] == [
        "¥4,450.00",
        f"¥{months * 200:,}.00 {start.year}年{start.month}月1日起 {months} 期",
        f"¥{4450 + months * 200:,}.00",
    ]
    public = read(desk.client.get("/services/labour-12/")).text
    assert "伤残津贴累计增加额" in public
