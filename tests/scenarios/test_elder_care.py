"""Care homes run by others, medical care for old people, what there is on one page: through the doors."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.doors.portal.pages import read
from tests.scenarios.test_aid import about, act, answer, desk, elder, put, town
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.models import Task

__all__ = ["elder", "town"]


@pytest.mark.requirement("R129")
def test_a_home_run_by_others_has_its_contract_bond_checks_and_corrections(elder):
    office, district = desk("民政"), current_pack().code
    home = put(office, "elder-care-institutions", elder.village[:9], 机构名称="模拟敬老院")
    dates = {"签订日期": "2026-01-01", "到期日期": "2030-12-31"}
    one = put(office, "elder-care-contracts", district, 机构名称="模拟敬老院", **dates)
    assert home in read(office.get(f"{one}?match=institution")).links
    act(office, one, did="post", kind="bond.paid", amount="50000", words="模拟缴存凭证1号")
    act(office, one, did="refer", kind="health", words="模拟：请检查医务室")
    answer(desk("卫健"), Task.objects.get(), "模拟：药品登记不全，应当整改")
    act(office, one, next="mending")
    page = read(office.get(one)).text
    assert "药品登记不全" in page
    assert "50,000.00 元" in page
    assert "限期整改" in page
    public = read(Client().get("/registers/elder-care-contracts/")).text
    assert "模拟敬老院" in public
    assert "50,000" not in public


@pytest.mark.requirement("R131")
def test_an_old_person_s_health_is_looked_after_and_leads_to_a_site(town, elder):
    office = desk("卫健")
    site = put(office, "medical-elder-care-sites", elder.village[:9], 结合方式="签约合作")
    one = about(town, "elder-health", elder, 要医养结合服务="签约合作")
    assert site in read(town.get(f"{one}?match=site")).links
    act(town, one, did="tie", kind="site", other=site.rstrip("/").rpartition("/")[2])
    act(town, one, did="refer", kind="health", words="模拟：想签约家庭医生")
    answer(office, Task.objects.get(), "模拟：已经签约")
    assert "模拟：已经签约" in read(town.get(one)).text
    assert elder.name not in read(Client().get("/registers/elder-health/")).text
    assert "模拟" in read(Client().get("/registers/medical-elder-care-sites/")).text
