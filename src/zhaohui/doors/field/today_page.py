"""What the page of today's visits shows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.crypto import salted_hmac

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry.people_list import area_names
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.visits.entry_view import entry_card
from zhaohui.county.visits.models import Outcome, VisitEntry
from zhaohui.county.visits.queries import own_conflicts, own_today
from zhaohui.county.visits.results import results_about
from zhaohui.county.visits.stops import Stop
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VisitResultRow


@dataclass(frozen=True, kw_only=True)
class StopCard:
    """A stop with what its form needs: a number of its own, the results, the latest report of today."""

    stop: Stop
    place: str
    key: str
    results: Sequence[tuple[str, Sequence[VisitResultRow]]]
    entry: VisitEntry | None
    is_late: bool


def today_context(actor: Actor, pack: Pack, stops: Sequence[Stop]) -> dict[str, Any]:
    """Return the list, what was reported today and what did not fit."""
    entries = own_today(actor)
    latest = {(row.about, row.about_id): row for row in reversed(entries)}
    cards = [stop_card(pack, stop, latest.get((stop.about, stop.pk))) for stop in stops]
    return {
        "today": county_today(),
        "phone": phone_words(actor),
        "waiting": [card for card in cards if card.entry is None],
        "again": [card for card in cards if card.entry is not None],
        "entries": [
            entry_card(actor, pack, row) for row in entries if row.outcome != Outcome.CONFLICT
        ],
        "conflicts": [entry_card(actor, pack, row) for row in own_conflicts(actor)],
        "is_synthetic": is_synthetic(),
    }


def stop_card(pack: Pack, stop: Stop, entry: VisitEntry | None) -> StopCard:
    """Return a stop with its form."""
    return StopCard(
        stop=stop,
        place=str(area_names(pack).get(stop.area) or stop.area),
        key=str(uuid.uuid4()),
        results=results_about(pack, stop.about),
        entry=entry,
        is_late=stop.due is not None and stop.due < county_today(),
    )


def phone_words(actor: Actor | None) -> dict[str, str]:
    """Return what the scripts must know: whose page it is (no name, no number), and addresses."""
    names = ("today", "entries", "hello", "shell", "worker")
    addresses = {name: reverse(f"field:{name}") for name in names}
    return {"user": user_mark(actor) if actor else "", **addresses}


def user_mark(actor: Actor) -> str:
    """Return what stands for an account on the phone: the same each time, and nothing to read."""
    return salted_hmac("visits.phone", str(actor.user_id)).hexdigest()[:24]
