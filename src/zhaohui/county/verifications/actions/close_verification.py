"""Make the result without the answers that do not come 提前出结果, or end a check 结束."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.verifications.actions.answer_question import finish
from zhaohui.county.verifications.errors import VerificationStateError
from zhaohui.county.verifications.models import (
    Objection,
    ObjectionState,
    Verification,
    VerificationState,
)
from zhaohui.county.verifications.queries import ASK, kind_named, verification_of

REPORT, CLOSE = "report", "close"


def close_verification(actor: Actor, pk: int, step: str) -> Verification:
    """Lead a check to its result with what is there (`report`), or end it (`close`).

    What was not answered stays unknown. NotVisible out of range, VerificationStateError where the
    step does not fit.
    """
    with transaction.atomic():
        check = Verification.objects.select_for_update().get(pk=verification_of(actor, ASK, pk).pk)
        objected = Objection.objects.filter(question__verification=check, state=ObjectionState.OPEN)
        if step == CLOSE and objected.exists():
            raise VerificationStateError(
                _("有人对结果提了异议，还没有答复。"), hint=_("请等复核以后再结束。")
            )
        if step == REPORT and check.state == VerificationState.OPEN:
            finish(check, county_today())
        elif step == CLOSE and check.state != VerificationState.CLOSED:
            check.state = VerificationState.CLOSED
        else:
            raise VerificationStateError(_("现在不能做这一步。"), hint=_("请刷新页面。"))
        check.save(update_fields=["state", "reported_on", "valid_until"])
        record(
            actor,
            ASK,
            subject=("verification", check.pk),
            purpose=kind_named(check.kind).name,
            change={"step": step},
        )
    return check
