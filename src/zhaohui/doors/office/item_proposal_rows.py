"""Proposals about items in words: which element, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from zhaohui.county.catalog.models import ItemProposal
from zhaohui.doors.portal.item_words import title_of, value_words
from zhaohui.packs import Pack
from zhaohui.packs.items import Item


@dataclass(frozen=True)
class ProposalRow:
    """A proposal for reading; `item` is None where the pack has none of that name any more."""

    proposal: ItemProposal
    item: Item | None
    title: str
    element: str
    before: str
    after: str
    is_published: bool


def proposal_rows(
    pack: Pack, proposals: Iterable[ItemProposal], today: dt.date
) -> list[ProposalRow]:
    """Return proposals for reading, in their order."""
    return [proposal_row(pack, proposal, today) for proposal in proposals]


def proposal_row(pack: Pack, proposal: ItemProposal, today: dt.date) -> ProposalRow:
    """Return one proposal for reading; the names of materials are those of the pack's file."""
    item = next((row for row in pack.items if row.name == proposal.item), None)
    element = proposal.element
    return ProposalRow(
        proposal=proposal,
        item=item,
        title=item.title if item else proposal.item,
        element=title_of(element),
        before=value_words(element, proposal.before, item) if item else str(proposal.before or ""),
        after=value_words(element, proposal.value, item) if item else str(proposal.value),
        is_published=proposal.state == "approved" and proposal.start <= today,
    )
