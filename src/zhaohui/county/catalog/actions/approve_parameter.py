"""A second officer approves a proposed value: from then on the rules use it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
from zhaohui.county.catalog.errors import OwnProposalError
from zhaohui.county.catalog.models import ParameterProposal, Proposal
from zhaohui.county.catalog.parameter_entry import checked
from zhaohui.county.catalog.proposals import (
    entry_of,
    in_force,
    locked,
    pack_without,
    take_turns,
    told,
    user_of,
)
from zhaohui.county.catalog.states import after


def approve_parameter(
    actor: Actor, pk: int, *, compared: bool, answer: str = ""
) -> ParameterProposal:
    """Put the value into force; `compared` says that the approver held it against the original.

    What it corrects is superseded in the same transaction. Raises NotVisible, OwnProposalError for
    the proposer herself, WrongStateError, ProposalError where the pack or another entry changed
    meanwhile so that this one no longer fits.
    """
    with transaction.atomic():
        take_turns(pk)
        proposal = locked(pk)
        old = in_force(proposal.replaces_id) if proposal.replaces_id else None
        actor.require("parameter.approve")
        require_second_person(actor, proposal)
        state = after(proposal, "approve")
        pack = pack_without(old)
        checked(pack, entry_of(proposal, pack))
        if old is not None:
            old.state = after(old, "supersede")
            old.ended_by_id, old.ended_at = actor.user_id, timezone.now()
            old.ended_why = proposal.words
            old.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
        proposal.state, proposal.compared, proposal.answer = state, compared, answer
        proposal.decided_by_id, proposal.decided_at = actor.user_id, timezone.now()
        proposal.save(update_fields=["state", "compared", "answer", "decided_by", "decided_at"])
        record(
            actor,
            "parameter.approve",
            subject=("parameter-proposal", pk),
            purpose=answer[:200],
            change=told(proposal) | {"compared": compared, "supersedes": proposal.replaces_id},
        )
        transaction.on_commit(publish_overlay)
    return proposal


def require_second_person(actor: Actor, proposal: Proposal) -> None:
    """Raise OwnProposalError for who proposed it; the database refuses it, too."""
    user_of(actor)
    if actor.user_id == proposal.proposed_by_id:
        raise OwnProposalError(
            "这是您自己提出的，要由另一位同事复核。", hint="请有复核岗的同事打开“待复核”处理。"
        )
