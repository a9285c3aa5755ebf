"""Registers that the plan asks for, kept by the officers who keep them and seen by the public."""

import pytest
from django.test import Client

from tests.doors.office.test_own_registers import entered, posted, signed_in
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person

OFFICE = "/office/registers/"


@pytest.fixture
def village(county):
    return Person.objects.exclude(village=None).order_by("pk").first().village


@pytest.fixture
def department(village):
    return signed_in(officer("department-officer", current_pack().code))


@pytest.fixture
def town(village):
    return signed_in(officer("town-officer", village[:9]))


def kept(client, register_id, place, **own):
    """Enter a record, find it in the list by a filter and by name, confirm it; return its address."""
    register = current_pack().register(register_id)
    address = f"{OFFICE}{register_id}/"
    one = entered(client, address, place, register, **own)
    assert one in read(client.get(address)).links
    name = own[register.title]
    assert one in read(client.post(f"{address}find/", {"words": name})).links
    assert client.post(one, {"version": "1", "did": "review"}).status_code == 302
    assert "核实" in read(client.get(one)).text
    return one


@pytest.mark.requirement("R091", "R101", "R165")
def test_who_serves_where_is_kept_by_the_department(department, village):
    staff = {"姓名": "模拟教师", "编制单位": "模拟学校", "交流方式": "轮岗"}
    one = kept(department, "teacher-rotation", current_pack().code, **staff)
    form = read(department.get(f"{one}change/"))
    version = form.inputs["version"]
    register = current_pack().register("teacher-rotation")
    changed = posted(register, **staff | {"交流方式": "支教"})
    given = {"area": current_pack().code, "version": version, **changed}
    assert department.post(f"{one}change/", given).status_code == 302
    assert "轮岗 → 支教" in read(department.get(one)).text
    kept(department, "tcm-staff", village[:9], 姓名="模拟医生", 方式="区管镇用")
    listed = read(department.get(f"{OFFICE}tcm-staff/?t4=区管镇用")).text
    assert "模拟医生" in listed
    kept(department, "rehabilitation-staff", village[:9], 姓名="模拟治疗师")
    assert "模拟治疗师" not in read(Client().get("/registers/rehabilitation-staff/")).text


@pytest.mark.requirement("R172", "R192")
def test_stations_and_troupes_are_kept_by_towns_and_public(town, village):
    kept(town, "veteran-service-stations", village, 名称="模拟服务站", 级别="村")
    page = read(Client().get("/registers/veteran-service-stations/"))
    assert "模拟服务站" in page.text
    kept(town, "village-troupes", village, 名称="模拟秧歌队", 类别="村文艺团队")
    assert "模拟秧歌队" in read(Client().get("/registers/village-troupes/")).text
    assert "19900000000" not in page.text


@pytest.mark.requirement("R237")
def test_a_labour_brand_is_public_once_it_is_recognised(department, village):
    one = kept(department, "labour-brands", current_pack().code, 品牌名称="模拟劳务品牌")
    public = "/registers/labour-brands/"
    assert "模拟劳务品牌" not in read(Client().get(public)).text
    row = Record.objects.get()
    moved = department.post(one, {"version": str(row.version), "next": "recognised"})
    assert moved.status_code == 302
    assert "模拟劳务品牌" in read(Client().get(public)).text
