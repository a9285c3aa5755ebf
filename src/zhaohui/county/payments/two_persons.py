"""Who may draw and who may approve: two officers, of the department that pays."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.payments.errors import TwoPersonsError
from zhaohui.county.payments.models import PaymentBatch
from zhaohui.packs.pack import Pack


def require_department(actor: Actor, pack: Pack, rule: str) -> str:
    """Return the department that draws this benefit; TwoPersonsError for an officer of another.

    It is the one that the pack names, else the officer's own.
    """
    benefit = pack.payments.benefit(rule) if pack.payments else None
    named = benefit.department if benefit else ""
    own = department_of(actor)
    if named and own and own != named:
        raise TwoPersonsError(_("这项待遇由%(department)s造册。") % {"department": named})
    return named or own


def require_second(actor: Actor, pack: Pack, batch: PaymentBatch) -> None:
    """Raise TwoPersonsError where the actor drew or submitted the batch, or is of another department."""
    if actor.user_id is None or actor.user_id in (batch.drawn_by_id, batch.submitted_by_id):
        raise TwoPersonsError(_("自己造的、自己送审的清册不能自己批，请另一位有审批权限的人办。"))
    benefit = pack.payments.benefit(batch.rule) if pack.payments else None
    wanted = (benefit.approved_by if benefit else "") or batch.department
    if wanted and department_of(actor) != wanted:
        raise TwoPersonsError(_("这份清册由%(department)s审批。") % {"department": wanted})
