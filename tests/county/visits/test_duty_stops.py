"""A duty that is due stands on the worker's list of the day, and her report settles it."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.county.schedules.duties import about, planned
from tests.county.visits.visiting import elsewhere, receive, report, stops, worker_of
from tests.people import actor
from zhaohui.clock import county_today
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.oversight.models import Task
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.county.schedules.models import Duty, DutyEntry, Excuse
from zhaohui.packs.schema.schedules import EXCUSES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)


@pytest.fixture
def elder(county):
    person = Person.objects.exclude(village=None).order_by("pk").first()
    about(person, days_ago=30)
    planned()
    Duty.objects.exclude(schedule="left-behind-elder-visits").delete()
    return person


@pytest.fixture
def worker(elder):
    return actor(worker_of(elder))


def duty():
    return Duty.objects.order_by("due").first()


def test_what_is_due_is_on_the_list_with_why_and_what_to_look_at(elder, worker):
    (found,) = stops(worker)
    assert (found.about, found.pk, found.person) == ("duty", duty().pk, elder.pk)
    assert found.title == "上门探访"
    assert "有人上门看" in found.why[0]
    assert "身体怎样" in found.check[0]
    assert found.due == duty().closes


def test_nobody_elses_village_and_nothing_that_is_still_to_come(elder):
    there = actor(worker_of(Person(village=elsewhere(elder)), name="neighbour"))
    assert stops(there) == []
    Duty.objects.update(opens=county_today() + DAY)
    assert stops(actor(worker_of(elder))) == []


def test_visited_settles_it_on_the_day_that_the_phone_says(elder, worker):
    (found,) = stops(worker)
    yesterday = timezone.now() - DAY
    entry = receive(worker, report(found, "visited", note="都好", said_at=yesterday))
    assert entry.outcome == "applied"
    kept = duty()
    assert (kept.state, kept.result, kept.done_on) == ("done", "done", county_today() - DAY)
    assert "都好" in unseal(DutyEntry.objects.get().note_sealed)
    assert stops(worker) == []


def test_away_leaves_it_due_and_the_next_report_fits(elder, worker):
    (found,) = stops(worker)
    assert receive(worker, report(found, "away")).outcome == "applied"
    assert (duty().state, duty().tries) == ("due", 1)
    assert receive(worker, report(found, "visited")).outcome == "applied"
    assert duty().state == "done"


def test_help_is_done_and_opens_a_voice(elder, worker):
    (found,) = stops(worker)
    entry = receive(worker, report(found, "help", result="duty-help"))
    assert entry.outcome == "applied"
    assert duty().result == "help"
    assert entry.help_task == Task.objects.get()


def test_an_excuse_comes_with_its_reason(elder, worker):
    (found,) = stops(worker)
    receive(worker, report(found, "away", result="duty-in-care"))
    assert (duty().state, duty().reason) == ("excused", "in_care")


def test_what_the_office_settled_meanwhile_is_a_conflict_and_changes_nothing(elder, worker):
    (found,) = stops(worker)
    settled = {"state": "done", "deadline": None, "done_on": county_today(), "version": 2}
    Duty.objects.filter(pk=duty().pk).update(**settled)
    entry = receive(worker, report(found, "visited"))
    assert entry.outcome == "conflict"
    assert "已完成" in entry.stands
    assert not DutyEntry.objects.exists()


def test_the_pack_and_the_tables_know_the_same_excuses():
    assert set(Excuse.values) == EXCUSES | {"ceased"}
    assert not ContactLine.objects.exists()
