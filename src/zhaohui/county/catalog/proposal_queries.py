"""Read proposed values: those that wait for an officer, those of one parameter, one of them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.models import ParameterProposal, ProposalState


def visible_to(actor: Actor, action: str = "pack.read") -> QuerySet[ParameterProposal]:
    """Return all proposals, newest first, for who may read the pack; a standard is no secret.

    `action` "parameter.approve" leaves those that she may decide: never her own.
    """
    found = ParameterProposal.objects.select_related(
        "proposed_by__officer", "decided_by__officer", "ended_by__officer"
    ).order_by("-pk")
    if not actor.may(action):
        return found.none()
    if action == "parameter.approve":
        found = found.filter(state=ProposalState.WAITING).exclude(proposed_by=actor.user_id)
    return found


def own(actor: Actor) -> QuerySet[ParameterProposal]:
    """Return what the actor proposed herself."""
    return visible_to(actor, "parameter.propose").filter(proposed_by=actor.user_id)


def returned_to(actor: Actor) -> QuerySet[ParameterProposal]:
    """Return the actor's proposals that came back and that nobody proposed anew since."""
    later = ParameterProposal.objects.filter(
        parameter=OuterRef("parameter"), area=OuterRef("area"), pk__gt=OuterRef("pk")
    )
    return own(actor).filter(~Exists(later), state=ProposalState.RETURNED)


def proposal_of(actor: Actor, pk: int) -> ParameterProposal:
    """Return one proposal that the actor may see; NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
