"""A second officer approves a change of an item 审批: it is published on its day."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.actions.approve_parameter import require_second_person
from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
from zhaohui.county.catalog.item_entry import ItemEntry, checked, value_now
from zhaohui.county.catalog.item_proposals import pack_with_published, told
from zhaohui.county.catalog.models import ItemProposal
from zhaohui.county.catalog.proposals import locked_of
from zhaohui.county.catalog.states import after
from zhaohui.packs.items import standing


def approve_item(actor: Actor, pk: int, *, compared: bool, answer: str = "") -> ItemProposal:
    """Publish the change; one that waited past its day is published today.

    `compared` says that the approver held it against the original document. Raises NotVisible,
    NoSuchProposalError, OwnProposalError for the proposer herself, WrongStateError, ProposalError
    where the item changed meanwhile so that this one no longer fits.
    """
    with transaction.atomic():
        first = locked_of(ItemProposal, pk)
        same = ItemProposal.objects.select_for_update(of=("self",)).filter(item=first.item)
        list(same.order_by("pk").values_list("pk"))  # one after the other: both must still fit
        proposal = locked_of(ItemProposal, pk)
        actor.require("item.approve")
        require_second_person(actor, proposal)
        state = after(proposal, "approve")
        proposal.start = max(proposal.start, county_today())
        pack = pack_with_published()
        checked(pack, entry_of(proposal), county_today())
        item = standing(pack, proposal.item, proposal.start)
        proposal.before = value_now(item, proposal.element)
        proposal.state, proposal.compared, proposal.answer = state, compared, answer.strip()
        proposal.decided_by_id, proposal.decided_at = actor.user_id, timezone.now()
        proposal.save()
        record(
            actor,
            "item.approve",
            subject=("item-proposal", pk),
            purpose=proposal.answer[:200],
            change=told(proposal) | {"compared": compared},
        )
        transaction.on_commit(publish_overlay)
    return proposal


def entry_of(proposal: ItemProposal) -> ItemEntry:
    """Return a proposal as it was entered."""
    return ItemEntry(
        item=proposal.item,
        element=proposal.element,
        start=proposal.start,
        value=proposal.value,
        title=proposal.title,
        doc_no=proposal.doc_no,
        article=proposal.article,
        address=proposal.address,
        published=proposal.published,
        read_in=proposal.read_in,
        words=proposal.words,
    )
