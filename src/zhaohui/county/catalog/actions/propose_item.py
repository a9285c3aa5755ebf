"""An officer proposes to change one element of an item 提案, on the ground of an evaluation."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.errors import NoSuchItemError, ProposalError
from zhaohui.county.catalog.item_entry import ItemEntry, checked, value_now
from zhaohui.county.catalog.item_proposals import pack_with_published, told
from zhaohui.county.catalog.models import ItemEvaluation, ItemProposal, Outcome, ProposalState
from zhaohui.county.catalog.proposals import user_of
from zhaohui.packs.items import STATE, standing

# What an evaluation must have advised for a new state.
ADVISED = {"published": Outcome.PUBLISH, "retired": Outcome.RETIRE}


def propose_item(actor: Actor, entry: ItemEntry, *, evaluation: int) -> ItemProposal:
    """Store a change that waits for a colleague's approval; return its row.

    Raises NotVisible without the right, NoSuchItemError, ProposalError for a change that can't be,
    has no evaluation behind it, or for whose element another one waits.
    """
    with transaction.atomic():
        rows = ItemEvaluation.objects.select_for_update(of=("self",)).filter(pk=evaluation)
        found = rows.filter(item=entry.item).first()
        actor.require("item.propose")
        proposer = user_of(actor)
        pack = pack_with_published()
        if entry.item not in {item.name for item in pack.items}:
            raise NoSuchItemError("没有这个事项。")
        ground = require_ground(found, entry)
        checked(pack, entry, county_today())
        waiting = ItemProposal.objects.filter(
            item=entry.item, element=entry.element, state=ProposalState.WAITING
        )
        if waiting.exists():
            raise ProposalError("这个要素已有一条提案在等审批。", field="element")
        proposal = ItemProposal.objects.create(
            item=entry.item,
            element=entry.element,
            before=value_now(standing(pack, entry.item, entry.start), entry.element),
            value=entry.value,
            start=entry.start,
            title=entry.title,
            doc_no=entry.doc_no,
            article=entry.article,
            address=entry.address,
            published=entry.published,
            read_in=entry.read_in,
            words=entry.words,
            evaluation=ground,
            proposed_by_id=proposer,
        )
        record(
            actor,
            "item.propose",
            subject=("item-proposal", proposal.pk),
            purpose=entry.words[:200],
            change=told(proposal),
        )
    return proposal


def require_ground(found: ItemEvaluation | None, entry: ItemEntry) -> ItemEvaluation:
    """Return the evaluation; ProposalError where none of the item advises such a change."""
    if found is None:
        raise ProposalError("提案要先有这个事项的评估。", field="evaluation")
    wanted = ADVISED.get(str(entry.value)) if entry.element == STATE else Outcome.CHANGE
    if found.outcome != wanted:
        raise ProposalError(
            "所选评估的建议和这条提案不一致。",
            hint="调整要素、发布、取消各要有同样建议的评估。",
            field="evaluation",
        )
    return found
