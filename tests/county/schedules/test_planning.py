"""The night's plan: once and again, as the interpreter has it, and what ends with its anchor."""

import shutil

import pytest

from tests.county.schedules.duties import DAY, about, planned
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.models import ContactStop, StopWhy
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.actions.plan_duties import AHEAD_DAYS
from zhaohui.county.schedules.due_days import occurrences
from zhaohui.county.schedules.models import Duty, DutyEntry, Planning
from zhaohui.county.schedules.planning.interpreted import interpreted
from zhaohui.county.schedules.planning.subjects import write_answers

FIELDS = ("schedule", "duty", "subject_id", "number", "opens", "due", "closes")


def rows():
    return set(Duty.objects.values_list(*FIELDS))


@pytest.fixture
def somebody(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


def test_it_is_as_the_interpreter_has_it_one_by_one(county, tmp_path):
    pack, today = current_pack(), county_today()
    write_answers(pack, tmp_path, today)
    expected = interpreted(pack, tmp_path, day=today, high=today + AHEAD_DAYS * DAY)
    planned()
    assert rows() == expected
    assert len({row[0] for row in expected}) > 5


def test_twice_is_once_and_the_days_of_a_month_add_up_to_the_same(county):
    today = county_today()
    first = planned(today)
    assert first["made"] > 0
    before = set(Duty.objects.values_list("pk", *FIELDS))
    assert planned(today) == {"made": 0, "changed": 0, "ended": 0}
    assert set(Duty.objects.values_list("pk", *FIELDS)) == before
    assert Entry.objects.filter(action="duty.plan").count() == 1
    planned(today + 100 * DAY)  # nights were left out: nothing in between is lost
    later = rows()
    Duty.objects.all().delete()
    Planning.objects.all().delete()
    for gone in range(0, 101, 20):
        planned(today + gone * DAY)
    assert {row for row in rows() if row[5] > today + 41 * DAY} == {
        row for row in later if row[5] > today + 41 * DAY
    }


def test_a_record_brings_duties_from_the_day_it_was_entered_and_they_go_with_it(somebody):
    record = about(somebody, days_ago=20)
    planned()
    own = Duty.objects.filter(schedule="left-behind-elder-visits").order_by("due")
    duty = current_pack().schedule("left-behind-elder-visits").duties[0]
    entered = county_today() - 20 * DAY
    due = [each.due for each in occurrences(duty, entered, county_today(), county_today() + AHEAD_DAYS * DAY)]  # fmt: skip
    assert [row.due for row in own] == due
    assert own[0].person == somebody
    assert own[0].record == record
    assert own[0].area == somebody.village
    first = own[0]
    Duty.objects.filter(pk=first.pk).update(state="done", deadline=None, done_on=first.due)
    Record.objects.filter(pk=record.pk).update(state="left")
    planned()
    assert [(row.pk, row.state) for row in own.all()] == [(first.pk, "done")]


def test_what_is_overdue_stays_as_history_when_it_is_no_longer_wanted(somebody):
    record = about(somebody, days_ago=20)
    planned()
    later = county_today() + 45 * DAY  # the first one is long past its window
    Record.objects.filter(pk=record.pk).update(state="left")
    planned(later)
    kept = list(Duty.objects.filter(schedule="left-behind-elder-visits"))
    assert {(row.state, row.reason, row.deadline) for row in kept} == {("excused", "ceased", None)}
    assert all(row.due < later for row in kept)
    assert set(DutyEntry.objects.values_list("duty", "reason")) == {
        (row.pk, "ceased") for row in kept
    }


def test_who_died_is_visited_no_more_and_who_moved_is_visited_there(somebody):
    about(somebody)
    planned()
    own = Duty.objects.filter(person=somebody)
    assert own.exists()
    there = Person.objects.exclude(village=somebody.village).exclude(village=None).first()
    Person.objects.filter(pk=somebody.pk).update(town=there.town, village=there.village)
    planned()
    assert set(own.values_list("area", flat=True)) == {there.village}
    ContactStop.objects.create(person_id=somebody.pk, why=StopWhy.DECEASED)
    planned()
    assert not own.filter(state="due").exists()


def test_what_is_not_known_neither_brings_duties_nor_takes_them(somebody):
    child = current_pack().schedule("child-health-checks")
    Person.objects.filter(pk=somebody.pk).update(birth_date=county_today() - 80 * DAY)
    planned()
    own = Duty.objects.filter(schedule=child.id, person=somebody)
    assert own.exists()
    before = set(own.values_list("pk", flat=True))
    Person.objects.filter(pk=somebody.pk).update(birth_date=None)
    planned()
    assert set(own.values_list("pk", flat=True)) == before
    assert Planning.objects.get(schedule=child.id).unsure > 0


def test_a_corrected_birth_date_moves_what_is_to_come(somebody):
    today = county_today()
    Person.objects.filter(pk=somebody.pk).update(birth_date=today - 170 * DAY)
    planned()
    own = Duty.objects.filter(schedule="child-health-checks", person=somebody, duty="check-3")
    before = own.get()
    Person.objects.filter(pk=somebody.pk).update(birth_date=today - 165 * DAY)
    planned()
    after = own.get()
    assert after.pk == before.pk
    assert after.due == before.due + 5 * DAY
    assert after.deadline == after.closes


def test_an_assessment_brings_the_next_one(somebody):
    record = about(somebody, register="tekun")
    assessed = {"form": "self-care", "form_name": "模拟", "scores": [], "sealed": b"x"}
    for days in (700, 350):
        Assessment.objects.create(
            record=record, day=county_today() - days * DAY, assessor_label="x",
            pack_version="x", **assessed,
        )  # fmt: skip
    planned()
    duty = Duty.objects.get(schedule="ability-review")
    assert duty.number == 2
    assert county_today() < duty.due < county_today() + 20 * DAY


NEW = """\
id: {id}
name: 村医问候
purpose: 试验加一个计划只要一个文件
domain: 养老
condition: "年龄 >= 70"
condition_words: 70岁以上
anchor: {{day: "01-05"}}
duties:
  - {{id: call, name: 问候, every: 1 months, opens_days: 3, closes_days: 3, post: village-worker, how: phone}}
source: plan-2021
verification: placeholder
"""


def test_a_schedule_is_one_file(county, tmp_path, monkeypatch):
    folder = tmp_path / "pack"
    shutil.copytree(current_pack().folder, folder)
    (folder / "schedules" / "greetings.yaml").write_text(NEW.format(id="greetings"), "utf-8")
    monkeypatch.setenv("ZHAOHUI_PACK", str(folder))
    planned()
    found = Duty.objects.filter(schedule="greetings")
    assert found.count() >= 1
    (folder / "schedules" / "greetings.yaml").unlink()
    monkeypatch.delenv("ZHAOHUI_PACK")
    planned()
    assert not found.filter(state="due", due__gte=county_today()).exists()
