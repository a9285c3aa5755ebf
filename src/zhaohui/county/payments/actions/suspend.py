"""Suspend a benefit of a person 停发, and resume it 恢复."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.payments.actions.submit_batch import require_note
from zhaohui.county.payments.errors import PaymentError, PaymentStateError
from zhaohui.county.payments.models import StopReason, Suspension
from zhaohui.county.payments.periods import month_of
from zhaohui.county.payments.queries import suspensions_visible_to
from zhaohui.county.registry.queries import person_visible_to


def suspend(
    actor: Actor, *, person: int, rule: str, from_month: dt.date, reason: str, basis: str
) -> Suspension:
    """Pay nothing from this month on. NotVisible; PaymentError for an unknown reason or no basis.

    What is in a batch already is not touched: such a batch can't be approved any more.
    """
    basis = require_note(basis)
    if reason not in StopReason.values:
        raise PaymentError(_("请选停发的原因。"))
    with transaction.atomic():
        person_visible_to(actor, "payment.hold", person)
        try:
            with transaction.atomic():
                found = Suspension.objects.create(
                    rule=rule,
                    person_id=person,
                    from_month=month_of(from_month),
                    reason=reason,
                    basis=basis,
                    stopped_by_id=actor.user_id,
                )
        except IntegrityError as error:
            raise PaymentStateError(_("这项待遇已经停发。"), hint=_("请刷新页面。")) from error
        change = {
            "step": "suspend",
            "rule": rule,
            "from": f"{found.from_month:%Y-%m}",
            "reason": reason,
        }
        record(actor, "payment.hold", subject=("person", person), purpose=basis, change=change)
    return found


def resume(
    actor: Actor, pk: int, *, until_month: dt.date, is_made_up: bool, basis: str
) -> Suspension:
    """Pay again from `until_month` on, and with `is_made_up` the months between too.

    NotVisible, PaymentStateError where it was resumed before, PaymentError where nothing is said.
    """
    basis, until_month = require_note(basis), month_of(until_month)
    with transaction.atomic():
        rows = suspensions_visible_to(actor, "payment.hold").filter(pk=pk)
        found = rows.select_for_update(of=("self",)).first()
        if found is None:
            raise NotVisible
        if found.until_month is not None:
            raise PaymentStateError(_("已经恢复过了。"), hint=_("请刷新页面。"))
        if until_month < found.from_month:
            raise PaymentError(_("恢复的月份比停发的早。"))
        found.until_month, found.is_made_up = until_month, is_made_up
        found.resume_basis, found.resumed_by_id = basis, actor.user_id
        found.save(update_fields=["until_month", "is_made_up", "resume_basis", "resumed_by"])
        change = {
            "step": "resume",
            "rule": found.rule,
            "until": f"{until_month:%Y-%m}",
            "made_up": is_made_up,
        }
        record(
            actor, "payment.hold", subject=("person", found.person_id), purpose=basis, change=change
        )
    return found
