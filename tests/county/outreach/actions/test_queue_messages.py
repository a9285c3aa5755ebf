"""Sending: the preview is what is sent; channel by account, consent, age; take back until it leaves."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.county.outreach.sending import plan, queue, wants
from tests.county.outreach.standing import RULE, SYSTEM, adults, line_of
from tests.county.small_county import the_pack
from tests.people import actor, officer, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.jobs.models import Job
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.actions.queue_messages import HOLD, queue_messages
from zhaohui.county.outreach.actions.undo_sending import undo_sending
from zhaohui.county.outreach.errors import SendingChangedError, TooLateError
from zhaohui.county.outreach.models import ContactLine, ContactStop, Outbox, Sending
from zhaohui.county.outreach.quiet import earliest
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db


def channels():
    return {m.person_id: m.channel for m in Outbox.objects.all()}


def test_own_account_then_wanted_sms_then_a_letter(county):
    bound, texted, silent, refused = adults()[:4]
    resident(bound)
    wants(bound, "sms")
    wants(texted, "sms")
    wants(refused, "sms", is_wanted=False)
    for person in (bound, texted, silent, refused):
        line_of(person)
    queue()
    assert channels() == {
        bound.pk: "inbox",
        texted.pk: "sms",
        silent.pk: "letter",  # never asked is not a yes
        refused.pk: "letter",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"phone_index": None, "phone_sealed": None},
        {"birth_date": None},
        {"birth_date": dt.date(2015, 1, 1)},
    ],
)
def test_no_sms_without_a_phone_or_to_who_is_not_known_to_be_of_age(county, change):
    person = adults()[0]
    wants(person, "sms")
    Person.objects.filter(pk=person.pk).update(**change)
    line_of(person)
    queue()
    assert channels() == {person.pk: "letter"}


def test_who_wants_no_letter_either_is_visited(county):
    person = adults()[0]
    wants(person, "letter", is_wanted=False)
    line_of(person)
    found = plan()
    assert not found.chosen
    assert [n for why, n in found.left_out if "上门" in why] == [1]


def test_nobody_is_written_to_twice_while_one_is_on_its_way(county):
    line_of(adults()[0])
    queue()
    assert not plan().chosen
    assert [n for why, n in plan().left_out if "在路上" in why] == [1]


def test_a_set_that_changed_since_the_preview_is_refused_whole(county):
    here, there = adults()[:2]
    line_of(here)
    digest = plan().digest
    line_of(there)
    with pytest.raises(SendingChangedError):
        queue_messages(SYSTEM, the_pack(), area="", rule="", digest=digest)
    assert not Outbox.objects.exists()
    assert not Job.objects.exists()


def test_texts_name_the_benefit_its_money_and_version_but_no_person(county):
    person = adults()[0]
    line_of(person, amount_fen=12_345)
    queue()
    message = Outbox.objects.get()
    assert "高龄津贴" in message.body
    assert "123.45" in message.body
    assert person.name not in message.subject + message.body
    assert message.template_version == 1
    assert "{" not in message.body


def test_an_amount_that_is_not_settled_is_said_to_be_open(county):
    line_of(adults()[0], amount_fen=None)
    queue()
    assert "核定" in Outbox.objects.get().body


def test_taken_back_before_it_leaves_nothing_leaves(county):
    person = adults()[0]
    sender = actor(officer("town-officer", person.village[:9]))
    line_of(person)
    sending = queue(sender)
    assert undo_sending(sender, sending.pk) == 1
    assert deliver().sent == 0
    assert ContactLine.objects.get().state == "found"
    with pytest.raises(TooLateError):
        undo_sending(sender, sending.pk)


def test_a_town_officer_reaches_her_town_alone_and_another_cannot_take_it_back(county):
    here = adults()[0]
    there = next(p for p in adults() if p.village[:9] != here.village[:9])
    line_of(here), line_of(there)
    sender = actor(officer("town-officer", here.village[:9]))
    sending = queue(sender)
    assert set(channels()) == {here.pk}
    neighbour = actor(officer("town-officer", there.village[:9], name="n"))
    with pytest.raises(NotVisible):
        undo_sending(neighbour, sending.pk)
    with pytest.raises(NotVisible):
        plan(actor(officer("village-worker", here.village, name="v")))


def test_the_job_waits_for_the_minutes_in_which_it_can_be_taken_back(county):
    line_of(adults()[0])
    queue_messages(SYSTEM, the_pack(), area="", rule=RULE, digest=plan(rule=RULE).digest)
    message, sending = Outbox.objects.get(), Sending.objects.get()
    assert message.not_before >= sending.hold_until
    assert sending.hold_until - timezone.now() > HOLD - dt.timedelta(minutes=1)
    assert Job.objects.get().result.run_after == message.not_before
    assert deliver().sent == 0


@pytest.mark.parametrize(
    ("hour", "leaves"), [(7, (0, 9)), (12, (0, 12)), (20, (1, 9)), (23, (1, 9)), (0, (0, 9))]
)
def test_quiet_hours_are_the_countys(hour, leaves):
    from zoneinfo import ZoneInfo

    template = next(row for row in the_pack().templates if row.channel == "sms")
    assert (template.quiet_from, template.quiet_to) == (20, 9)
    zone = ZoneInfo("Asia/Shanghai")
    asked = dt.datetime(2026, 3, 3, hour, 30, tzinfo=zone)
    days, at = leaves
    found = earliest(asked.astimezone(dt.UTC), template).astimezone(zone)
    assert (found.date() - asked.date()).days == days
    assert found.hour == at


def test_later_and_stopped_are_left_alone(county):
    later, stopped = adults()[:2]
    line_of(later)
    ContactLine.objects.update(quiet_until=county_today() + dt.timedelta(days=1))
    line_of(stopped)
    ContactStop.objects.create(person_id=stopped.pk, why="deceased")
    assert not plan().chosen
