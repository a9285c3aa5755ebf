"""Taking a 一件事 in at a window: which there are."""

from __future__ import annotations

from zhaohui.clock import county_today
from zhaohui.county.registry.models import Person
from zhaohui.doors.case_taking import Counter
from zhaohui.doors.portal.bundle_page import bundle_name, title_of
from zhaohui.doors.portal.items import ItemRow
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
