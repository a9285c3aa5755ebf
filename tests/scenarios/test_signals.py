"""Signals as officers use them: found in the night, seen in the list, acted on, judged; figures filled by two."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.test import Client

from tests.county.signals.watching import CODE, TOWN, months_before
from tests.county.small_county import the_pack
from tests.doors.office.test_own_registers import posted
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.jobs.nightly.steps import STEPS
from zhaohui.county.offers.actions.open_offer import OfferEntry, OpeningEntry, open_offer, open_one
from zhaohui.county.offers.models import Slot
from zhaohui.county.oversight.models import Task
from zhaohui.county.registry.models import Household, Person
from zhaohui.county.signals.models import Alert

TODAY = county_today()
ALERTS, SIGNALS = "/office/alerts/", "/office/signals/"


def night():
    """The nightly step of signals, as `zhaohui nightly` takes it."""
    return next(step for step in STEPS if step.name == "signals").work()


def desk(post, area, department="模拟单位"):
    client = Client()
    client.force_login(
        officer(post, area, name=f"{post}-{area}-{department}", department=department)
    )
    return client


def home_of(**facts):
    """A household of its own with one grown-up; return it and her."""
    person = Person.objects.exclude(village=None).order_by("pk").first()
    home = Household.objects.create(
        kind="living", town=person.town, village=person.village, batch=person.batch, **facts
    )
    Person.objects.filter(pk=person.pk).update(
        living=home, birth_date=dt.date(1980, 1, 1), lifted_from_poverty=False,
        monitored_for_poverty=False, medical_insurance="居民", tekun=False,
    )  # fmt: skip
    person.refresh_from_db()
    return home, person


def found(client, signal):
    """Open the list of a signal and return the address of its only alert about what was prepared."""
    page = read(client.get(f"{ALERTS}?signal={signal}&turn=open"))
    return [link for link in page.links if re.fullmatch(rf"{ALERTS}\d+/", link)]


def closed(client, at, verdict, words):
    """Take an alert up, close it, and return its page."""
    version = read(client.get(at)).inputs["version"]
    assert client.post(f"{at}step/", {"step": "take_up", "version": version}).status_code == 302
    version = read(client.get(at)).inputs["version"]
    given = {"step": "close", "version": version, "verdict": verdict, "words": words}
    assert client.post(f"{at}step/", given).status_code == 302
    return read(client.get(at))


def filled(name, value, capture):
    """Let a department fill a threshold and a reviewer approve it, as decision 0016 has it."""
    clerk, reviewer = desk("department-officer", CODE, "补填"), desk("reviewer", CODE)
    form = {
        "area": CODE,
        "start": (TODAY - dt.timedelta(days=400)).isoformat(),
        "value": str(value),
        "unit_ok": "on",
        "title": "模拟预警办法",
        "doc_no": "模拟〔2026〕1号",
        "article": "第一条",
        "read_in": "original",
        "words": f"{name}定为{value}",
        "save": "on",
    }
    place = clerk.post(f"/office/parameters/{name}/propose/", form)["Location"]
    with capture(execute=True):
        reviewer.post(f"{place}approve/", {"compared": "on"})


@pytest.mark.requirement("R005", "R150")
def test_a_household_that_may_fall_back_is_found_visited_and_judged(county):
    home, person = home_of(dibao=False, house_danger="D", disaster="无", sudden_hardship=False,
                           hospital_this_year=True)  # fmt: skip
    Person.objects.filter(pk=person.pk).update(lifted_from_poverty=True, serious_illness=True)
    assert night()["raised"]
    worker = desk("village-worker", person.village)
    risk = Alert.objects.get(signal="poverty-return", subject=f"h:{home.pk}")
    watch = Alert.objects.get(signal="low-income-watch", subject=f"h:{home.pk}")
    assert f"{ALERTS}{risk.pk}/" in found(worker, "poverty-return")
    page = read(worker.get(f"{ALERTS}{risk.pk}/"))
    assert "住房危险等级 D" in page.text
    assert "成员1·脱贫人口 是" in page.text
    assert "入户核实是哪一项变了" in page.text
    assert Task.objects.get(pk=risk.task_id).department == "农业农村"
    assert "重病" in read(worker.get(f"{ALERTS}{watch.pk}/")).text
    page = closed(worker, f"{ALERTS}{risk.pk}/", "true", "房屋开裂，已报住建")
    assert "100" not in page.text.partition("以往错了多少")[2][:12]
    assert "0.0%（1 条有结论的）" in page.text


@pytest.mark.requirement("R083", "R241")
def test_a_child_at_no_school_and_a_home_without_work_are_found(county):
    home, person = home_of(dibao=False)
    child = (
        Person.objects.exclude(living=home).filter(village__startswith=person.village[:9]).last()
    )
    born = dt.date(TODAY.year - 10, 1, 1)
    Person.objects.filter(pk=child.pk).update(
        birth_date=born, hukou_area=f"{CODE}100001", study_stage="未就学", living=home,
        hukou_kind="城镇", employment="不在劳动力市场", village=person.village, town=person.town,
    )  # fmt: skip
    Person.objects.filter(pk=person.pk).update(employment="失业", hukou_kind="城镇")
    night()
    worker, town = desk("village-worker", person.village), desk("town-officer", person.town)
    school = Alert.objects.get(signal="school-dropout", subject=f"p:{child.pk}")
    assert f"{ALERTS}{school.pk}/" in found(worker, "school-dropout")
    page = closed(worker, f"{ALERTS}{school.pk}/", "false", "在外地就读，学籍已核对")
    assert "误报" in page.text
    jobless = Alert.objects.get(signal="zero-employment", subject=f"h:{home.pk}")
    assert jobless.task.due_on is not None
    assert f"{ALERTS}{jobless.pk}/" in found(town, "zero-employment")
    assert "一户至少安排一个适当岗位" in read(town.get(f"{ALERTS}{jobless.pk}/")).text
    Person.objects.filter(pk=person.pk).update(employment="单位就业")
    night()
    jobless.refresh_from_db()
    assert (jobless.state, jobless.cleared_on) == ("closed", TODAY)  # cleared as she works


@pytest.mark.requirement("R105")
def test_stores_that_run_low_or_out_of_date_are_told(county):
    office = desk("department-officer", CODE, "卫健")
    register = current_pack().register("emergency-supplies")
    old = (TODAY - dt.timedelta(days=1)).isoformat()
    given = posted(
        register,
        物资名称="模拟防护服",
        物资编号="模拟-7",
        库存数量="30",
        最低储量="100",
        有效期=old,
    )
    assert (
        office.post(
            "/office/registers/emergency-supplies/new/", {"area": TOWN, **given}
        ).status_code
        == 302
    )
    night()
    low, expired = (Alert.objects.get(signal=f"supplies-{word}") for word in ("low", "expiring"))
    assert (low.level, expired.level) == (2, 2)
    listed = read(office.get(f"{ALERTS}?turn=open")).text
    assert listed.index("■ 红色") < listed.index("▲ 橙色")
    page = read(office.get(f"{ALERTS}{low.pk}/"))
    assert "库存数量 30" in page.text
    assert "最低储量 100" in page.text


@pytest.mark.requirement("R112")
def test_the_medical_fund_has_a_line_once_two_officers_have_set_it(
    county, django_capture_on_commit_callbacks
):
    office = desk("department-officer", CODE, "医保")
    at = f"{SIGNALS}medical-fund-months/"
    assert "可支付月数的预警线没有读到" in read(office.get(at)).text
    given = {
        "area": CODE,
        "period": months_before(TODAY, 0),
        "value": "5.5",
        "origin": "模拟数据月报",
    }
    assert office.post(f"{at}readings/", given).status_code == 302
    assert not Alert.objects.exists()
    filled("医保基金可支付月数_关注", 6, django_capture_on_commit_callbacks)
    night()
    alert = Alert.objects.get(signal="medical-fund-months")
    page = read(office.get(f"{ALERTS}{alert.pk}/"))
    assert "5.5 月" in page.text
    assert "低到 6 月" in page.text
    assert "已核对原文" in page.text
    assert "报告区政府和市医保局" in page.text


@pytest.mark.requirement("R104", "R263")
def test_numbers_that_offices_report_are_watched(county, django_capture_on_commit_callbacks):
    filled("突发公卫报告数预警", 3, django_capture_on_commit_callbacks)
    clinic = desk("town-officer", TOWN)
    week = f"{TODAY.isocalendar().year}-W{TODAY.isocalendar().week:02d}"
    given = {"area": TOWN, "period": week, "value": "4", "origin": "卫生院模拟周报"}
    assert clinic.post(f"{SIGNALS}public-health-events/readings/", given).status_code == 302
    event = Alert.objects.get(signal="public-health-events")
    health = desk("department-officer", CODE, "卫健")
    assert f"/office/tasks/{event.task_id}/" in read(health.get(f"{ALERTS}{event.pk}/")).links
    closed(health, f"{ALERTS}{event.pk}/", "true", "同一学校聚集，已处置")
    assert Task.objects.get(pk=event.task_id).state == "closed"

    labour = desk("department-officer", CODE, "人社")
    staff = [100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 100, 101, 75]
    for back, number in enumerate(reversed(staff)):
        given = {
            "area": CODE,
            "item": "模拟企业",
            "period": months_before(TODAY, back),
            "value": str(number),
            "origin": "企业模拟月报",
        }
        assert labour.post(f"{SIGNALS}mass-layoffs/readings/", given).status_code == 302
    alert = Alert.objects.get(signal="mass-layoffs")
    page = read(labour.get(f"{ALERTS}{alert.pk}/"))
    assert "达到劳动合同法第四十一条口径" in page.text
    assert "每个对象一年约 0.10 次" in page.text


@pytest.mark.requirement("R156")
def test_a_disaster_reaches_the_condition_of_a_response(county, django_capture_on_commit_callbacks):
    filled("灾害响应转移人数_四级", 20, django_capture_on_commit_callbacks)
    person = Person.objects.exclude(village=None).order_by("pk").first()
    town = desk("town-officer", person.village[:9])
    register = current_pack().register("disaster-affected")
    given = posted(register, 紧急转移人数="25", 灾种="洪涝")
    assert (
        town.post(f"/office/registers/disaster-affected/new/{person.pk}/", given).status_code == 302
    )
    night()
    alert = Alert.objects.get(signal="disaster-response")
    office = desk("department-officer", CODE, "应急")
    page = read(office.get(f"{ALERTS}{alert.pk}/"))
    assert "25 人" in page.text
    assert "2 小时以内" in page.text


@pytest.mark.requirement("R038")
def test_a_venue_that_nobody_uses_is_told(county, django_capture_on_commit_callbacks):
    filled("文体设施闲置天数", 30, django_capture_on_commit_callbacks)
    who = system_actor("test")
    hall = open_offer(
        who, OfferEntry(kind="culture-venues", name="模拟文化站", area=TOWN, is_synthetic=True)
    )
    hours = OpeningEntry(weekdays=(0,), starts=dt.time(9), ends=dt.time(11), seats=5)
    slot = open_one(who, hall.pk, TODAY + dt.timedelta(days=1), hours)
    Slot.objects.filter(pk=slot.pk).update(day=TODAY - dt.timedelta(days=45))
    night()
    alert = Alert.objects.get(signal="venues-idle")
    page = read(desk("town-officer", TOWN).get(f"{ALERTS}{alert.pk}/"))
    assert "模拟文化站" in page.text
    assert "45 天" in page.text


def test_the_command_line_looks_and_says_what_it_saw(county, command):
    done = json.loads(command("signals", "run", "--json"))
    assert done["signals"]["insurance-lapsed"]["asked"] == 120
    assert done["raised"] == Alert.objects.count()
    again = json.loads(command("signals", "run", "insurance-lapsed", "--json"))
    assert (list(again["signals"]), again["raised"]) == (["insurance-lapsed"], 0)
    rows = json.loads(command("signals", "list", "--json"))["signals"]
    assert len(rows) == len(the_pack().signals)
    assert "医保断保" in command("signals", "list")
