"""The outbox: sent once whatever happens, tried again with growing waits, receipts by key."""

import datetime as dt
import json
import stat

import pytest
from django.utils import timezone

from tests.county.outreach.sending import queue, wants
from tests.county.outreach.standing import adults, line_of
from zhaohui.county.audit.models import Entry
from zhaohui.county.outreach.actions import deliver as delivering
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.actions.stop_contact import stop_contact
from zhaohui.county.outreach.couriers.inbox import InboxCourier
from zhaohui.county.outreach.couriers.sms_drop import SmsDrop, drop_folder
from zhaohui.county.outreach.errors import CourierError
from zhaohui.county.outreach.models import Outbox
from zhaohui.county.outreach.reach import Channel
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def sms(county):
    """Two people who said yes to SMS, queued."""
    people = adults()[:2]
    for person in people:
        wants(person, "sms")
        line_of(person)
    queue()
    return people


def batches(*places):
    """Every line handed over, from the folders named."""
    files = [
        path
        for place in places or ("out", "taken")
        for path in sorted((drop_folder() / place).glob("*"))
    ]
    return [json.loads(line) for path in files for line in path.read_text().splitlines()]


def receipt(row, **said):
    folder = drop_folder() / "receipts"
    folder.mkdir(parents=True, exist_ok=True)
    line = {"id": row["id"], "state": "delivered", "at": "2026-03-03T12:00:00+08:00"} | said
    name = f"r{len(list(folder.parent.rglob('r*.jsonl')))}.jsonl"
    (folder / name).write_text("not a receipt\n" + json.dumps(line) + "\n", encoding="utf-8")


def test_a_batch_lies_in_the_folder_once_with_number_and_text(sms):
    assert deliver().sent == 2
    rows = batches()
    phones = {registry_seals().phone.open(bytes(person.phone_sealed)) for person in sms}
    assert {row["to"] for row in rows} == phones
    assert all(
        "高龄津贴" in row["text"] and person.name not in row["text"]
        for row in rows
        for person in sms
    )
    path = next((drop_folder() / "out").iterdir())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert deliver().sent == 0
    assert len(batches()) == 2
    entry = Entry.objects.filter(action="outreach.deliver").get()
    assert "手机号" in entry.fields
    assert not phones & set(str(entry.change).split('"'))


def test_killed_after_the_file_was_written_it_is_not_written_again(sms, monkeypatch):
    send = SmsDrop.send

    def send_and_die(self, batch, parcels):
        send(self, batch, parcels)
        raise Killed

    monkeypatch.setattr(SmsDrop, "send", send_and_die)
    with pytest.raises(Killed):
        deliver()
    assert set(Outbox.objects.values_list("state", flat=True)) == {"queued"}
    monkeypatch.undo()
    for path in (drop_folder() / "out").iterdir():
        path.rename(drop_folder() / "taken" / path.name)  # the gateway was quicker
    assert deliver().sent == 2
    assert len(batches("taken")) == 2
    assert batches("out") == []


def test_killed_before_the_file_was_written_it_is_written_then(sms, monkeypatch):
    def die(self, name, content):
        raise Killed

    monkeypatch.setattr(SmsDrop, "_write", die)
    with pytest.raises(Killed):
        deliver()
    monkeypatch.undo()
    assert deliver().sent == 2
    assert len(batches()) == 2


def test_killed_between_hand_over_and_mark_it_is_marked_later(sms, monkeypatch):
    def die(*_args):
        raise Killed

    monkeypatch.setattr(delivering, "record_many", die)
    with pytest.raises(Killed):
        deliver()
    monkeypatch.undo()
    assert len(batches()) == 2
    assert deliver().sent == 2
    assert len(batches()) == 2


def test_a_receipt_makes_it_arrive_and_the_line_told(sms):
    deliver()
    receipt(batches()[0])
    assert deliver().arrived == 1
    message = Outbox.objects.get(state="delivered")
    assert (message.line.state, message.line.told_by) == ("told", "sms")
    assert message.receipt["arrived"] is True
    receipt(batches()[0], state="failed")  # late and wrong: it stays delivered
    assert (deliver().failed, Outbox.objects.filter(state="delivered").count()) == (0, 1)
    assert list((drop_folder() / "receipts").iterdir()) == []


def test_a_number_that_does_not_exist_fails_and_the_next_channel_is_a_letter(sms):
    deliver()
    receipt(batches()[0], state="failed", reason="空号")
    assert deliver().failed == 1
    lost = Outbox.objects.get(state="failed")
    assert (lost.fault, lost.line.state) == ("空号", "found")
    queue()
    assert Outbox.objects.get(line=lost.line, state="queued").channel == "letter"


def test_a_busy_network_is_tried_again_as_another_batch_after_a_wait(sms):
    deliver()
    first = batches()[0]
    receipt(first, state="failed", again=True)
    now = timezone.now()
    assert deliver(now=now).sent == 0
    assert deliver(now=now + dt.timedelta(minutes=2)).sent == 1
    again = [row for row in batches() if row["id"].endswith(first["id"].split(":")[1])]
    assert len({row["id"] for row in again}) == 2
    receipt(first, state="delivered")  # of the earlier try: not this one's
    assert deliver().arrived == 0


class Broken(InboxCourier):
    """A courier that can't."""

    def send(self, batch, parcels):
        raise CourierError("没有路")


def test_a_courier_that_cannot_is_tried_five_times_with_growing_waits(sms):
    now, waits = timezone.now(), []
    for _ in range(5):
        deliver(now=now, carriers={Channel.SMS: Broken()})
        message = Outbox.objects.first()
        waits.append(round((message.not_before - now).total_seconds() / 60))
        now = message.not_before
    assert waits[:4] == [1, 4, 16, 64]
    assert set(Outbox.objects.values_list("state", "attempts", "fault")) == {
        ("failed", 5, "没有路")
    }
    assert deliver(carriers={Channel.SMS: Broken()}).failed == 0


def test_nothing_goes_out_before_its_hour(sms):
    Outbox.objects.update(not_before=timezone.now() + dt.timedelta(hours=1))
    assert deliver().sent == 0
    assert batches() == []


def test_who_died_or_said_no_meanwhile_gets_nothing(sms):
    from tests.county.outreach.standing import SYSTEM

    dead, changed_mind = sms
    stop_contact(SYSTEM, dead.pk, why="deceased", action="outreach.note")
    wants(changed_mind, "sms", is_wanted=False)
    assert deliver().sent == 0
    assert set(Outbox.objects.values_list("state", flat=True)) == {"cancelled"}
    assert batches() == []


def test_a_number_that_was_removed_meanwhile_is_a_failure_not_a_stop(sms):
    Person.objects.filter(pk=sms[0].pk).update(phone_sealed=None)
    done = deliver()
    assert (done.sent, done.failed) == (1, 1)
    assert Outbox.objects.get(state="failed").fault == "没有登记手机号"
