"""Approve a submitted batch 审批: from then on what it says is owed, in the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.holding_queries import ended_since
from zhaohui.county.payments.actions.close_recovery import close_paid_off
from zhaohui.county.payments.books import claim, claims, owed, treasury
from zhaohui.county.payments.errors import RunChangedError
from zhaohui.county.payments.models import (
    LineKind,
    LineState,
    PaymentBatch,
    PaymentLine,
    Suspension,
)
from zhaohui.county.payments.periods import MONTHLY
from zhaohui.county.payments.queries import batch_of
from zhaohui.county.payments.states import step
from zhaohui.county.payments.two_persons import require_second
from zhaohui.county.postings.actions.open_accounts import open_accounts
from zhaohui.county.postings.actions.post import Movement, post
from zhaohui.packs.pack import Pack


def approve_batch(actor: Actor, pack: Pack, pk: int) -> PaymentBatch:
    """Approve, and post what is owed and what is set off. Another officer than drew and submitted it.

    NotVisible, PaymentStateError, TwoPersonsError; RunChangedError where somebody in it was
    suspended meanwhile, or a decision ended what she holds; OverdrawnError
    where a recovery was paid back meanwhile.
    """
    with transaction.atomic():
        batch = batch_of(actor, "payment.approve", pk, lock=True)
        require_second(actor, pack, batch)
        step(batch, "approve")
        if stopped := _stopped_since(pack, batch):
            raise RunChangedError(
                _("造册以后有 %(n)s 人停发了。") % {"n": stopped},
                hint=_("请退回，作废后重新造册。"),
            )
        if ended := ended_since(batch.rule, batch.drawn_at, _lines_of(batch)):
            raise RunChangedError(
                _("造册以后有 %(n)s 人的待遇停止或者改了。") % {"n": ended},
                hint=_("请退回，作废后重新造册。"),
            )
        _post(batch, county_today())
        batch.lines.filter(net_fen=0, state=LineState.DUE).update(state=LineState.RECOVERED)
        batch.approved_by_id, batch.approved_at, batch.note = actor.user_id, timezone.now(), ""
        batch.save(update_fields=["state", "approved_by", "approved_at", "note"])
        close_paid_off(batch.rule)
        change = {"step": "approve", "lines": batch.line_count, "net_fen": batch.net_fen}
        record(actor, "payment.approve", subject=("batch", pk), purpose="审批", change=change)
    return batch


def _lines_of(batch: PaymentBatch) -> dict[int, dt.date]:
    """Return the latest period that is paid to each person in the batch."""
    rows = batch.lines.filter(kind=LineKind.MONTH).order_by("month")
    return dict(rows.values_list("person_id", "month"))


def _stopped_since(pack: Pack, batch: PaymentBatch) -> int:
    """Count whose open suspension covers a line; of what is not paid by the month, any that has begun."""
    is_monthly = pack.rule(batch.rule).unit == MONTHLY
    stops = Suspension.objects.filter(
        Q(until_month__isnull=True),
        rule=batch.rule,
        person_id=OuterRef("person_id"),
        from_month__lte=OuterRef("month") if is_monthly else county_today(),
    )
    return batch.lines.filter(Exists(stops), kind=LineKind.MONTH).count()


def _post(batch: PaymentBatch, day: dt.date) -> None:
    """Owe each line's amount; give back what is set off, and lessen the recovery by it."""
    lines = list(batch.lines.exclude(kind=LineKind.REISSUE).order_by("number"))
    rule = batch.rule
    wanted = [treasury(rule), claims(rule)]
    wanted += [owed(rule, line.person_id) for line in lines]
    wanted += [claim(line.recovery_id, line.person_id) for line in lines if line.recovery_id]
    ids = open_accounts(wanted)
    post([move for line in lines for move in _moves(line, ids, day)])


def _moves(line: PaymentLine, ids: dict[str, int], day: dt.date) -> Iterator[Movement]:
    source, hers = ids[treasury(line.rule).key], ids[owed(line.rule, line.person_id).key]
    yield Movement(f"line:{line.pk}:owe", source, hers, line.amount_fen, line.kind, day)
    if line.set_off_fen and line.recovery_id:
        kept = line.set_off_fen
        yield Movement(f"line:{line.pk}:keep", hers, source, kept, "set_off", day)
        debt = ids[claim(line.recovery_id, line.person_id).key]
        outside = ids[claims(line.rule).key]
        yield Movement(f"line:{line.pk}:recover", debt, outside, kept, "set_off", day)
