"""Write down what a courier brings back: arrived, failed, or to be tried again 回执."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.jobs.lease import MOST_ATTEMPTS, delay_after
from zhaohui.county.outreach.couriers.protocol import Courier, Receipt
from zhaohui.county.outreach.models import ContactLine, Outbox, OutboxState
from zhaohui.county.outreach.states import STEPS, step, step_message

FIELDS = ["state", "batch", "fault", "not_before", "receipt", "delivered_at"]


def read_receipts(actor: Actor, courier: Courier, *, now: dt.datetime) -> tuple[int, int]:
    """Apply every receipt and return how many arrived and failed; the same receipt again changes nothing."""
    arrived = failed = 0
    for part, receipts in courier.receipts():
        with transaction.atomic():
            good, bad = _apply(receipts, now)
            if good or bad:
                change = {"arrived": len(good), "failed": len(bad)}
                record(actor, "outreach.deliver", subject=("receipts", part[:60]), change=change)
        courier.settle(part)
        arrived += len(good)
        failed += len(bad)
    return arrived, failed


def _apply(receipts: Sequence[Receipt], now: dt.datetime) -> tuple[list[Outbox], list[Outbox]]:
    by_key = {each.key: each for each in receipts}  # the last word of a file counts
    rows = Outbox.objects.select_for_update(of=("self",)).filter(
        key__in=list(by_key), state__in=(OutboxState.QUEUED, OutboxState.SENT)
    )
    good, bad, changed = [], [], []
    for message in rows:
        receipt = by_key[message.key]
        if receipt.batch != message.batch:
            continue  # of an earlier try
        message.receipt = {"arrived": receipt.arrived, "at": receipt.at, "why": receipt.why}
        changed.append(message)
        if receipt.arrived:
            step_message(message, "deliver")
            message.delivered_at = now
            good.append(message)
        elif receipt.again and message.attempts < MOST_ATTEMPTS:
            _again(message, receipt, now)
        else:
            step_message(message, "fail")
            message.fault = receipt.why or "没有送到"
            bad.append(message)
    Outbox.objects.bulk_update(changed, FIELDS)
    mark_told(good, day=county_day(now))
    return good, bad


def _again(message: Outbox, receipt: Receipt, now: dt.datetime) -> None:
    if message.state == OutboxState.SENT:
        step_message(message, "again")
    message.batch = ""  # the gateway knows that batch: another try is another one
    message.fault = receipt.why
    message.not_before = now + delay_after(max(message.attempts, 1))


def mark_told(messages: Iterable[Outbox], *, day: dt.date) -> int:
    """Take the lines of these messages to "told" where they were not; return how many.

    The caller holds the transaction.
    """
    channels = {each.line_id: each.channel for each in messages if each.line_id is not None}
    rows = ContactLine.objects.select_for_update(of=("self",)).filter(pk__in=list(channels))
    lines = [line for line in rows if line.state in STEPS["tell"][0]]
    for line in lines:
        step(line, "tell")
        line.told_on = line.told_on or max(day, line.found_on)
        line.told_by = line.told_by or channels[line.pk]
    ContactLine.objects.bulk_update(lines, ["state", "told_on", "told_by"])
    return len(lines)
