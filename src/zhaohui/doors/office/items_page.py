"""Items as the office lists them: state, version, what is missing, what waits."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.item_proposals import visible_to
from zhaohui.county.catalog.models import ProposalState
from zhaohui.doors.portal.item_words import STATES, title_of
from zhaohui.packs import Pack
from zhaohui.packs.items import Item, all_standing


@dataclass(frozen=True)
class ItemLine:
    """An item on a day: how much of it is missing, how many proposals wait."""

    item: Item
    gaps: list[str]
    waiting: int

    @property
    def state_word(self) -> str:
        """The state in words, for `translate`."""
        return STATES[self.item.state]


GROUPS: dict[str, Callable[[ItemLine], bool]] = {
    "all": lambda _line: True,
    "gap": lambda line: bool(line.gaps) and line.item.state != "retired",
    "waiting": lambda line: line.waiting > 0,
    "draft": lambda line: line.item.state == "draft",
    "retired": lambda line: line.item.state == "retired",
}


def item_lines(pack: Pack, actor: Actor, today: dt.date) -> list[ItemLine]:
    """Return every item in the pack's order."""
    rows = visible_to(actor).filter(state=ProposalState.WAITING).order_by()
    waiting = Counter(rows.values_list("item", flat=True))
    return [
        ItemLine(item, [title_of(name) for name in item.missing()], waiting[item.name])
        for item in all_standing(pack, today)
    ]
