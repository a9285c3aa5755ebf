"""The proposer takes a change of an item back before anybody decided on it."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.item_proposals import told
from zhaohui.county.catalog.models import ItemProposal
from zhaohui.county.catalog.proposals import locked_of
from zhaohui.county.catalog.states import after


def withdraw_item(actor: Actor, pk: int) -> ItemProposal:
    """Take one's own waiting proposal back. Raises NotVisible for another's, WrongStateError."""
    with transaction.atomic():
        proposal = locked_of(ItemProposal, pk)
        actor.require("item.propose")
        if actor.user_id != proposal.proposed_by_id:
            raise NotVisible
        proposal.state = after(proposal, "withdraw")
        proposal.save(update_fields=["state"])
        record(
            actor,
            "item.propose",
            subject=("item-proposal", pk),
            purpose="撤回提案",
            change=told(proposal),
        )
    return proposal
