"""A reviewer takes an approved value out of force: the rules are without it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.proposals import approved_overlay, locked, reasons_unused, told
from zhaohui.county.catalog.queries import pack_in
from zhaohui.county.catalog.states import after
from zhaohui.packs import default_pack
from zhaohui.packs.overlay import unused


def revoke_parameter(actor: Actor, pk: int, *, why: str) -> ParameterProposal:
    """End an approved value; what it filled is a gap again, and nothing is decided by it any more.

    One reviewer is enough: without the value, rules answer unknown. Raises NotVisible,
    WrongStateError, ProposalError without a reason.
    """
    with transaction.atomic():
        proposal = locked(pk)
        actor.require("parameter.approve")
        if not why.strip():
            raise ProposalError("停用要写明原因。", hint="写清为什么不能再用。", field="why")
        state = after(proposal, "revoke")
        require_no_hole(proposal)
        proposal.state = state
        proposal.ended_by_id, proposal.ended_at = actor.user_id, timezone.now()
        proposal.ended_why = why.strip()
        proposal.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
        record(
            actor,
            "parameter.approve",
            subject=("parameter-proposal", pk),
            purpose=proposal.ended_why[:200],
            change=told(proposal),
        )
        transaction.on_commit(publish_overlay)
    return proposal


def require_no_hole(proposal: ParameterProposal) -> None:
    """Raise ProposalError where a later standard would hang in the air without this one."""
    left = unused(pack_in(default_pack()), approved_overlay(without=proposal))
    lost = left.keys() - reasons_unused().keys()
    if lost:
        raise ProposalError(
            "后面还有接着它的标准，停用它会留下空档。", hint="先停用后面的那一条。", field="why"
        )
