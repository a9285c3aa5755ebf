"""What the page of one report of a visit shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry.people_list import area_names
from zhaohui.county.registry.queries import is_synthetic, people_visible_to
from zhaohui.county.visits.entry_view import entry_card
from zhaohui.county.visits.models import About, Outcome, VisitEntry
from zhaohui.county.visits.queries import READ, SETTLE
from zhaohui.packs.pack import Pack

PAGES = {
    About.LINE: ("office:outreach-line", "outreach.read"),
    About.TASK: ("office:task", "task.read"),
    About.CASE: ("office:case", "case.read"),
    About.DUTY: ("office:duty", "duty.read"),
}


def visit_context(actor: Actor, pack: Pack, entry: VisitEntry) -> dict[str, Any]:
    """Return the report in words, where it leads, and whether the officer may deal with it."""
    person = people_visible_to(actor, READ).filter(pk=entry.person_id or 0).first()
    waits = entry.outcome == Outcome.CONFLICT and entry.settled_at is None
    name, action = PAGES[About(entry.about)]
    return {
        "card": entry_card(actor, pack, entry),
        "person": person,
        "place": str(area_names(pack).get(entry.area) or entry.area),
        "carrier": reverse(name, args=[entry.about_id]) if actor.may(action) else "",
        "may_settle": waits and actor.may(SETTLE, entry.area),
        "is_synthetic": is_synthetic(),
    }
