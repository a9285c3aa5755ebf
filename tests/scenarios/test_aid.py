"""Calls for help taken in at one place and handed on, reserves, charity, volunteers: through the doors."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.doors.office.test_own_registers import entered, posted, signed_in
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.models import Task
from zhaohui.county.postings.queries import wrong_balances
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person

OFFICE = "/office/registers/"


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def town(elder):
    return signed_in(officer("town-officer", elder.village[:9], name="模拟镇"))


def desk(department):
    account = officer(
        "department-officer", current_pack().code, name=department, department=department
    )
    return signed_in(account)


def about(client: Client, register_id: str, person: Person, **own: str) -> str:
    register = current_pack().register(register_id)
    done = client.post(f"{OFFICE}{register_id}/new/{person.pk}/", posted(register, **own))
    assert done.status_code == 302, read(done).text
    return done.headers["Location"]


def put(client: Client, register_id: str, place: str, **own: str) -> str:
    return entered(
        client, f"{OFFICE}{register_id}/", place, current_pack().register(register_id), **own
    )


def act(client: Client, one: str, status: int = 302, **said: object) -> str:
    row = Record.objects.get(pk=one.rstrip("/").rpartition("/")[2])
    answer = client.post(one, {"version": row.version, **said})
    assert answer.status_code == status, read(answer).text
    return read(answer).text if status != 302 else ""


def answer(client: Client, task: Task, words: str) -> None:
    for said in (
        {"step": "take"},
        {"step": "answer", "outcome": current_pack().task_outcomes[0].code, "words": words},
        {"step": "close"},
    ):
        task.refresh_from_db()
        done = client.post(f"/office/tasks/{task.pk}/step/", {"version": task.version, **said})
        assert done.status_code == 302, read(done).text


@pytest.mark.requirement("R151", "R152")
def test_one_intake_hands_on_to_each_department_and_the_answers_come_back(town, elder):
    one = about(town, "aid-intake", elder, 主要困难="看病")
    assert "太短" in act(town, one, 400, did="refer", kind="medical", words="太短")
    words = "模拟：住院自付很多，请看能不能医疗救助"
    act(town, one, did="refer", kind="medical", words=words)
    act(town, one, did="refer", kind="housing", words="模拟：房子漏雨，请看住房救助")
    assert "已经转出" in act(town, one, 400, did="refer", kind="medical", words=words)
    medical, housing = Task.objects.order_by("pk")
    assert (medical.department, housing.department) == ("医保", "住建")
    assert not set(words) <= set(medical.title)
    insurer = desk("医保")
    assert insurer.get(f"/office/tasks/{housing.pk}/").status_code == 404
    page = read(insurer.get(f"/office/tasks/{medical.pk}/"))
    assert words in page.text
    assert one in page.links
    answer(insurer, medical, "模拟：已经按医疗救助受理")
    seen = read(town.get(one)).text
    assert "模拟：已经按医疗救助受理" in seen
    assert "等分派" in seen  # the other one is still open
    told = Entry.objects.filter(action="record.write").order_by("-pk").first()
    assert "漏雨" not in told.change + told.fields


@pytest.mark.requirement("R153")
def test_a_town_s_reserve_is_paid_in_spent_written_off_and_never_overdrawn(town, elder):
    office = desk("民政")
    place = elder.village[:9]
    one = put(office, "relief-reserves", place, 备用金名称="模拟镇备用金", 额度="1000")
    book = {"did": "post", "words": "模拟凭证1号"}
    assert "还没有记过账" in read(town.get(one)).text
    act(office, one, **book, kind="reserve.fill", amount="800")
    assert "超过了“额度”" in act(office, one, 400, **book, kind="reserve.fill", amount="300")
    assert "余额不够" in act(town, one, 409, **book, kind="reserve.spend", amount="900")
    act(town, one, **book, kind="reserve.spend", amount="300.50")
    act(office, one, **book, kind="reserve.settle", amount="200.50")
    act(town, one, 404, **book, kind="reserve.fill", amount="1")  # the town doesn't fill its own
    page = read(town.get(one)).text
    for said in ("499.50 元", "100.00 元", "支出 300.50 元", "核销 200.50 元"):
        assert said in page
    spent = Record.objects.get().account_entries.get(kind="spend")
    assert "余额不够" in act(
        town, one, 409, did="reverse", entry=spent.pk, words="模拟：记错了人"
    )  # a part of it is written off
    settled = Record.objects.get().account_entries.get(kind="settle")
    act(office, one, did="reverse", entry=settled.pk, words="模拟：单据不全")
    act(town, one, did="reverse", entry=spent.pk, words="模拟：记错了人")
    assert "800.00 元" in read(town.get(one)).text
    listed = read(office.get(f"{OFFICE}relief-reserves/")).text
    assert "各项合计" in listed
    assert "800.00 元" in listed
    assert wrong_balances() == []


@pytest.mark.requirement("R158")
def test_charity_organisations_are_checked_corrected_and_the_result_is_public(elder):
    office, district = desk("民政"), current_pack().code
    home = put(office, "charity-organisations", district, 名称="模拟慈善会")
    found = {"检查日期": "2026-01-05", "检查结果": "限期改正"}
    one = put(office, "charity-checks", district, 组织名称="模拟慈善会", **found)
    match = read(office.get(f"{one}?match=organisation"))
    assert home in match.links
    act(office, one, did="refer", kind="mend", words="模拟：年报没有公开，限期改正")
    act(office, one, next="mending")
    answer(office, Task.objects.get(), "模拟：已经补公开")
    assert "整改完成日期" in act(office, one, 400, next="closed")
    public = read(Client().get("/registers/charity-checks/")).text
    assert "限期改正" in public
    assert "模拟慈善会" in read(Client().get("/registers/charity-organisations/")).text
    act(office, home, did="refer", kind="report", words="模拟：请催交上年年报")
    assert Task.objects.order_by("-pk").first().title == "慈善组织年报催交"


@pytest.mark.requirement("R159")
def test_charity_projects_are_proposed_to_needs_and_to_givers_with_their_money(town, elder):
    office, place = desk("民政"), elder.village[:9]
    study = put(office, "charity-projects", place, 项目名称="模拟助学", 项目编号="1", 类别="助学")
    put(office, "charity-projects", place, 项目名称="模拟助医", 项目编号="2", 类别="助医")
    need = about(town, "aid-intake", elder, 主要困难="上学", 需要类别="助学")
    page = read(town.get(f"{need}?match=charity")).text
    assert "不合适" in page
    assert "类别一样：助学 / 助医" in page
    pk = study.rstrip("/").rpartition("/")[2]
    other = Record.objects.get(title="模拟助医").pk
    assert "不合适" in act(town, need, 400, did="tie", kind="charity", other=other)
    act(town, need, did="tie", kind="charity", other=pk)
    tied = Record.objects.get(register="aid-intake").ties.get()
    act(town, need, did="tie_step", tie=tied.pk, state="agreed")
    assert "谈成了" in read(town.get(need)).text
    assert need in read(office.get(study)).links
    giver = put(office, "charity-organisations", current_pack().code, 愿意支持的类别="助学")
    act(office, giver, did="tie", kind="project", other=pk)
    book = {"did": "post", "words": "模拟捐赠协议1号"}
    act(office, study, **book, kind="funds.promise", amount="5000")
    act(office, study, **book, kind="funds.come", amount="3000")
    act(office, study, **book, kind="funds.use", amount="1200")
    text = read(office.get(study)).text
    assert "2,000.00 元" in text
    assert "1,800.00 元" in text
    assert "模拟助学" in read(Client().get("/registers/charity-projects/")).text


@pytest.mark.requirement("R161")
def test_volunteers_are_matched_to_tasks_and_their_hours_are_kept(town, elder):
    care = {"任务名称": "模拟陪伴", "任务编号": "1", "服务类别": "照料陪伴", "在周末": "否"}
    put(town, "volunteer-tasks", elder.village, **care)
    weekend = {"任务名称": "模拟周末陪伴", "任务编号": "2", "服务类别": "照料陪伴"}
    two = put(town, "volunteer-tasks", elder.village, **weekend)
    one = about(town, "volunteers", elder, 愿意做的="照料陪伴", 只有周末有空="是")
    page = read(town.get(f"{one}?match=task")).text
    assert "在周末：是 / 否" in page
    act(town, one, did="tie", kind="task", other=two.rstrip("/").rpartition("/")[2])
    seen = read(town.get(two))
    assert one in seen.links
    assert elder.name not in seen.text
    act(town, one, did="post", kind="hours.served", amount="1.5", words="模拟周末陪伴一次")
    act(town, one, did="post", kind="hours.served", amount="2", words="模拟周末陪伴二次")
    assert "3.5 小时" in read(town.get(one)).text
    assert "3.5 小时" in read(town.get(f"{OFFICE}volunteers/")).text
    act(town, one, 400, did="post", kind="hours.served", amount="0.001", words="模拟写错了")
