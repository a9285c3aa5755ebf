"""Proposals about items: read, turned into the changes that every process reads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.models import ItemEvaluation, ItemProposal, ProposalState
from zhaohui.county.catalog.queries import pack_in
from zhaohui.packs import Pack, default_pack
from zhaohui.packs.item_overlay import PLACE, with_changes
from zhaohui.packs.items import ItemChange


def visible_to(actor: Actor, action: str = "pack.read") -> QuerySet[ItemProposal]:
    """Return the proposals, newest first, for who may read the pack; an item is no secret.

    `action` "item.approve" leaves those that she may decide: never her own.
    """
    found = ItemProposal.objects.select_related(
        "proposed_by__officer", "decided_by__officer", "evaluation__evaluated_by__officer"
    ).order_by("-pk")
    if not actor.may(action):
        return found.none()
    if action == "item.approve":
        found = found.filter(state=ProposalState.WAITING).exclude(proposed_by=actor.user_id)
    return found


def proposal_of(actor: Actor, pk: int) -> ItemProposal:
    """Return one proposal that the actor may see; NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def evaluations_of(actor: Actor, item: str) -> QuerySet[ItemEvaluation]:
    """Return an item's evaluations, newest first, for who may read the pack."""
    found = ItemEvaluation.objects.select_related("evaluated_by__officer").order_by("-pk")
    return found.filter(item=item) if actor.may("pack.read") else found.none()


def published_changes() -> list[ItemChange]:
    """Return what is published, by number."""
    rows = ItemProposal.objects.filter(state=ProposalState.APPROVED).order_by("pk")
    return [change_of(row) for row in rows]


def change_of(proposal: ItemProposal) -> ItemChange:
    """Return a proposal as the change that pages read."""
    return ItemChange(
        place=f"{PLACE}:{proposal.pk}",
        proposal=proposal.pk,
        item=proposal.item,
        element=proposal.element,
        start=proposal.start,
        value=proposal.value,
        verification=proposal.verification,
        note=proposal.words,
        title=proposal.title,
        doc_no=proposal.doc_no,
        article=proposal.article,
        address=proposal.address,
        published=proposal.published,
        retrieved=county_day(proposal.proposed_at).isoformat(),
    )


def pack_with_published() -> Pack:
    """Return the pack's files with what the database says is published, whatever the file says."""
    return with_changes(pack_in(default_pack()), published_changes())


def told(proposal: ItemProposal) -> dict[str, Any]:
    """Return what the audit keeps of a proposal: the element and the document, no person."""
    return {
        "item": proposal.item,
        "element": proposal.element,
        "before": proposal.before,
        "value": proposal.value,
        "from": proposal.start.isoformat(),
        "document": f"{proposal.title} {proposal.doc_no}".strip(),
        "evaluation": proposal.evaluation_id,
        "state": proposal.state,
    }
