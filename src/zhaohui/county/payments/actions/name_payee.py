"""Let a guardian's or an agent's account take a person's money 代领: proposed by one officer, approved by another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.payments.actions.submit_batch import require_note
from zhaohui.county.payments.errors import PaymentError, PaymentStateError, TwoPersonsError
from zhaohui.county.payments.models import Payee, PayeeKind, PayeeState
from zhaohui.county.payments.queries import payees_visible_to
from zhaohui.county.registry.queries import person_of_card, person_visible_to


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose account, by her identity number; why, by which document, until when (None: until ended)."""

    identity: str
    kind: str
    basis: str
    until: dt.date | None = None


def propose_payee(actor: Actor, person: int, wanted: Wanted) -> Payee:
    """Propose it. NotVisible out of reach (of either); PaymentError without kind or document, or for herself;
    PaymentStateError where one stands or waits.
    """
    basis = require_note(wanted.basis)
    if wanted.kind not in PayeeKind.values:
        raise PaymentError(_("请选是监护人还是受委托的人。"))
    if wanted.until and wanted.until < county_today():
        raise PaymentError(_("有效期已经过了。"))
    with transaction.atomic():
        person_visible_to(actor, "payment.hold", person)
        payee = person_of_card(actor, "payment.hold", wanted.identity)
        if payee.pk == person:
            raise PaymentError(_("代领人不能是本人。"))
        try:
            with transaction.atomic():
                found = Payee.objects.create(
                    person_id=person,
                    payee_id=payee.pk,
                    kind=wanted.kind,
                    basis=basis,
                    until=wanted.until,
                    proposed_by_id=actor.user_id,
                )
        except IntegrityError as error:
            raise PaymentStateError(
                _("已经有一份代领授权。"), hint=_("先停止原来的，再提出新的。")
            ) from error
        _note(actor, found, "payment.hold", "propose_payee", basis)
    return found


def approve_payee(actor: Actor, pk: int) -> Payee:
    """Let it stand: from the next bank file on. Another officer than proposed it; NotVisible."""
    with transaction.atomic():
        found = _locked(actor, "payment.approve", pk)
        if actor.user_id is None or actor.user_id == found.proposed_by_id:
            raise TwoPersonsError(_("自己提出的代领不能自己批，请另一位有审批权限的人办。"))
        if found.state != PayeeState.PROPOSED:
            raise _moved()
        found.state = PayeeState.STANDING
        found.approved_by_id, found.approved_at = actor.user_id, timezone.now()
        found.save(update_fields=["state", "approved_by", "approved_at"])
        _note(actor, found, "payment.approve", "approve_payee", found.basis)
    return found


def end_payee(actor: Actor, pk: int, *, action: str, why: str) -> Payee:
    """End it, or refuse the proposal: her own account counts again. NotVisible, PaymentStateError."""
    with transaction.atomic():
        found = _locked(actor, action, pk)
        why = require_note(why)
        if found.state == PayeeState.ENDED:
            raise _moved()
        found.state, found.ended_why = PayeeState.ENDED, why
        found.ended_by_id, found.ended_at = actor.user_id, timezone.now()
        found.save(update_fields=["state", "ended_why", "ended_by", "ended_at"])
        _note(actor, found, action, "end_payee", why)
    return found


def _locked(actor: Actor, action: str, pk: int) -> Payee:
    found = payees_visible_to(actor, action).filter(pk=pk)
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible
    return row


def _moved() -> PaymentStateError:
    return PaymentStateError(_("这份代领授权已经办过。"), hint=_("请刷新页面。"))


def _note(actor: Actor, found: Payee, action: str, what: str, purpose: str) -> None:
    """Record it for both: each can see that her account was dealt with."""
    for person in (found.person_id, found.payee_id):
        change = {"step": what, "payee": found.pk}
        record(actor, action, subject=("person", person), purpose=purpose, change=change)
