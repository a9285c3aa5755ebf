"""随访任务 in the office: the list in few queries, one duty with its steps, the month, coverage, a person's tab."""

import datetime as dt

import pytest
from django.test import Client

from tests.county.schedules.duties import about, planned
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.models import Duty, DutyEntry, Planning

DAY = dt.timedelta(days=1)
OFFICE = "/office/duties/"


@pytest.fixture
def elder(county):
    person = Person.objects.exclude(village=None).order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(name="模拟老人")
    about(person, days_ago=30)
    planned()
    return person


@pytest.fixture
def duty(elder):
    return Duty.objects.filter(schedule="left-behind-elder-visits").order_by("due").first()


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def worker(elder):
    return signed_in(officer("village-worker", elder.village))


@pytest.fixture
def town(elder):
    return signed_in(officer("town-officer", elder.village[:9]))


@pytest.fixture
def neighbour(elder):
    code = next(row.code for row in current_pack().towns if row.code != elder.village[:9])
    return signed_in(officer("town-officer", code))


def said(client, duty, step, **given):
    given = {"version": str(Duty.objects.get(pk=duty.pk).version), "step": step, **given}
    return client.post(f"{OFFICE}{duty.pk}/step/", given)


def test_the_list_shows_what_is_due_in_reach_and_nobody_elses(worker, neighbour, duty):
    page = read(worker.get(f"{OFFICE}?schedule=left-behind-elder-visits"))
    assert "模拟老人" in page.text
    assert f"{OFFICE}{duty.pk}/" in page.links
    assert "农村留守老人探访" in page.text
    assert "模拟老人" not in read(neighbour.get(OFFICE)).text
    assert neighbour.get(f"{OFFICE}{duty.pk}/").status_code == 404
    assert said(neighbour, duty, "done").status_code == 404


@pytest.mark.parametrize("asked", ["", "?turn=mine&time=open", "?time=overdue", "?sort=newest"])
def test_the_list_takes_as_many_queries_however_long_it_is(
    worker, elder, django_assert_max_num_queries, asked
):
    worker.get(OFFICE)
    with django_assert_max_num_queries(14):
        assert worker.get(f"{OFFICE}{asked}").status_code == 200


def test_what_was_done_is_kept_with_place_day_and_note(worker, duty):
    page = read(worker.get(f"{OFFICE}{duty.pk}/"))
    assert "身体怎样" in page.text
    assert said(worker, duty, "done", where="home", note="都好", on="").status_code == 302
    kept = Duty.objects.get(pk=duty.pk)
    assert (kept.state, kept.result, kept.done_on, kept.deadline) == ("done", "done", county_today(), None)  # fmt: skip
    entry = DutyEntry.objects.get(duty=kept)
    assert (entry.did, entry.where) == ("done", "home")
    assert "都好" in read(worker.get(f"{OFFICE}{duty.pk}/")).text
    line = Entry.objects.filter(action="duty.do").get()
    assert (line.subject_kind, line.subject_id) == ("person", str(duty.person_id))
    assert "都好" not in str(line.change)


def test_who_is_not_met_stays_due(worker, duty):
    assert said(worker, duty, "away").status_code == 302
    kept = Duty.objects.get(pk=duty.pk)
    assert (kept.state, kept.tries) == ("due", 1)


def test_an_excuse_needs_a_reason_and_a_page_that_is_old_changes_nothing(worker, duty):
    assert said(worker, duty, "excuse").status_code == 400
    assert said(worker, duty, "excuse", reason="ceased").status_code == 400
    assert said(worker, duty, "excuse", reason="in_care", version="99").status_code == 409
    assert said(worker, duty, "excuse", reason="in_care").status_code == 302
    assert Duty.objects.get(pk=duty.pk).state == "excused"
    assert said(worker, duty, "done").status_code == 409


def test_a_day_to_come_or_before_the_window_is_refused(worker, duty):
    tomorrow = county_today() + DAY
    assert said(worker, duty, "done", on=tomorrow.isoformat()).status_code == 400
    early = duty.opens - DAY
    assert said(worker, duty, "done", on=early.isoformat()).status_code == 400
    assert said(worker, duty, "done", on="昨天").status_code == 400
    assert Duty.objects.get(pk=duty.pk).state == "due"


def test_the_town_reopens_and_hands_on_and_the_worker_does_not(worker, town, duty, elder):
    said(worker, duty, "done")
    assert said(worker, duty, "reopen", note="记错人了").status_code == 404
    assert said(town, duty, "reopen", note="").status_code == 400
    assert said(town, duty, "reopen", note="记错人了").status_code == 302
    kept = Duty.objects.get(pk=duty.pk)
    assert (kept.state, kept.done_on, kept.deadline) == ("due", None, kept.closes)
    other = officer("village-worker", elder.village, name="second")
    assert said(town, duty, "assign", assignee=str(other.pk)).status_code == 302
    assert Duty.objects.get(pk=duty.pk).assignee == other
    assert said(town, duty, "assign", assignee="999999").status_code == 400
    listed = read(signed_in(other).get(f"{OFFICE}?turn=mine")).links
    assert f"{OFFICE}{duty.pk}/" in listed
    assert f"{OFFICE}{duty.pk}/" not in read(worker.get(f"{OFFICE}?turn=mine")).links


def test_the_month_counts_what_is_due_and_leads_to_it(worker, duty):
    page = read(worker.get(f"{OFFICE}calendar/?month={duty.due:%Y-%m}"))
    assert any(f"due_from={duty.due}" in link for link in page.links)
    assert worker.get(f"{OFFICE}calendar/?month=x&schedule=y").status_code == 200


def test_coverage_counts_what_was_done_in_time_by_town(worker, town, duty, elder):
    leader = signed_in(officer("leader", current_pack().code))
    past = county_today() - 40 * DAY
    done = {"state": "done", "deadline": None, "done_on": past, "result": "done"}
    Duty.objects.filter(pk=duty.pk).update(opens=past, due=past, closes=past + DAY, **done)
    page = read(leader.get("/office/duty-coverage/left-behind-elder-visits/"))
    assert "100" in page.text
    assert "模拟老人" not in page.text
    assert leader.get(f"{OFFICE}{duty.pk}/").status_code == 404
    assert leader.get("/office/duty-coverage/nothing/").status_code == 404
    assert worker.get("/office/duty-coverage/").status_code == 404
    text = read(town.get("/office/duty-coverage/")).text
    assert "农村留守老人探访" in text
    assert str(Planning.objects.get(schedule="left-behind-elder-visits").subjects) in text


def test_a_persons_page_has_her_duties(town, duty):
    town.post("/office/purpose/", {"purpose": "visit", "next": "/office/"})
    page = town.get(f"/office/people/{duty.person_id}/duties/")
    assert page.status_code == 200
