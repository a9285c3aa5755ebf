"""Work and money: what the unemployed may draw and how long, and a wage below the minimum."""

from __future__ import annotations

import pytest

from tests.doors.portal.pages import read
from zhaohui.county.catalog.queries import current_pack

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
