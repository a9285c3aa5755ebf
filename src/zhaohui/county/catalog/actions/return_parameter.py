"""A second officer returns a proposed value with the reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.actions.approve_parameter import require_second_person
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.proposals import locked, told
from zhaohui.county.catalog.states import after


def return_parameter(actor: Actor, pk: int, *, answer: str) -> ParameterProposal:
    """Give a proposed value back with what is to be mended.

    Raises NotVisible, OwnProposalError, WrongStateError, ProposalError without a reason.
    """
    with transaction.atomic():
        proposal = locked(pk)
        actor.require("parameter.approve")
        require_second_person(actor, proposal)
        if not answer.strip():
            raise ProposalError("退回要写明原因。", hint="写清要改什么。", field="answer")
        proposal.state = after(proposal, "return")
        proposal.answer = answer.strip()
        proposal.decided_by_id, proposal.decided_at = actor.user_id, timezone.now()
        proposal.save(update_fields=["state", "answer", "decided_by", "decided_at"])
        record(
            actor,
            "parameter.approve",
            subject=("parameter-proposal", pk),
            purpose=proposal.answer[:200],
            change=told(proposal),
        )
    return proposal
