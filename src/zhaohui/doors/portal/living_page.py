"""便民生活: what a town has, put together from the public registers, offers and the counter nearby."""

from __future__ import annotations

from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.offers.queries import kinds, public_counts_in
from zhaohui.county.registers.public_view import places_in
from zhaohui.doors.portal.offers_page import title_of
from zhaohui.packs import Pack


def living_context(actor: Actor, pack: Pack, town: str) -> dict[str, Any]:
    """Return the towns to choose from, and what the chosen one has; nothing for none chosen."""
    chosen = next((row for row in pack.towns if row.code == town), None)
    context: dict[str, Any] = {"towns": pack.towns, "town": chosen}
    if chosen is None:
        return context
    offers = public_counts_in(chosen.code)
    return context | {
        "places": places_in(actor, chosen.code),
        "offers": [
            {"id": kind.id, "title": title_of(kind), "count": offers[kind.id]}
            for kind in kinds().values()
            if kind.id in offers
        ],
    }
