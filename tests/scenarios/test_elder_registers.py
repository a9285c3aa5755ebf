"""Places, beds, homes and relief that 扶弱 and 养老 keep in registers: entered, led through their states, counted, shown."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.doors.portal.pages import read
from tests.people import officer
from tests.scenarios.test_aid import about, act, desk, put, signed_in
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.models import Offer
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person

OFFICE = "/office/registers/"
TODAY = county_today().isoformat()


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def town(elder):
    return signed_in(officer("town-officer", elder.village[:9], name="模拟镇"))


def public(register_id):
    return read(Client().get(f"/registers/{register_id}/")).text


def neighbour(elder):
    code = next(t.code for t in current_pack().towns if t.code != elder.village[:9])
    return signed_in(officer("town-officer", code, name="模拟邻镇"))


@pytest.mark.requirement("R124", "R341")
def test_day_care_and_complexes_lie_on_the_map_with_their_coverage(town, elder):
    one = put(town, "day-care-centres", elder.village, 名称="模拟日间照料", 日间床位="10")
    villages = [v for v in current_pack().villages if v.code.startswith(elder.village[:9])]
    page = read(town.get(f"{OFFICE}day-care-centres/map/")).text
    assert "有的镇 1/1" in page
    assert f"有的村（社区） 1/{len(villages)}" in page
    assert "模拟日间照料" in public("day-care-centres")
    act(town, one, next="closed")
    running = read(town.get(f"{OFFICE}day-care-centres/map/?state=running")).text
    assert f"有的村（社区） 0/{len(villages)}" in running
    assert "模拟日间照料" not in public("day-care-centres")

    civil, code = desk("民政"), current_pack().code
    own = {"名称": "模拟综合体", "类别": "综合体", "覆盖老年人数": "800", "运营方式": "公建民营"}
    put(civil, "elder-complexes", elder.village[:9], **own)
    page = read(civil.get(f"{OFFICE}elder-complexes/map/")).text
    assert f"有的镇 1/{len(current_pack().towns)}" in page
    assert "模拟综合体" in public("elder-complexes")
    assert read(civil.get(f"{OFFICE}elder-complexes/?t1=片区中心")).text.count("模拟综合体") == 0
    assert code not in public("elder-complexes")


@pytest.mark.requirement("R126", "R132")
def test_a_bed_at_home_and_a_home_made_fit_are_accepted_by_the_department(town, elder):
    bed = about(town, "care-beds-at-home", elder, 申请日期=TODAY, 能力等级="中度失能")
    act(town, bed, next="doing")
    act(town, bed, 404, next="accepted")  # only the department accepts
    civil = desk("民政")
    assert "验收日期" in act(civil, bed, 400, next="accepted")
    filled(town, bed, 申请日期=TODAY, 能力等级="中度失能", 建床日期=TODAY, 验收日期=TODAY)
    act(civil, bed, next="accepted")
    kinds = {row.id for row in current_pack().offers}
    assert "home-care-beds" in kinds  # who provides the bed and how it is queued for
    assert not Offer.objects.exists()

    home = about(town, "elder-friendly-homes", elder, 申请日期=TODAY, 老人类别="失能")
    act(town, home, next="doing")
    done = {"申请日期": TODAY, "老人类别": "失能", "改造项目": "如厕洗浴", "补助金额": "3000"}
    done |= {"完工日期": TODAY, "验收日期": TODAY, "验收意见": "模拟：扶手牢固"}
    filled(town, home, **done)
    act(civil, home, next="accepted")
    assert "已验收" in read(town.get(home)).text
    assert neighbour(elder).get(home).status_code == 404
    assert elder.name not in public("elder-friendly-homes")


@pytest.mark.requirement("R125", "R164")
def test_services_made_fit_for_the_old_and_barrier_free_places_are_public(town, elder):
    civil, code = desk("民政"), current_pack().code
    own = {"改造事项": "模拟：大字版申请表", "类别": "办事流程", "责任单位": "模拟单位"}
    one = put(civil, "elder-friendly-services", code, **own, 计划完成=TODAY)
    act(civil, one, next="doing")
    assert "实际完成" in act(civil, one, 400, next="accepted")
    filled(civil, one, area=code, **own, 计划完成=TODAY, 实际完成=TODAY)
    act(civil, one, next="accepted")
    assert "大字版申请表" in public("elder-friendly-services")

    place = {"场所名称": "模拟便民服务中心", "场所类别": "政务场所", "无障碍设施": "坡道"}
    put(town, "barrier-free-places", elder.village, **place, 能用="是")
    shown = public("barrier-free-places")
    assert "模拟便民服务中心" in shown
    assert "坡道" in shown
    page = read(town.get(f"{OFFICE}barrier-free-places/map/")).text
    assert "有的村（社区） 1/" in page


@pytest.mark.requirement("R128")
def test_graveyards_for_the_public_say_how_many_places_are_left(town, elder):
    own = {"名称": "模拟公益性墓地", "类别": "公益性墓地", "总位数": "200", "已用位数": "150"}
    put(town, "funeral-facilities", elder.village, **own, 收费公示="是")
    shown = public("funeral-facilities")
    for said in ("模拟公益性墓地", "200", "150"):
        assert said in shown
    assert (
        neighbour(elder)
        .post(f"{OFFICE}funeral-facilities/find/", {"words": "模拟公益"})
        .status_code
        == 200
    )
    assert Record.objects.count() == 1


@pytest.mark.requirement("R157", "R160")
def test_somebody_without_a_home_is_taken_in_and_a_service_is_planned(town, elder):
    own = {"发现地点": "模拟车站", "性别": "不清楚", "身体状况": "需要照料", "救助措施": "入站救助"}
    one = put(town, "vagrant-relief", elder.village[:9], 发现日期=TODAY, **own, 寻亲结果="寻亲中")
    listed = read(town.get(f"{OFFICE}vagrant-relief/")).text
    assert "模拟车站" not in listed  # where she was found is sealed
    assert "模拟车站" in read(town.get(one)).text
    found = {"寻亲结果": "没有找到", "落户安置日期": TODAY}
    filled(town, one, area=elder.village[:9], 发现日期=TODAY, **own, **found)
    assert "寻亲中 → 没有找到" in read(town.get(one)).text
    act(town, one, next="closed")
    assert Client().get("/registers/vagrant-relief/").status_code == 404

    plan = {"服务类别": "心理疏导", "计划开始": TODAY, "计划次数": "6"}
    help_ = about(town, "service-relief", elder, **plan)
    filled(town, help_, **plan, 已服务次数="1", 最近服务日期=TODAY, 服务效果="模拟：愿意出门了")
    assert "愿意出门了" in read(town.get(help_)).text
    assert "愿意出门了" not in read(town.get(f"{OFFICE}service-relief/")).text
    assert neighbour(elder).get(help_).status_code == 404


def filled(client, one, *, area="", **own):
    """Fill a record in anew; fields that are left out stay empty."""
    from tests.doors.office.test_own_registers import posted

    row = Record.objects.get(pk=one.rstrip("/").rpartition("/")[2])
    register = current_pack().register(row.register)
    version = read(client.get(f"{one}change/")).inputs["version"]
    key = {register.title: row.title} if register.title else {}
    given = {"version": version, **posted(register, **row.values | key | own)}
    done = client.post(f"{one}change/", given | ({"area": area} if area else {}))
    assert done.status_code == 302, read(done).text
