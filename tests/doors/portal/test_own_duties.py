"""我的日子: hers and the children's of her home, nobody else's; a calendar file without names; reminders."""

import datetime as dt

import pytest
from django.test import Client

from tests.county.schedules.duties import about, planned
from tests.doors.portal.pages import read
from tests.people import helper, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.models import Outbox
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.actions.remind_duties import remind_duties
from zhaohui.county.schedules.ics import folded
from zhaohui.county.schedules.models import Duty

DAY = dt.timedelta(days=1)


@pytest.fixture
def home(county):
    """Return a grown-up and a child of three months who live together."""
    today = county_today()
    grown = Person.objects.exclude(village=None).order_by("pk").first()
    child = Person.objects.exclude(pk=grown.pk).order_by("pk").last()
    Person.objects.filter(pk=grown.pk).update(birth_date=today - 40 * 366 * DAY, name="模拟家长")
    place = {"living": grown.living, "town": grown.town, "village": grown.village}
    Person.objects.filter(pk=child.pk).update(birth_date=today - 85 * DAY, name="模拟孩子", **place)
    about(Person.objects.get(pk=grown.pk), days_ago=20)
    planned()
    return Person.objects.get(pk=grown.pk), Person.objects.get(pk=child.pk)


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def test_hers_and_the_childs_health_days_are_there_and_read_on_record(home):
    grown, child = home
    about(child, register="left-behind-children", state="listed", days_ago=20)
    planned()
    text = read(signed_in(resident(grown)).get("/me/duties/")).text
    assert "上门探访" in text
    assert "3月龄健康检查" in text
    assert "模拟孩子" in text
    assert "谁在照看" not in text
    assert text.count("上门探访") == Duty.objects.filter(person=grown, duty="visit").count()
    seen = set(Entry.objects.filter(action="duty.own").values_list("subject_id", flat=True))
    assert seen == {str(grown.pk), str(child.pk)}


def test_a_stranger_sees_nothing_of_them_and_a_helper_what_she_was_asked_for(home):
    grown, _child = home
    stranger = Person.objects.exclude(living=grown.living).exclude(birth_date=None).first()
    Duty.objects.filter(person=stranger).delete()
    text = read(signed_in(resident(stranger, "stranger")).get("/me/duties/")).text
    assert "模拟家长" not in text
    assert "模拟孩子" not in text
    text = read(signed_in(helper(grown)).get("/me/duties/")).text
    assert "上门探访" in text
    assert "月龄" not in text


def test_the_calendar_file_has_each_day_once_and_no_name(home):
    grown, _child = home
    client = signed_in(resident(grown))
    answer = client.get("/me/duties/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    plain = text.replace("\r\n ", "")
    visit = Duty.objects.filter(person=grown, duty="visit").order_by("due").first()
    assert f"DTSTART;VALUE=DATE:{visit.due:%Y%m%d}" in plain
    assert "SUMMARY:上门探访（本人）" in plain
    assert "模拟" not in plain
    uids = [line for line in plain.splitlines() if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == plain.count("BEGIN:VEVENT")
    again = client.get("/me/duties/calendar.ics").content.decode().replace("\r\n ", "")
    assert [line for line in again.splitlines() if line.startswith("UID:")] == uids
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_long_line_is_folded_between_characters():
    line = "SUMMARY:" + "检" * 60
    cut = folded(line)
    assert cut.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in cut.split("\r\n"))


def test_who_has_an_account_is_reminded_once_of_a_childs_day(home):
    grown, _child = home
    night, pack = system_actor("nightly"), current_pack()
    assert remind_duties(night, pack) == 0  # nobody of them can be told
    account = resident(grown)
    assert remind_duties(night, pack) >= 1
    message = Outbox.objects.filter(person_id=grown.pk, subject__contains="3月龄").get()
    assert message.channel == "inbox"
    assert message.duty_id
    assert "您家孩子" in message.body
    assert "模拟" not in message.body
    assert remind_duties(night, pack) == 0
    assert "/me/duties/" in read(signed_in(account).get("/me/inbox/")).links
