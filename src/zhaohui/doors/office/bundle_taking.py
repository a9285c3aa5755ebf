"""Taking a 一件事 in at a window: which there are, and what its last page shows."""

from __future__ import annotations

from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.models import Person
from zhaohui.doors.case_taking import Counter
from zhaohui.doors.portal.bundle_page import bundle_name, sending_context, title_of
from zhaohui.doors.portal.items import ItemRow
from zhaohui.doors.portal.sending import wanted_papers
from zhaohui.packs.bundles import bundles
from zhaohui.packs.pack import Pack


def bundle_links(pack: Pack, person: Person, counter: Counter) -> list[ItemRow]:
    """Return the bundles that can be applied for at a window."""
    return [
        ItemRow(
            bundle_name(bundle),
            "、".join(title_of(member) for member in bundle.open_members),
            counter.address("form", person, bundle.form_id),
        )
        for bundle in bundles(pack, county_today()).values()
        if bundle.open_members
    ]


def bundle_send_context(
    actor: Actor, row: Draft, sitting: Sitting, person: Person, counter: Counter
) -> dict[str, Any]:
    """Return what the last page of a 一件事 shows."""
    context = sending_context(actor, row, sitting, action=TAKE_IN)
    action = counter.address("files", person, row.form)
    return context | {
        "giver": person,
        "wanted": wanted_papers(context["needed"], context["files"], action, drop=False),
        "form_address": counter.address("form", person, row.form),
    }
