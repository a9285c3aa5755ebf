"""Decide what was proposed 决定: money by another officer than the one who proposed it; or send it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.hold_back import release_waiting
from zhaohui.county.cases.actions.take_step import Said, go_on, locked
from zhaohui.county.cases.effect import take_effect
from zhaohui.county.cases.errors import CaseStateError, SecondOfficerError
from zhaohui.county.cases.letter import make_letter
from zhaohui.county.cases.models import Case, Decision
from zhaohui.county.cases.queries import open_proposal


def approve_decision(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Decide as proposed; a grant becomes a holding in the same transaction, the letter is written.

    In a later round the decision takes the place of the earlier one: see `effect.take_effect`.

    SecondOfficerError where the proposer herself would decide on money. Raises as `locked` besides.
    """
    with transaction.atomic():
        case = locked(actor, pk, "approve", version=version)
        row = _open(case)
        if case.gives_money and row.proposed_by_id == actor.user_id:
            raise SecondOfficerError(
                _("是您自己拟的决定，要由另一位工作人员审批。"), hint=_("请交给有审批权限的同事。")
            )
        row.decided_by_id, row.decided_at = actor.user_id, timezone.now()
        row.delegation = case.under
        make_letter(actor, case, row)
        row.save()
        followed = take_effect(case, row)
        change = {"decision": row.pk, "outcome": row.outcome, "letter": row.letter_number}
        change |= followed
        go_on(actor, case, "approve", said, change=change)
        release_waiting(case)
    return case


def send_back(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Send the proposal back with a reason; the case is in review again."""
    with transaction.atomic():
        case = locked(actor, pk, "send_back", version=version)
        row = _open(case)
        row.is_dropped = True
        row.save(update_fields=["is_dropped"])
        go_on(actor, case, "send_back", said, change={"decision": row.pk})
    return case


def _open(case: Case) -> Decision:
    row = open_proposal(case)
    if row is None:
        raise CaseStateError(_("没有等审批的决定。"), hint=_("请刷新页面。"))
    return row
