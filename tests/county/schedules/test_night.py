"""The night after the plan: an assessment settles its duty, what is overdue rises, all of it in one step."""

import datetime as dt

import pytest

from tests.county.schedules.duties import DAY, NIGHT, about, planned
from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.jobs.nightly.steps import STEPS
from zhaohui.county.oversight.models import Task
from zhaohui.county.registers.models import Assessment
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.actions.do_duty import do_duty
from zhaohui.county.schedules.actions.escalate_duties import escalate_duties
from zhaohui.county.schedules.actions.settle_assessed import settle_assessed
from zhaohui.county.schedules.actions.steps import Said
from zhaohui.county.schedules.models import Duty, DutyEntry, Planning


@pytest.fixture
def somebody(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


def assessed(record, days):
    return Assessment.objects.create(
        record=record,
        form="self-care",
        form_name="模拟",
        day=county_today() - days * DAY,
        scores=[],
        sealed=b"x",
        assessor_label="模拟",
        pack_version="x",
    )


def test_an_assessment_settles_the_duty_and_the_next_one_comes(somebody):
    record = about(somebody, register="tekun")
    assessed(record, 350)
    planned()
    first = Duty.objects.get(schedule="ability-review")
    assert settle_assessed(NIGHT, current_pack()) == 0  # the one that brought it does not settle it
    assessed(record, 1)
    assert settle_assessed(NIGHT, current_pack()) == 1
    planned()
    first.refresh_from_db()
    assert (first.state, first.done_on) == ("done", county_today() - DAY)
    assert DutyEntry.objects.get(duty=first).where == "form"
    assert not Duty.objects.filter(schedule="ability-review", state="due").exists()


def test_what_is_overdue_rises_step_by_step_and_a_town_gets_one_task(somebody):
    others = list(Person.objects.filter(town=somebody.town).exclude(village=None)[:3])
    for person in others:
        about(person, days_ago=30)
    planned()
    own = Duty.objects.filter(schedule="left-behind-elder-visits")
    own.filter(due__gt=county_today() + 20 * DAY).delete()
    assert own.count() == len(others)

    def late(days):
        closed = county_today() - days * DAY
        own.update(opens=closed, due=closed, closes=closed, deadline=closed)
        return escalate_duties(NIGHT, current_pack())

    assert late(7) == 0
    assert late(8) == len(others)
    assert set(own.values_list("escalation", flat=True)) == {1}
    assert not Task.objects.exists()
    assert late(8) == 0
    assert late(31) == len(others)
    task = Task.objects.get()
    assert (task.origin, task.area) == ("duty", somebody.town)
    assert f"{len(others)} 项" in task.title
    assert late(31) == 0
    assert Entry.objects.filter(action="duty.escalate").count() == 2


def test_it_is_a_step_of_the_night(somebody):
    about(somebody, days_ago=20)
    step = next(each for each in STEPS if each.name == "duties")
    done = step.work()
    assert done["made"] == Duty.objects.count() > 0
    assert set(done) == {"made", "changed", "ended", "settled", "raised", "reminded"}
    again = step.work()
    assert (again["made"], again["changed"], again["ended"]) == (0, 0, 0)
    assert set(Planning.objects.values_list("day", flat=True)) == {county_today()}
    assert Planning.objects.first().until == county_today() + dt.timedelta(days=62)


def test_one_visit_is_the_latest_time_and_those_before_are_missed(somebody):
    about(somebody, days_ago=30)
    planned()
    own = Duty.objects.filter(schedule="left-behind-elder-visits").order_by("number")
    oldest, latest, later = own[:3]
    for row, days in ((oldest, 40), (latest, 2)):
        day = county_today() - days * DAY
        Duty.objects.filter(pk=row.pk).update(opens=day, due=day, closes=day, deadline=day)
    Duty.objects.filter(pk=later.pk).update(opens=county_today() + DAY)
    worker = actor(officer("village-worker", somebody.village))
    assert do_duty(worker, oldest.pk, "done", Said()).pk == latest.pk
    states = [row.state for row in own[:3]]
    assert states == ["missed", "done", "due"]
    assert own[0].deadline is None
    assert DutyEntry.objects.get(duty=oldest).did == "missed"
