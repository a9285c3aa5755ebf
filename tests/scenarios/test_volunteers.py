"""Volunteers are looked for, sign up, are signed in, and their hours are counted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.offers.offering import people
from tests.doors.office.test_own_registers import OFFICE, entered
from tests.doors.portal.pages import read
from tests.people import resident
from tests.scenarios.test_offers import act, booked, desk, put_up
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.models import Slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
KIND = "volunteer-activities"


@pytest.mark.requirement("R287")
def test_a_volunteer_signs_up_is_signed_in_and_has_her_hours_counted():
    office = desk("民政")
    register = current_pack().register("volunteer-groups")
    group = {"名称": "模拟志愿服务队", "组织编号": "志-1", "服务方向": "助老"}
    entered(office, f"{OFFICE}volunteer-groups/", current_pack().towns[0].code, register, **group)
    assert "模拟志愿服务队" in read(Client().get("/registers/volunteer-groups/")).text
    offer = put_up(office, KIND, "模拟志愿服务队")
    day = (county_today() + dt.timedelta(days=1)).isoformat()
    visit = {"step": "slot", "title": "给老人打扫", "day": day, "starts": "09:00", "ends": "11:30"}
    act(office, f"/office/offers/{offer.pk}/step/", **visit, seats="2")
    slot = offer.slots.get()
    assert "志愿者已经服务 0小时" in read(Client().get(f"/offers/kinds/{KIND}/")).text
    rows = people(2, name="模拟某")
    clients = [signed_in(resident(row, f"r{row.pk}")) for row in rows]
    made = [booked(client, slot, row) for client, row in zip(clients, rows, strict=True)]
    assert "服务时长" not in read(clients[0].get("/me/offers/")).text
    Slot.objects.filter(pk=slot.pk).update(day=county_today())
    sheet = f"/office/offers/slots/{slot.pk}/step/"
    act(office, sheet, step="check_in", booking=made[0].pk)
    act(office, sheet, step="miss", booking=made[1].pk)
    own = read(clients[0].get("/me/offers/")).text
    assert "签到 1 次，共 2小时30分" in own
    assert "给老人打扫" in own
    assert "服务时长" not in read(clients[1].get("/me/offers/")).text
    assert "志愿者已经服务 2小时30分" in read(Client().get(f"/offers/kinds/{KIND}/")).text
    assert "志愿者已经服务 2小时30分" in read(office.get(f"/office/offers/{offer.pk}/")).text
