"""The list of guides: items in groups, found by words, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from zhaohui.doors.portal.templatetags.portal import domain_word, is_english
from zhaohui.packs import Pack
from zhaohui.packs.items import Item, all_standing, is_over
from zhaohui.packs.spelling import Entry, entry_of, normal, score


@dataclass(frozen=True)
class Group:
    """A life event or a domain with the items below it."""

    id: str
    name: str
    is_bundle: bool
    items: Sequence[Item]
    bundle: str = ""  # the 一件事 of the event that can be applied for


def item_groups(pack: Pack, today: date, *, by: str, query: str) -> list[Group]:
    """Return the items of a day in groups, empty groups left out, retired items in the last."""
    found = [item for item in all_standing(pack, today) if fits(item, query)]
    living = [item for item in found if not is_over(item)]
    groups = ITEMS_OF[by](pack, living)
    gone = [item for item in found if is_over(item)]
    groups.append(Group("retired", _("已取消的事项"), is_bundle=False, items=gone))
    return [group for group in groups if group.items]


def _by_event(pack: Pack, items: Sequence[Item]) -> list[Group]:
    return [
        Group(
            event.id,
            event.name_en if is_english() else event.name,
            event.bundle,
            [item for item in items if event.id in item.events],
            next((row.id for row in pack.bundles if row.event == event.id and row.members), ""),
        )
        for event in pack.life_events
    ]


def _by_domain(pack: Pack, items: Sequence[Item]) -> list[Group]:
    return [
        Group(
            domain.code,
            domain_word(domain),
            is_bundle=False,
            items=[item for item in items if item.domain == domain.domain],
        )
        for domain in pack.domains
    ]


ITEMS_OF: dict[str, Callable[[Pack, Sequence[Item]], list[Group]]] = {
    "event": _by_event,
    "domain": _by_domain,
}


def fits(item: Item, query: str) -> bool:
    """Say whether an item holds every word of a query."""
    entry, english = _entry(item.title, item.result_name), normal(item.english)
    return all(score(entry, word) or word in english for word in normal(query).split())


@lru_cache(maxsize=1000)
def _entry(title: str, result: str) -> Entry[str]:
    return entry_of(title, [title, result], [], "")
