"""说说诉求: nobody has to say who she is; a number and a code open the answer; what is public names nobody."""

from __future__ import annotations

import base64
import datetime as dt
import re

import pytest
from django.test import Client

from tests.county.cases.deciding import decided, signed_in
from tests.county.oversight.voicing import (
    WORDS,
    answered,
    look_up,
    said,
    say,
    step,
    town_officer,
    village,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import resident
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.oversight.contents import contents_of
from zhaohui.county.oversight.models import Rating, Task, Voice
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_it_works_without_a_name_or_an_account():
    voice, code = said()
    assert (voice.person_id, voice.channel, voice.task.state) == (None, "portal", "open")
    assert voice.task.due_on > county_today()
    page = read(look_up(voice, code))
    assert WORDS in page.text
    assert "等工作人员接办" in page.text
    assert page.inline == []


def test_what_was_said_is_sealed_and_the_code_is_shown_once():
    client = Client()
    voice, code = said(client, name="模拟甲", phone="0839-1234567")
    assert WORDS.encode() not in bytes(voice.contents_sealed)
    assert contents_of(voice)["phone"] == "0839-1234567"
    assert code not in voice.code_hash
    assert client.get("/voice/sent/")["Location"] == "/voice/status/"
    entries = list(Entry.objects.values_list("change", "purpose"))
    assert not any("模拟甲" in str(each) or "1234567" in str(each) for each in entries)


def test_a_wrong_code_tells_nothing_and_five_end_it():
    voice, code = said()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        answer = look_up(voice, wrong)
        assert answer.status_code == 400
        assert WORDS not in answer.content.decode()
    assert look_up(voice, code).status_code == 400  # also the right one, for an hour


def test_what_is_wrong_is_told_and_nothing_is_kept():
    for fields, words in (
        ({"words": "坏了"}, "至少 5 个字"),
        ({"village": ""}, "请说明在哪里"),
        ({"village": "999"}, "没有这个村"),
        ({"phone": "不告诉你"}, "电话请只写数字"),
        ({"lon": "100", "lat": "20"}, "不在"),
        ({"lon": "x", "lat": "nan"}, "不在"),
        ({"lon": "105.9"}, "同时有经度和纬度"),
        ({"answer-danger": "maybe"}, "答得不对"),
    ):
        answer = say(**fields)
        assert answer.status_code == 400, fields
        assert words in answer.content.decode(), fields
    assert not Voice.objects.exists()
    assert Client().get("/voice/new/no-such-kind/").status_code == 404


def test_a_required_question_is_asked():
    assert "请回答这个问题" in say(kind="facility").content.decode()
    voice, _code = said(kind="facility", **{"answer-what": "elderly"})
    assert contents_of(voice)["answers"] == {"what": ["elderly"]}


def test_the_map_takes_a_press_without_javascript_and_zooms():
    client = Client()
    page = read(client.get("/voice/new/road/"))
    image = re.search(
        r'<input type="image".*?src="data:image/svg\+xml;base64,([^"]+)"', page.html, re.DOTALL
    )
    assert b"<path" in base64.b64decode(image[1])
    fields = {"once": page.inputs["once"], "words": WORDS}
    first = read(client.post("/voice/new/road/", {**fields, "point.x": "120", "point.y": "100"}))
    lon, lat = float(first.inputs["lon"]), float(first.inputs["lat"])
    assert first.inputs["zoom"] == "1"
    point = {"lon": first.inputs["lon"], "lat": first.inputs["lat"], "zoom": "1"}
    again = {**fields, **point, "point.x": "128", "point.y": "100"}
    second = read(client.post("/voice/new/road/", again))
    assert 0 < abs(float(second.inputs["lon"]) - lon) < 0.05  # the zoomed map moves it by little
    answer = client.post("/voice/new/road/", {**fields, **point, "go": "send"})
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert (voice.lon, voice.lat, voice.village) == (lon, lat, None)
    assert voice.task.area == the_pack().code  # nobody guesses a village from a sketch
    assert not Voice.objects.filter(once=fields["once"]).exists()  # only its hash


def test_the_keyboard_on_the_map_sets_no_point():
    answer = say(go="review", **{"point.x": "0", "point.y": "0"})
    assert "看一看再提交" in answer.content.decode()


def test_the_review_shows_what_is_alike_without_its_words():
    said()
    page = read(say(go="review", words="同一座桥的另一头也断了"))
    assert "三个月内同类的" in page.text
    assert WORDS not in page.text
    assert "三个月内同类的" not in read(say(go="review", village=village(1))).text
    assert Voice.objects.count() == 1


def test_sent_twice_is_filed_once():
    client = Client()
    once = read(client.get("/voice/new/road/")).inputs["once"]
    fields = {"words": WORDS, "village": village(), "once": once, "go": "send"}
    for _ in range(2):
        assert client.post("/voice/new/road/", fields).status_code == 302
    assert (Voice.objects.count(), Task.objects.count()) == (1, 1)


def test_an_address_may_say_so_much_in_an_hour(monkeypatch):
    from zhaohui.county.oversight.actions import file_voice

    monkeypatch.setattr(file_voice, "MOST_AN_ADDRESS", 1)
    said()
    answer = say()
    assert answer.status_code == 429
    assert Voice.objects.count() == 1


def test_a_resident_sees_her_own_and_nobody_else_s():
    person, other = Person.objects.order_by("pk")[:2]
    herself, stranger = signed_in(resident(person)), signed_in(resident(other, "other"))
    voice, _code = said(herself)
    assert voice.person_id == person.pk
    assert voice.task.title in read(herself.get("/me/voices/")).text
    assert WORDS in read(herself.get(f"/me/voices/{voice.pk}/")).text
    assert voice.task.title not in read(stranger.get("/me/voices/")).text
    assert stranger.get(f"/me/voices/{voice.pk}/").status_code == 404
    assert stranger.post(f"/me/voices/{voice.pk}/step/", {"step": "withdraw"}).status_code == 404
    assert herself.post(f"/me/voices/{voice.pk}/step/", {"step": "withdraw"}).status_code == 302
    voice.task.refresh_from_db()
    assert voice.task.state == "withdrawn"


def test_who_is_signed_in_may_stay_unnamed():
    person = Person.objects.order_by("pk").first()
    client = signed_in(resident(person))
    voice, code = said(client, without_name="1", name="模拟甲", phone="0839-1234567")
    assert voice.person_id is None
    assert contents_of(voice)["name"] == contents_of(voice)["phone"] == ""
    assert read(look_up(voice, code)).text
    log = Entry.objects.filter(action="voice.file").get()
    assert (log.actor_kind, log.subject_kind) == ("public", "task")


def test_satisfied_ends_it_and_not_satisfied_reopens_it_once():
    voice, code = said()
    clerk = town_officer()
    task = answered(voice, clerk)
    assert "栏杆已经修好" in read(look_up(voice, code)).text
    assert look_up(voice, code, step="reopen").status_code == 400  # why?
    assert look_up(voice, code, step="reopen", words="只修了一边").status_code == 200
    task.refresh_from_db()
    assert (task.state, task.round, task.answered_on) == ("open", 2, None)
    answered(voice, clerk, words="另一边也修好了")
    page = read(look_up(voice, code))
    assert 'value="reopen"' not in page.html
    assert look_up(voice, code, step="reopen", words="还要再修一次").status_code == 409
    look_up(voice, code, step="satisfied")
    task.refresh_from_db()
    assert (task.state, task.satisfied) == ("closed", True)


def test_too_late_to_reopen():
    voice, code = said()
    task = answered(voice, town_officer())
    look_up(voice, code, step="unsatisfied", words="以后再说吧")
    Task.objects.filter(pk=task.pk).update(closed_on=county_today() - dt.timedelta(days=60))
    assert look_up(voice, code, step="reopen", words="还是要修").status_code == 409


def test_a_bad_mark_of_a_voice_opens_a_task_with_the_pack_s_term():
    voice, code = said()
    answered(voice, town_officer())
    assert look_up(voice, code, rate="1").status_code == 400  # which?
    assert look_up(voice, code, rate="1", mark="2", words="拖了很久").status_code == 200
    rating = Rating.objects.get()
    days = next(row.days for row in the_pack().task_terms if row.term == "follow_up")
    due = the_pack().working_days.after(county_today(), days)
    assert (rating.task.origin, rating.task.due_on) == ("rating", due)
    assert look_up(voice, code, rate="1", mark="5").status_code == 409
    page = read(town_officer(name="other").get(f"/office/tasks/{rating.task.pk}/"))
    assert "拖了很久" in page.text


def test_a_case_gets_one_mark_after_it_has_ended():
    case = decided()
    herself = signed_in(case.subject.user)
    address = f"/me/cases/{case.pk}/rate/"
    assert herself.post(address, {"mark": "5"}).status_code == 400  # not yet delivered
    herself.get(f"/me/cases/{case.pk}/letter/")
    assert "好差评" in read(herself.get(f"/me/cases/{case.pk}/")).text
    assert herself.post(address, {"mark": "5"}).status_code == 302
    assert "您的评价" in read(herself.get(f"/me/cases/{case.pk}/")).text
    rating = Rating.objects.get()
    assert (rating.mark, rating.task_id, rating.case_id) == (5, None, case.pk)


def test_the_public_page_counts_and_names_nobody():
    for number in range(2):
        voice, _code = said(name="模拟甲", may_publish="1", words=f"第{number}处栏杆断了")
    clerk = town_officer()
    task = answered(voice, clerk)
    assert step(clerk, task, "take").status_code == 409
    page = read(Client().get("/voice/public/"))
    assert "道路和桥涵 2 1 100.0%" in " ".join(page.text.split())
    assert "处栏杆断了" not in page.text
    publish = f"/office/tasks/{task.pk}/publish/"
    with_name = {"summary": "模拟甲说栏杆断了", "answer": "已经修好"}
    assert clerk.post(publish, with_name).status_code == 400
    with_phone = {"summary": "桥栏杆断了", "answer": "联系 13800138000"}
    assert clerk.post(publish, with_phone).status_code == 400
    assert clerk.post(publish, {"summary": "桥栏杆断了", "answer": "已经修好"}).status_code == 302
    assert "桥栏杆断了" in read(Client().get("/voice/public/")).text
    clerk.post(publish, {"summary": "", "answer": ""})
    assert "桥栏杆断了" not in read(Client().get("/voice/public/")).text


def test_nothing_is_published_that_its_author_did_not_agree_to():
    voice, _code = said()
    clerk = town_officer()
    task = answered(voice, clerk)
    answer = clerk.post(
        f"/office/tasks/{task.pk}/publish/", {"summary": "桥栏杆断了", "answer": "已经修好"}
    )
    assert answer.status_code == 400
    assert not Voice.objects.exclude(summary="").exists()


def test_a_department_s_score_shows_from_five_marks():
    voices = [said(kind="benefit")[0] for _ in range(5)]
    for number, voice in enumerate(voices):
        Task.objects.filter(pk=voice.task_id).update(state="answered")
        Rating.objects.create(voice=voice, mark=4, department="民政", area=voice.task.area)
        page = read(Client().get("/voice/public/")).text
        assert ("民政" in page) == (number == 4)
