"""What people say and how it is answered, over the channels that the plan asks for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.oversight.voicing import (
    answered,
    district_officer,
    look_up,
    said,
    step,
    town_officer,
    village,
)
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.jobs.nightly import steps
from zhaohui.county.oversight.models import Rating, Task, Voice
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.mark.requirement("R009")
def test_what_people_say_is_collected_assigned_answered_and_closed():
    voice, code = said()
    clerk, task = town_officer(), voice.task
    worker = officer("village-worker", village(), name="worker")
    step(clerk, task, "assign", assignee=worker.pk)
    step(signed_in(worker), task, "answer", outcome="solved", words="栏杆已经修好")
    assert "栏杆已经修好" in read(look_up(voice, code)).text
    look_up(voice, code, step="satisfied")
    task.refresh_from_db()
    assert (task.state, task.satisfied) == ("closed", True)


@pytest.mark.requirement("R023")
def test_a_need_is_told_in_four_channels_answered_in_time_and_raised_when_not():
    person = Person.objects.order_by("pk").first()
    need = {"words": "村里老人多，想要一个日间照料点", "village": village()}
    said(signed_in(resident(person)), kind="service-need", **need)
    window = signed_in(officer("window-clerk", village()[:9]))
    worker = signed_in(officer("village-worker", village()))
    for client in (window, worker):
        address = "/office/voices/new/service-need/"
        once = read(client.get(address)).inputs["once"]
        assert client.post(address, {**need, "once": once, "go": "send"}).status_code == 200
    posted = {"service_code": "service-need", "description": need["words"]}
    posted["address_id"] = need["village"]
    assert Client().post("/open311/v2/requests.json", posted).status_code == 201
    channels = set(Voice.objects.values_list("channel", flat=True))
    assert channels == {"portal", "window", "village", "api"}
    assert all(task.due_on > county_today() for task in Task.objects.all())
    Task.objects.update(due_on=county_today() - dt.timedelta(days=4))
    assert steps.tasks()["raised"] == 4
    for voice in Voice.objects.all():
        answered(voice, town_officer(name=f"clerk-{voice.pk}"))
    board = " ".join(read(Client().get("/voice/public/")).text.split())
    assert "想要什么公共服务 4 4 0.0%" in board  # all late, and said so


@pytest.mark.requirement("R154")
def test_somebody_in_sudden_need_is_reported_by_anyone_and_answered_the_next_working_day():
    words = "邻居家老人摔伤了，一个人在家，没有钱看病"
    voice, code = said(kind="urgent-need", words=words)  # a neighbour, without signing in
    worker = signed_in(officer("village-worker", village()))
    address = "/office/voices/new/urgent-need/"
    once = read(worker.get(address)).inputs["once"]
    sent = {"words": words, "village": village(), "once": once, "go": "send"}
    assert worker.post(address, sent).status_code == 200
    due = current_pack().working_days.after(county_today(), 1)
    for task in Task.objects.all():
        assert (task.department, task.due_on) == ("民政", due)
    clerk = town_officer()
    step(clerk, voice.task, "take")
    step(clerk, voice.task, "answer", outcome="solved", words="已经送医，先行救助已经受理")
    assert "已经送医" in read(look_up(voice, code)).text
    Task.objects.exclude(pk=voice.task_id).update(due_on=county_today() - dt.timedelta(days=4))
    assert steps.tasks()["raised"] == 1
    assert words not in read(Client().get("/voice/public/")).text


@pytest.mark.requirement("R284")
def test_a_complaint_and_a_bad_mark_are_put_right_by_two_officers():
    voice, code = said(kind="service-quality", words="照料点中午不开门，老人吃不上饭")
    first, second = district_officer("first"), district_officer("second")
    task = answered(voice, first, words="已经责令整改，中午有人值班")
    assert step(first, task, "approve").status_code == 409
    assert step(second, task, "approve").status_code == 302
    look_up(voice, code, rate="1", mark="1", words="还是没有人")
    follow_up = Rating.objects.get().task
    assert follow_up.due_on > county_today()
    assert step(first, follow_up, "take").status_code == 302
    done = {
        "outcome": "solved",
        "words": "回访了，当面核实已经有人值班",
        "evidence": "回访记录 1 号",
    }
    assert step(first, follow_up, "answer", **done).status_code == 302
    assert step(first, follow_up, "close").status_code == 302


@pytest.mark.requirement("R307")
def test_satisfaction_is_asked_after_each_and_shown():
    for number, mark in enumerate("54425"):
        voice, code = said(kind="benefit", words=f"第{number}个月的补贴没有到账")
        answered(voice, district_officer(f"officer-{number}"))
        look_up(voice, code, step="satisfied" if mark != "2" else "unsatisfied", words="到账晚了")
        look_up(voice, code, rate="1", mark=mark)
    page = " ".join(read(Client().get("/voice/public/")).text.split())
    assert "待遇和补贴 5 5 100.0% 80.0%" in page
    assert "民政 5 4.0 80.0%" in page
    assert Task.objects.filter(origin="rating").count() == 1


@pytest.mark.requirement("R330")
def test_the_public_watches_the_plan_says_something_and_reads_the_answer():
    plan = read(Client().get("/plan/"))
    assert "/voice/" in plan.links
    words = {"words": "规划里的照料点还没有动工", "village": village(), "may_publish": "1"}
    voice, _code = said(kind="suggestion", **words)
    chief = district_officer()
    task = answered(voice, chief, words="选址有变化，方案在公示")
    public = {"summary": "规划里的照料点什么时候动工", "answer": "选址有变化，方案在公示"}
    assert chief.post(f"/office/tasks/{task.pk}/publish/", public).status_code == 302
    assert public["summary"] in read(Client().get("/voice/public/")).text
