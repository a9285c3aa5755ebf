"""A second officer returns a change of an item with the reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.actions.approve_parameter import require_second_person
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.item_proposals import told
from zhaohui.county.catalog.models import ItemProposal
from zhaohui.county.catalog.proposals import locked_of
from zhaohui.county.catalog.states import after


def return_item(actor: Actor, pk: int, *, answer: str) -> ItemProposal:
    """Give a proposed change back with what is to be mended.

    Raises NotVisible, OwnProposalError, WrongStateError, ProposalError without a reason.
    """
    with transaction.atomic():
        proposal = locked_of(ItemProposal, pk)
        actor.require("item.approve")
        require_second_person(actor, proposal)
        if not answer.strip():
            raise ProposalError("退回要写明原因。", hint="写清要改什么。", field="answer")
        proposal.state = after(proposal, "return")
        proposal.answer = answer.strip()
        proposal.decided_by_id, proposal.decided_at = actor.user_id, timezone.now()
        proposal.save(update_fields=["state", "answer", "decided_by", "decided_at"])
        record(
            actor,
            "item.approve",
            subject=("item-proposal", pk),
            purpose=proposal.answer[:200],
            change=told(proposal),
        )
    return proposal
