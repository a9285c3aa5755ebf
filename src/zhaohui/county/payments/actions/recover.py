"""Recover what was paid wrongly 追回: proposed by one officer, approved by another, paid back or set off."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.payments.actions.close_recovery import close_paid_off
from zhaohui.county.payments.actions.submit_batch import require_note
from zhaohui.county.payments.books import claim, claims, paid
from zhaohui.county.payments.errors import PaymentError, PaymentStateError, TwoPersonsError
from zhaohui.county.payments.models import Recovery, RecoveryState
from zhaohui.county.payments.queries import recoveries_visible_to
from zhaohui.county.payments.states import step_recovery
from zhaohui.county.postings.actions.open_accounts import open_accounts
from zhaohui.county.postings.actions.post import Movement, post
from zhaohui.county.postings.queries import balance
from zhaohui.county.registry.queries import person_visible_to

LONGEST_RECEIPT = 40


def propose_recovery(
    actor: Actor, *, person: int, rule: str, amount_fen: int, set_off_fen: int, basis: str
) -> Recovery:
    """Propose to recover an over-payment; `set_off_fen` a month is kept back, 0: only paid back.

    NotVisible; PaymentError without a basis or for more than was paid here; PaymentStateError where
    a recovery of this benefit is open.
    """
    basis = require_note(basis)
    with transaction.atomic():
        person_visible_to(actor, "payment.hold", person)
        had = balance(paid(rule, person).key)
        if not 0 < amount_fen <= had:
            raise PaymentError(
                _("追回的金额要大于零，不超过在这里发过的 %(had)s 元。")
                % {"had": f"{had / 100:.2f}"}
            )
        if not 0 <= set_off_fen <= amount_fen:
            raise PaymentError(_("每月抵扣不能是负数，也不能超过追回的金额。"))
        try:
            with transaction.atomic():
                found = Recovery.objects.create(
                    rule=rule,
                    person_id=person,
                    amount_fen=amount_fen,
                    set_off_fen=set_off_fen,
                    basis=basis,
                    proposed_by_id=actor.user_id,
                )
        except IntegrityError as error:
            raise PaymentStateError(_("这项待遇正在追回。")) from error
        _note(actor, found, "payment.hold", "propose", basis)
    return found


def approve_recovery(actor: Actor, pk: int) -> Recovery:
    """Open the account of what is to be recovered. Another officer than proposed it; NotVisible."""
    with transaction.atomic():
        found = _locked(actor, "payment.approve", pk)
        if actor.user_id is None or actor.user_id == found.proposed_by_id:
            raise TwoPersonsError(_("自己提出的追回不能自己批，请另一位有审批权限的人办。"))
        step_recovery(found, "approve")
        debt, outside = claim(pk, found.person_id), claims(found.rule)
        ids = open_accounts([debt, outside])
        today = county_today()
        post(
            [
                Movement(
                    f"recovery:{pk}:open",
                    ids[outside.key],
                    ids[debt.key],
                    found.amount_fen,
                    "over_paid",
                    today,
                )
            ]
        )
        found.approved_by_id, found.approved_at = actor.user_id, timezone.now()
        found.save(update_fields=["state", "approved_by", "approved_at"])
        _note(actor, found, "payment.approve", "approve_recovery", found.basis)
    return found


def withdraw_recovery(actor: Actor, pk: int, *, action: str, note: str) -> Recovery:
    """Take a proposal back, or refuse it. NotVisible, PaymentStateError once approved."""
    note = require_note(note)
    with transaction.atomic():
        found = _locked(actor, action, pk)
        step_recovery(found, "withdraw")
        found.save(update_fields=["state"])
        _note(actor, found, action, "withdraw_recovery", note)
    return found


def repay(actor: Actor, pk: int, *, amount_fen: int, receipt: str, day: dt.date) -> Recovery:
    """Book money that was paid back, once a receipt number. OverdrawnError for more than is owed."""
    receipt = "".join(receipt.split())
    if amount_fen <= 0 or not 0 < len(receipt) <= LONGEST_RECEIPT or not receipt.isprintable():
        raise PaymentError(_("请写还款金额和收据号。"))
    with transaction.atomic():
        found = _locked(actor, "payment.hold", pk)
        if found.state not in (RecoveryState.RUNNING, RecoveryState.CLOSED):
            raise PaymentStateError(_("还没有审批的追回不能记还款。"))
        ids = open_accounts([claim(pk, found.person_id), claims(found.rule)])
        debt, outside = ids[claim(pk, found.person_id).key], ids[claims(found.rule).key]
        post([Movement(f"recovery:{pk}:repay:{receipt}", debt, outside, amount_fen, "repaid", day)])
        close_paid_off(found.rule)
        found.refresh_from_db()
        _note(actor, found, "payment.hold", "repay", "还款")
    return found


def _locked(actor: Actor, action: str, pk: int) -> Recovery:
    rows = recoveries_visible_to(actor, action).filter(pk=pk)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotVisible
    return found


def _note(actor: Actor, found: Recovery, action: str, what: str, purpose: str) -> None:
    change = {"step": what, "recovery": found.pk, "rule": found.rule}
    record(actor, action, subject=("person", found.person_id), purpose=purpose, change=change)
