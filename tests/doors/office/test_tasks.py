"""工单 in the office: assigned, forwarded, answered, approved by another; the neighbour sees nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests.county.cases.deciding import signed_in
from tests.county.oversight.voicing import (
    WORDS,
    answered,
    district_officer,
    look_up,
    said,
    say,
    step,
    town_officer,
    village,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.models import Entry
from zhaohui.county.oversight.actions.escalate_tasks import escalate_tasks, lapse_tasks
from zhaohui.county.oversight.models import Task, TaskStep, Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)


def test_from_filing_to_answer():
    voice, code = said()
    clerk = town_officer()
    task = voice.task
    assert task.title in read(clerk.get("/office/tasks/")).text
    page = read(clerk.get(f"/office/tasks/{task.pk}/"))
    assert WORDS in page.text
    assert page.inline == []
    worker = officer("village-worker", village(), name="worker")
    assert step(clerk, task, "assign", assignee=worker.pk).status_code == 302
    hers = signed_in(worker)
    assert task.title in read(hers.get("/office/tasks/?turn=mine")).text
    assert step(hers, task, "answer", words="已经修好了").status_code == 400  # which outcome?
    answer = {"outcome": "solved", "words": "已经修好了", "evidence": "验收单 3 号"}
    assert step(hers, task, "answer", **answer).status_code == 302
    page = read(look_up(voice, code))
    assert "已经解决" in page.text
    assert "验收单 3 号" in page.text
    names = list(TaskStep.objects.filter(task=task).order_by("pk").values_list("name", flat=True))
    assert names == ["open", "assign", "answer"]


def test_the_neighbour_s_officer_finds_nothing():
    voice, _code = said()
    neighbour = town_officer(1)
    assert voice.task.title not in read(neighbour.get("/office/tasks/")).text
    assert neighbour.get(f"/office/tasks/{voice.task_id}/").status_code == 404
    assert step(neighbour, voice.task, "take").status_code == 404
    answer = neighbour.post(f"/office/tasks/{voice.task_id}/publish/", {"summary": "x"})
    assert answer.status_code == 404
    voice.task.refresh_from_db()
    assert voice.task.state == "open"


def test_a_complaint_about_a_window_is_out_of_its_town_s_sight():
    voice, _code = said(kind="conduct", words="窗口让我跑了三趟")
    assert voice.task.area == the_pack().code
    assert town_officer().get(f"/office/tasks/{voice.task_id}/").status_code == 404
    assert (
        "窗口让我跑了三趟" in read(district_officer().get(f"/office/tasks/{voice.task_id}/")).text
    )


def test_only_who_may_handle_it_there_is_given_it():
    voice, _code = said()
    stranger = officer("town-officer", the_pack().towns[1].code, name="stranger")
    clerk = town_officer()
    for wrong in (stranger.pk, 999_999, "x", ""):
        assert step(clerk, voice.task, "assign", assignee=wrong).status_code == 400
    assert voice.task.state == "open"


def test_forwarded_to_another_town_it_leaves_ones_sight_but_keeps_its_day():
    voice, _code = said()
    clerk, task = town_officer(), voice.task
    due = task.due_on
    assert step(clerk, task, "forward", words="不在本镇地界").status_code == 400  # where to?
    answer = step(clerk, task, "forward", area=village(1), words="不在本镇地界")
    assert answer["Location"] == "/office/tasks/"
    assert (task.area, task.state, task.due_on) == (village(1), "open", due)
    assert clerk.get(f"/office/tasks/{task.pk}/").status_code == 404
    assert "不在本镇地界" in read(town_officer(1).get(f"/office/tasks/{task.pk}/")).text
    assert (
        step(town_officer(1, "b"), task, "forward", area="000", words="试一试").status_code == 400
    )


def test_photos_come_with_a_voice_sealed_and_only_for_who_handles_it(client):
    png, jpg = b"\x89PNG\r\n\x1a\n one", b"\xff\xd8\xff two"
    for wrong, words in (
        ([b"%PDF-1.7"], "只收照片"),
        ([png + bytes([n]) for n in range(5)], "最多 4 张"),
    ):
        answer = say(client, photos=[SimpleUploadedFile("x.jpg", each) for each in wrong])
        assert answer.status_code == 400
        assert words in answer.content.decode()
        assert "看一看再提交" in answer.content.decode()
    assert not Voice.objects.exists()
    files = [SimpleUploadedFile("张三家门口.jpg", each) for each in (png, jpg, png)]
    voice, _code = said(client, photos=files)
    rows = list(voice.photos.order_by("pk"))
    assert sorted(row.kind for row in rows) == ["image/jpeg", "image/png"]  # the same one once
    assert not any("张三" in row.name for row in rows)
    clerk = town_officer()
    address = f"/office/tasks/photos/{rows[0].pk}/"
    assert address in read(clerk.get(f"/office/tasks/{voice.task_id}/")).links
    answer = clerk.get(address)
    assert answer.content in (png, jpg)
    assert answer["Content-Disposition"].startswith("attachment")
    assert town_officer(1).get(address).status_code == 404
    assert Entry.objects.filter(action="task.read", subject_id=str(voice.task_id)).count() >= 2
    assert "照片" not in read(client.get("/voice/public/")).text


def test_a_department_sees_and_handles_its_own_tasks_and_hands_others_on():
    voice, _code = said()
    task = voice.task
    Task.objects.filter(pk=task.pk).update(department="住建")
    housing, civil = (
        signed_in(officer("department-officer", the_pack().code, name=name, department=name))
        for name in ("住建", "民政")
    )
    address = f"/office/tasks/{task.pk}/"
    assert civil.get(address).status_code == 404
    assert task.title not in read(civil.get("/office/tasks/")).text
    assert step(civil, task, "take").status_code == 404
    assert task.title in read(housing.get("/office/tasks/")).text
    other = User.objects.get(username="民政").pk
    assert step(housing, task, "assign", assignee=other).status_code == 400
    answer = step(housing, task, "forward", department="民政", words="是民政管的设施")
    assert answer["Location"] == "/office/tasks/"
    assert housing.get(address).status_code == 404
    assert step(civil, task, "take").status_code == 302
    Task.objects.filter(pk=task.pk).update(department="")
    assert housing.get(address).status_code == 200  # nobody's yet
    assert town_officer().get(address).status_code == 200  # the town's office sees its area


def test_an_answer_that_needs_approval_takes_two():
    voice, code = said(kind="conduct", words="窗口让我跑了三趟")
    first, second = district_officer("first"), district_officer("second")
    task = answered(voice, first, words="已经批评教育并改了告知单")
    assert task.state == "proposed"
    assert "告知单" not in read(look_up(voice, code)).text
    assert step(first, task, "approve").status_code == 409
    assert step(second, task, "send_back", words="请核实日期").status_code == 302
    again = {"outcome": "solved", "words": "核实了，已经改了告知单"}
    assert step(first, task, "propose", **again).status_code == 302
    assert step(second, task, "approve").status_code == 302
    page = read(look_up(voice, code)).text
    assert "核实了" in page
    assert "请核实日期" not in page
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(approver=task.proposer_id)


def test_of_two_the_second_reads_why_and_an_old_page_does_nothing():
    voice, _code = said()
    task, old = voice.task, voice.task.version
    assert step(town_officer(name="a"), task, "take", version=old).status_code == 302
    answer = step(town_officer(name="b"), task, "take", version=old)
    assert answer.status_code == 409
    assert TaskStep.objects.filter(task=task, name="take").count() == 1


def test_a_village_worker_handles_but_does_not_assign_or_approve():
    voice, _code = said()
    worker = signed_in(officer("village-worker", village()))
    for name in ("assign", "forward", "extend", "supervise"):
        assert step(worker, voice.task, name, words="试一试看").status_code == 404, name
    assert step(worker, voice.task, "take").status_code == 302


def test_the_day_moves_only_forward_with_a_reason_that_the_asker_reads():
    voice, code = said()
    chief, task = district_officer(), voice.task
    later = task.due_on + 10 * DAY
    for wrong in (
        {"until": task.due_on.isoformat(), "words": "等材料到货"},
        {"until": later.isoformat(), "words": ""},
        {"until": (county_today() + 300 * DAY).isoformat(), "words": "等材料到货"},
        {"until": "明天", "words": "等材料到货"},
    ):
        assert step(chief, task, "extend", **wrong).status_code == 400, wrong
    first = task.due_on
    assert (
        step(chief, task, "extend", until=later.isoformat(), words="等材料到货").status_code == 302
    )
    assert (task.due_on, task.first_due_on) == (later, first)
    assert "等材料到货" in read(look_up(voice, code)).text


def test_what_is_overdue_is_raised_once_a_level_and_what_is_answered_ends():
    voice, code = said()
    system, task = system_actor("test"), voice.task
    Task.objects.filter(pk=task.pk).update(due_on=county_today() - 4 * DAY)
    assert (escalate_tasks(system), escalate_tasks(system)) == (1, 0)
    Task.objects.filter(pk=task.pk).update(due_on=county_today() - 20 * DAY)
    assert escalate_tasks(system) == 1
    assert "督办2级" in read(town_officer().get("/office/tasks/")).text
    assert Entry.objects.filter(action="task.escalate").count() == 2
    answered(voice, town_officer(name="b"))
    assert lapse_tasks(system) == 0
    Task.objects.filter(pk=task.pk).update(answered_on=county_today() - 60 * DAY)
    assert (lapse_tasks(system), lapse_tasks(system)) == (1, 0)
    assert "没有回音" in read(look_up(voice, code)).text


def test_reading_is_recorded():
    voice, _code = said()
    town_officer().get(f"/office/tasks/{voice.task_id}/")
    entry = Entry.objects.filter(action="task.read").get()
    assert (entry.subject_kind, entry.subject_id) == ("task", str(voice.task_id))


@pytest.mark.parametrize(
    ("post", "channel"), [("window-clerk", "window"), ("village-worker", "village")]
)
def test_it_is_taken_down_for_somebody(post, channel):
    area = village() if post == "village-worker" else village()[:9]
    client = signed_in(officer(post, area))
    page = read(client.get("/office/voices/new/road/"))
    fields = {"words": WORDS, "village": village(), "once": page.inputs["once"], "go": "send"}
    receipt = read(client.post("/office/voices/new/road/", fields))
    assert "查询码" in receipt.text
    voice = Voice.objects.get()
    taker = User.objects.get(username=f"{post}-{area}")
    assert (voice.channel, voice.taker_id, voice.person_id) == (channel, taker.pk, None)


def test_who_may_not_take_down_is_not_shown_the_form():
    reviewer = signed_in(officer("reviewer", the_pack().code))
    assert reviewer.get("/office/voices/new/").status_code == 404
    assert reviewer.get("/office/voices/new/road/").status_code == 404
    assert reviewer.get("/office/tasks/").status_code == 404


def test_a_list_page_asks_few_questions(django_assert_max_num_queries):
    for _ in range(4):
        said()
    client = town_officer()
    client.get("/office/tasks/")
    with django_assert_max_num_queries(16):
        assert client.get("/office/tasks/").status_code == 200
