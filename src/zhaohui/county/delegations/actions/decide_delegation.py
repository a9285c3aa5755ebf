"""A second officer approves what was proposed 审批赋权, or returns it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.actions.take_delegation import locked, publish
from zhaohui.county.delegations.capacity import unassessed
from zhaohui.county.delegations.entry import require_words
from zhaohui.county.delegations.errors import DelegationError, DelegationSecondOfficer
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import APPROVE
from zhaohui.county.delegations.telling import told

S = DelegationState


def approve_delegation(
    actor: Actor, pk: int, words: str, *, version: int | None = None
) -> Delegation:
    """Approve it: it holds from its first day, today where that is past.

    DelegationSecondOfficer for the proposer herself, DelegationError without an assessment of each
    area, words, or days that are left. Raises as `locked` besides.
    """
    with transaction.atomic():
        row = locked(actor, APPROVE, pk, S.WAITING, version=version)
        require_other(actor, row.proposed_by_id)
        if lacking := unassessed(row):
            raise DelegationError(
                _("还有 %(count)s 个镇村没有做承接能力评估，不能批准。") % {"count": len(lacking)},
                hint=_("请提出的部门先评估。"),
                field="approve",
            )
        row.answer = require_words(words, "approve-words")
        row.start = max(row.start, county_today())
        if row.until < row.start:
            raise DelegationError(_("期限已经过了，请退回重新提出。"), field="approve")
        row.state, row.decided_by_id, row.decided_on = S.APPROVED, actor.user_id, county_today()
        publish(row)
        row.save()
        record(
            actor, APPROVE, subject=("delegation", pk), purpose=row.answer[:200], change=told(row)
        )
    return row


def return_delegation(
    actor: Actor, pk: int, words: str, *, version: int | None = None
) -> Delegation:
    """Return it with the reason; the proposer may propose another."""
    with transaction.atomic():
        row = locked(actor, APPROVE, pk, S.WAITING, version=version)
        require_other(actor, row.proposed_by_id)
        row.answer = require_words(words, "return-words")
        row.state, row.decided_by_id, row.decided_on = S.RETURNED, actor.user_id, county_today()
        row.save()
        record(
            actor, APPROVE, subject=("delegation", pk), purpose=row.answer[:200], change=told(row)
        )
    return row


def require_other(actor: Actor, proposer: int | None) -> None:
    """Raise DelegationSecondOfficer where the actor herself proposed it."""
    if actor.user_id is None or actor.user_id == proposer:
        raise DelegationSecondOfficer(
            _("是您自己提出的，要由另一位同事审批。"), hint=_("请交给有审批权限的同事。")
        )
