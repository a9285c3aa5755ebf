"""Decide what was proposed 决定: money by another officer than the one who proposed it; or send it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.take_step import Said, go_on, locked
from zhaohui.county.cases.errors import CaseStateError, SecondOfficerError
from zhaohui.county.cases.letter import make_letter
from zhaohui.county.cases.models import Case, Decision, Outcome
from zhaohui.county.cases.queries import open_proposal
from zhaohui.county.cases.reliefs import ONCE, given_fen
from zhaohui.county.entitlements.actions.award import award


def approve_decision(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Decide as proposed; a grant becomes a holding in the same transaction, the letter is written.

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
        make_letter(actor, case, row)
        row.save()
        if row.outcome == Outcome.GRANT:
            award(
                rule=row.rule,
                person=case.subject_id,
                since=row.since or county_today(),
                amount_fen=left_to_pay(case, row),
                source=award_source(case),
            )
        change = {"decision": row.pk, "outcome": row.outcome, "letter": row.letter_number}
        go_on(actor, case, "approve", said, change=change)
    return case


def left_to_pay(case: Case, row: Decision) -> int | None:
    """Return what is still to be paid, in fen: what was given before the decision is off it."""
    if row.amount_fen is None or row.unit != ONCE:
        return row.amount_fen
    return max(0, row.amount_fen - given_fen(case))


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


def award_source(case: Case) -> str:
    """Return what an award of this case is known by: one a round."""
    return f"case:{case.pk}" if case.round == 1 else f"case:{case.pk}:{case.round}"
