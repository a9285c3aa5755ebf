"""A report is kept once, applied once, and what no longer fits is kept and shown: the neighbour reaches nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid

import pytest
from django.core import signing
from django.utils import timezone

from tests.county.cases.deciding import applied, step, town_officer
from tests.county.outreach.standing import SYSTEM, adults, line_of
from tests.county.oversight.voicing import said, village
from tests.county.visits.visiting import (
    JPEG,
    cast,
    elsewhere,
    receive,
    report,
    somebody,
    stop,
    stops,
    worker_of,
)
from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Appointment
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.material_store import open_file
from zhaohui.county.outreach.actions.note_contact import note_contact
from zhaohui.county.outreach.actions.take_step import Said
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.oversight.actions.officer_steps import OFFICER_STEPS
from zhaohui.county.oversight.actions.take_task_step import TaskSaid
from zhaohui.county.oversight.models import Task, TaskStep, Voice
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.county.visits.actions.settle_entry import settle_entry
from zhaohui.county.visits.errors import VisitFault, VisitSettled
from zhaohui.county.visits.models import VisitEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def line() -> ContactLine:
    return ContactLine.objects.get()


def test_a_report_takes_the_line_s_own_step_with_one_entry_each():
    person, _account, worker = cast()
    entry = receive(worker, report(stop(worker), note="邻居说下午回来"))
    assert (entry.outcome, entry.result, entry.area) == ("applied", "nobody-home", person.village)
    assert line().state == "unreachable"
    assert unseal(entry.note_sealed) == "邻居说下午回来"
    assert b"\xe4\xb8\x8b" not in bytes(entry.note_sealed)
    actions = list(Entry.objects.order_by("seq").values_list("action", flat=True))[-2:]
    assert actions == ["outreach.note", "visit.note"]
    told = json.loads(Entry.objects.filter(action="visit.note").latest("seq").change)
    assert told["entry"] == entry.pk
    assert str(entry.key) not in json.dumps(told)


def test_the_same_report_again_is_answered_alike_and_changes_nothing():
    _person, _account, worker = cast()
    sent = report(stop(worker), "visited", result="agrees")
    first = receive(worker, sent)
    entries = Entry.objects.count()
    other = dataclasses.replace(sent, button="away", result="", ticket="garbled")
    for again in (sent, other):
        assert receive(worker, again).pk == first.pk
    assert (VisitEntry.objects.count(), Entry.objects.count()) == (1, entries)
    assert (line().state, line().consent) == ("confirmed", "spoken")


def test_another_worker_can_t_ask_by_a_key_that_is_not_hers():
    person, _account, worker = cast()
    sent = report(stop(worker))
    receive(worker, sent)
    with pytest.raises(NotVisible):
        receive(actor(worker_of(person, "second")), sent)


def test_her_own_earlier_report_is_no_conflict():
    _person, _account, worker = cast()
    seen = stop(worker)
    assert receive(worker, report(seen)).outcome == "applied"
    assert receive(worker, report(seen)).outcome == "noted"  # still away: nothing to change
    assert receive(worker, report(seen, "visited", result="agrees-signed")).outcome == "applied"
    assert (line().state, line().consent) == ("confirmed", "written")


def test_what_somebody_else_answered_meanwhile_stands_and_the_report_is_kept():
    person, _account, worker = cast()
    sent = report(stop(worker), note="没有人")
    note_contact(SYSTEM, line().pk, step="confirm", said=Said(consent="spoken"))
    entry = receive(worker, sent)
    assert (entry.outcome, line().state) == ("conflict", "confirmed")
    assert "本人已确认" in entry.stands
    assert unseal(entry.note_sealed) == "没有人"
    chief = actor(officer("town-officer", person.village[:9]))
    with pytest.raises(VisitFault):
        settle_entry(chief, entry.pk, "好")
    settle_entry(chief, entry.pk, "打电话核实，本人同意")
    with pytest.raises(VisitSettled):
        settle_entry(chief, entry.pk, "打电话核实，本人同意")
    neighbour = actor(officer("town-officer", elsewhere(person)[:9], name="next"))
    with pytest.raises(NotVisible):
        settle_entry(neighbour, entry.pk, "打电话核实，本人同意")


def test_who_moved_away_meanwhile_is_left_alone_and_that_is_said():
    person, _account, worker = cast()
    sent = report(stop(worker), "visited", result="agrees", photo=JPEG)
    there = elsewhere(person)
    Person.objects.filter(pk=person.pk).update(village=there, town=there[:9])
    entry = receive(worker, sent)
    assert (entry.outcome, line().state) == ("conflict", "found")
    assert "搬走" in entry.stands
    assert entry.photo_folder


def test_a_line_that_the_ledger_withdrew_is_a_conflict():
    _person, _account, worker = cast()
    sent = report(stop(worker))
    ContactLine.objects.update(ended_on=timezone.localdate(), state="lapsed")
    entry = receive(worker, sent)
    assert entry.outcome == "conflict"
    assert "台账已经不再这样说" in entry.stands


def test_only_who_was_sent_there_can_report():
    person, account, worker = cast()
    mine = stop(worker)
    neighbour = actor(officer("village-worker", elsewhere(person), name="next"))
    assert all(each.person != person.pk for each in stops(neighbour))
    for ticket in (mine.ticket, "", "x", signing.dumps({"user": neighbour.user_id})):
        with pytest.raises(NotVisible):
            receive(neighbour, report(dataclasses.replace(mine, ticket=ticket)))
    Appointment.objects.filter(officer__user=worker.user_id).delete()
    with pytest.raises(NotVisible):  # a post that ended reports nothing more
        receive(actor(account), report(mine))
    assert line().state == "found"
    assert not VisitEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"button": "gone"}, {"result": "agrees"}, {"result": "no-such"}, {"note": "字" * 501}],
)
def test_what_can_t_be_read_is_refused_whole(wrong):
    _person, _account, worker = cast()
    with pytest.raises(VisitFault):
        receive(worker, report(stop(worker), **wrong))
    assert not VisitEntry.objects.exists()


def test_a_phone_s_clock_is_believed_only_as_far_as_it_can_be():
    _person, _account, worker = cast()
    seen, now = stop(worker), timezone.now()
    hour = now - dt.timedelta(hours=3)
    assert receive(worker, report(seen, said_at=hour)).said_at == hour
    for odd in (now + dt.timedelta(days=2), now - dt.timedelta(days=300)):
        assert abs(receive(worker, report(seen, said_at=odd)).said_at - now) < dt.timedelta(hours=1)


def test_a_photo_is_sealed_and_one_that_can_t_be_taken_does_not_lose_the_report(data_dir):
    _person, _account, worker = cast()
    seen = stop(worker)
    kept = receive(worker, report(seen, photo=JPEG))
    assert open_file(kept.photo_folder, kept.photo_digest) == JPEG
    files = [path.read_bytes() for path in (data_dir / "materials").rglob("*") if path.is_file()]
    assert files
    assert all(JPEG not in content for content in files)
    bad = receive(worker, report(seen, photo=b"MZ not a photo"))
    assert (bad.photo_folder, bad.outcome) == ("", "noted")
    assert "JPG" in bad.photo_fault


def test_help_becomes_a_voice_once_with_its_task():
    person, _account, worker = cast()
    sent = report(stop(worker), "help", result="needs-form", note="要人陪着去医院办")
    entry = receive(worker, sent)
    receive(worker, sent)
    voice = Voice.objects.get()
    assert (voice.village, voice.channel, entry.help_task_id) == (
        person.village,
        "village",
        voice.task_id,
    )
    assert line().state == "found"  # needing help answers nothing


def test_a_task_is_answered_or_its_visit_noted():
    voice, _code = said()
    account = officer("village-worker", village(), name="worker")
    worker, task = actor(account), voice.task
    OFFICER_STEPS["take"](worker, task.pk, TaskSaid())
    seen = stop(worker)
    assert "桥栏杆" in " ".join(seen.why)
    assert receive(worker, report(seen, "away")).outcome == "applied"
    assert receive(worker, report(seen, "visited", result="solved")).outcome == "applied"
    task.refresh_from_db()
    assert (task.state, task.outcome) == ("answered", "solved")
    names = TaskStep.objects.filter(task=task).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["open", "take", "visit", "answer"]


def test_a_task_that_was_handed_on_meanwhile_is_a_conflict():
    voice, _code = said()
    worker, task = actor(officer("village-worker", village(), name="worker")), voice.task
    OFFICER_STEPS["take"](worker, task.pk, TaskSaid())
    sent = report(stop(worker), "visited", result="solved")
    OFFICER_STEPS["forward"](SYSTEM, task.pk, TaskSaid(area=village(1), words="不在本村地界"))
    entry = receive(worker, sent)
    assert entry.outcome == "conflict"
    assert Task.objects.get().state == "open"


def test_what_was_lacking_is_brought_to_the_worker_with_a_photo():
    case = applied()
    clerk = town_officer(case)
    asked = {"reason": "missing-material", "lacks": "id-card", "until": "2099-01-01"}
    step(clerk, case, "return", **asked)
    assert case.state == "returned"
    worker = actor(officer("village-worker", case.area, name="worker"))
    seen = stop(worker)
    assert seen.about == "case"
    entry = receive(worker, report(seen, "visited", result="case-brought", photo=JPEG))
    case.refresh_from_db()
    assert (entry.outcome, case.state) == ("applied", "submitted")
    assert case.materials.get().pk == entry.material_id
    assert entry.photo_folder == ""


def test_the_list_goes_by_village_and_household_and_leaves_out_who_lives_elsewhere():
    here = somebody()
    others = [p for p in adults() if p.village == here.village and p.pk != here.pk][:4]
    for person in others:
        line_of(person)
    away = next(p for p in adults() if p.village != here.village)
    line_of(away)
    found = stops(actor(worker_of(here)))
    assert [each.order for each in found] == sorted(each.order for each in found)
    assert away.pk not in {each.person for each in found}
    assert {here.pk, *(p.pk for p in others)} == {each.person for each in found}
    entry = Entry.objects.filter(action="visit.note").get()
    assert entry.subject_id == str(len(found))


def test_a_key_is_kept_once_by_the_database_too():
    _person, _account, worker = cast()
    entry = receive(worker, report(stop(worker)))
    assert isinstance(entry.key, uuid.UUID)
    field = VisitEntry._meta.get_field("key")
    assert field.unique
