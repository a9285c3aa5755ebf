"""Send what is due, once; try again what failed; write down what came back 发件.

A batch is claimed and committed before a courier sees it. A process that dies in between leaves the
claim: the next one gives the courier the same batch, and the courier knows whether it went out.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.jobs.lease import MOST_ATTEMPTS, delay_after
from zhaohui.county.outreach.actions.read_receipts import mark_told, read_receipts
from zhaohui.county.outreach.couriers.known import couriers
from zhaohui.county.outreach.couriers.protocol import Courier, Parcel
from zhaohui.county.outreach.errors import CourierError
from zhaohui.county.outreach.jobs import deliver_due
from zhaohui.county.outreach.models import Channel, Outbox, OutboxState
from zhaohui.county.outreach.sendable import drop_unwanted
from zhaohui.county.outreach.states import step_message

ACTOR = system_actor("发件")
BATCH = 200
logger = logging.getLogger(__name__)
FIELDS = {Channel.SMS: ("手机号",), Channel.LETTER: ("姓名", "住址")}


@dataclass
class Delivered:
    """What one round did."""

    sent: int = 0
    arrived: int = 0
    later: int = 0
    failed: int = 0
    cancelled: int = 0


def deliver(
    *, now: dt.datetime | None = None, carriers: Mapping[str, Courier] | None = None
) -> Delivered:
    """Write receipts down, then hand over whatever is due; one process at a time, others wait."""
    at, found = now or timezone.now(), Delivered()
    known = carriers or couriers()
    with _alone():
        for courier in known.values():
            arrived, failed = read_receipts(ACTOR, courier, now=at)
            found.arrived += arrived
            found.failed += failed
        found.cancelled = drop_unwanted(ACTOR, now=at)
        for channel, courier in known.items():
            while messages := _claimed(channel, at):
                _hand_over(courier, messages, at, found)
    return found


def as_answer(found: Delivered) -> dict[str, Any]:
    """Return the round as commands and the night print it."""
    return asdict(found)


def _claimed(channel: str, now: dt.datetime) -> list[Outbox]:
    """Return a batch that was left behind, else claim the next one; committed when it returns."""
    with transaction.atomic():
        due = Outbox.objects.select_for_update(of=("self",)).filter(
            channel=channel, state=OutboxState.QUEUED, not_before__lte=now
        )
        left = due.exclude(batch="").order_by("batch", "pk").first()
        if left is not None:
            return list(due.filter(batch=left.batch).order_by("pk"))
        messages = list(due.filter(batch="").order_by("pk")[:BATCH])
        batch = f"{channel}-{uuid4().hex[:16]}"
        for message in messages:
            message.batch = batch
        Outbox.objects.bulk_update(messages, ["batch"])
    return messages


def _hand_over(
    courier: Courier, messages: Sequence[Outbox], now: dt.datetime, found: Delivered
) -> None:
    parcels = [
        Parcel(key=m.key, person_id=m.person_id, subject=m.subject, body=m.body) for m in messages
    ]
    try:
        refused = courier.send(messages[0].batch, parcels)
    except CourierError as error:
        logger.warning("outbox: %s", error.message)
        _put_off(messages, error.message, now, found)
        return
    with transaction.atomic():
        for message in messages:
            message.attempts += 1
            if fault := refused.get(message.key):
                step_message(message, "fail")
                message.fault = fault[:200]
            else:
                step_message(message, "send")
                message.sent_at, message.fault = now, ""
        Outbox.objects.bulk_update(messages, ["attempts", "state", "fault", "sent_at"])
        sent = [each for each in messages if each.state == OutboxState.SENT]
        found.sent += len(sent)
        found.failed += len(messages) - len(sent)
        letters = [each for each in sent if each.channel == Channel.LETTER]
        mark_told(letters, day=county_day(now))  # a letter has no receipt
        record_many(ACTOR, (_event(messages, sent),))


def _event(messages: Sequence[Outbox], sent: Sequence[Outbox]) -> Event:
    first = messages[0]
    return Event(
        "outreach.deliver",
        subject=("outbox-batch", first.batch),
        purpose="服务找人",
        fields=FIELDS.get(Channel(first.channel), ()),
        change={"channel": first.channel, "sent": len(sent), "of": len(messages)},
        people=[each.person_id for each in messages],
    )


def _put_off(messages: Sequence[Outbox], fault: str, now: dt.datetime, found: Delivered) -> None:
    """Let the same batch be tried again later, longer each time; after five tries it has failed."""
    with transaction.atomic():
        for message in messages:
            message.attempts, message.fault = message.attempts + 1, fault[:200]
            if message.attempts >= MOST_ATTEMPTS:
                step_message(message, "fail")
                found.failed += 1
            else:
                message.not_before = now + delay_after(message.attempts)
                found.later += 1
        Outbox.objects.bulk_update(messages, ["attempts", "fault", "state", "not_before"])
        waiting = [each for each in messages if each.state == OutboxState.QUEUED]
        if waiting:
            moment = waiting[0].not_before
            enqueue(
                deliver_due.using(run_after=moment),
                key=f"outreach-deliver:{waiting[0].batch}:{waiting[0].attempts}",
                title="再发服务找人通知",
            )


@contextmanager
def _alone() -> Iterator[None]:
    folder = Path(settings.DATA_DIR) / "outbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "deliver.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a killed process loses it
        yield
