"""村能办: what a village's service point takes in, and by which channel its people applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.models import Channel
from zhaohui.county.cases.queries import READ, visible_to
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """An item with how many applied for it this year, by channel in the order of `Channel`."""

    item: CaseItem
    counts: Sequence[int]
    is_village: bool

    @property
    def total(self) -> int:
        """All channels together."""
        return sum(self.counts)


def desk_rows(actor: Actor, pack: Pack) -> list[DeskRow]:
    """Return every item that can be taken in, those most asked for first; one query."""
    year = county_today().replace(month=1, day=1)
    found = visible_to(actor, READ).filter(submitted_on__gte=year)
    counted = found.order_by().values("item", "channel").annotate(n=Count("pk"))
    numbers = {(row["item"], row["channel"]): row["n"] for row in counted}
    rows = [
        DeskRow(
            item=item,
            counts=[numbers.get((item.id, channel.value), 0) for channel in Channel],
            is_village="village" in item.item.levels or "village" in item.item.channels,
        )
        for item in case_items(pack, county_today()).values()
    ]
    return sorted(rows, key=lambda row: (-row.total, not row.is_village, row.item.id))
