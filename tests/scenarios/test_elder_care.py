"""Care homes run by others, medical care for old people, what there is on one page: through the doors."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.offers.offering import people
from tests.doors.portal.pages import read
from tests.people import resident
from tests.scenarios.test_aid import about, act, answer, desk, elder, put, town
from tests.scenarios.test_offers import act as act_at
from tests.scenarios.test_offers import hours, opened, put_up
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


@pytest.mark.requirement("R123")
def test_homes_beds_orders_and_allowances_are_on_one_public_page(elder):
    office, place = desk("民政"), elder.village[:9]
    address = "/platforms/elder-care/"
    assert "还没有公布" in read(Client().get(address)).text
    beds = {"核定床位": "80", "护理型床位": "30", "入住人数": "55"}
    put(office, "elder-care-institutions", place, 机构名称="模拟敬老院", **beds)
    home = put_up(office, "care-home-beds", "模拟敬老院")
    act_at(office, f"/office/offers/{home.pk}/step/", step="capacity", count="25", words="模拟核定")
    service = put_up(office, "elder-services", "模拟助餐队")
    hours(office, service, "2", "09:00", "11:00")
    slot = opened(office, service)[0]
    person = people(1, name="模拟老人")[0]
    order = {"slot": slot.pk, "person": person.pk, "village": person.village}
    act_at(signed_in(resident(person)), f"/offers/{service.pk}/book/", **order)
    page = read(Client().get(address))
    for said in ("80", "30", "55", "已约 1 个", "高龄津贴", "共 25 个，空 25 个"):
        assert said in page.text, said
    assert {"/rules/old-age-allowance/", "/offers/kinds/elder-services/"} <= set(page.links)
    assert "/registers/elder-care-institutions/" in page.links
    assert address in read(Client().get("/platforms/")).links
    assert Client().get("/platforms/nothing/").status_code == 404
