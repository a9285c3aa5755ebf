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
    return entered(client, f"{OFFICE}{register_id}/", place, current_pack().register(register_id), **own)


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
    act(town, one, 400, did="refer", kind="medical", words="")
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
    assert "余额不够" in act(town, one, 400, **book, kind="reserve.spend", amount="900")
    act(town, one, **book, kind="reserve.spend", amount="300.50")
    act(office, one, **book, kind="reserve.settle", amount="200.50")
    act(town, one, 404, **book, kind="reserve.fill", amount="1")  # the town doesn't fill its own
    page = read(town.get(one)).text
    for said in ("499.50 元", "100.00 元", "支出 300.50 元", "核销 200.50 元"):
        assert said in page
    spent = Record.objects.get().account_entries.get(kind="spend")
    assert "余额不够" in act(
        town, one, 400, did="reverse", entry=spent.pk, words="模拟：记错了人"
    )  # a part of it is written off
    settled = Record.objects.get().account_entries.get(kind="settle")
    act(office, one, did="reverse", entry=settled.pk, words="模拟：单据不全")
    act(town, one, did="reverse", entry=spent.pk, words="模拟：记错了人")
    assert "800.00 元" in read(town.get(one)).text
    listed = read(office.get(f"{OFFICE}relief-reserves/")).text
    assert "各项合计" in listed
    assert "800.00 元" in listed
    assert wrong_balances() == []
