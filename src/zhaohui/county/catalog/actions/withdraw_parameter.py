"""The proposer takes a value back before anybody decided on it."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.proposals import locked, told
from zhaohui.county.catalog.states import after


def withdraw_parameter(actor: Actor, pk: int) -> ParameterProposal:
    """Take one's own waiting proposal back. Raises NotVisible for another's, WrongStateError."""
    with transaction.atomic():
        proposal = locked(pk)
        actor.require("parameter.propose")
        if actor.user_id != proposal.proposed_by_id:
            raise NotVisible
        proposal.state = after(proposal, "withdraw")
        proposal.save(update_fields=["state"])
        record(
            actor,
            "parameter.propose",
            subject=("parameter-proposal", pk),
            purpose="撤回补填",
            change=told(proposal),
        )
    return proposal
