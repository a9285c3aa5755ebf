"""One item as a guide 办事指南: who, what, how long, where, what to bring and what need not be brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from zhaohui.doors.portal.item_words import STATES, ElementRow, element_rows, title_of, value_words
from zhaohui.doors.portal.service_rules import RuleWords, rule_in_words
from zhaohui.packs import Pack
from zhaohui.packs.items import Item, ItemChange, MaterialRow, changed, changes_of, standing
from zhaohui.packs.schema.items import LifeEventRow
from zhaohui.packs.schema.registers import Contact, SourceRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

WHERE = ("levels", "channels", "scope", "address", "hours", "phone")
TIME = (
    "promised_days",
    "statutory_days",
    "visits",
    "fee",
    "results",
    "publicity",
    "publicity_days",
)
COMPLAIN = ("supervision_phone", "complaint")
REGISTER = ("kind", "department", "credit_code", "base_code", "item_code", "steps")


@dataclass(frozen=True)
class Version:
    """One version of an item: from which day, what changed, by which document."""

    number: int
    start: date
    element: str
    words: str
    why: str
    source: SourceRow | None
    is_shown: bool


@dataclass(frozen=True)
class Guide:
    """What the page of an item shows."""

    item: Item
    is_today: bool
    rules: Sequence[RuleWords]
    bring: Sequence[MaterialRow]
    bring_if_unknown: Sequence[MaterialRow]
    spared: Sequence[MaterialRow]
    basis: Sequence[tuple[SourceRow | None, str, str]]
    where: Sequence[ElementRow]
    time: Sequence[ElementRow]
    complain: Sequence[ElementRow]
    register: Sequence[ElementRow]
    materials_mark: ElementRow
    contact: Contact | None
    versions: Sequence[Version]
    bundles: Sequence[LifeEventRow]

    @property
    def state_word(self) -> str:
        """The state in words, for `translate`."""
        return STATES[self.item.state]


def guide_of(pack: Pack, book: Rulebook, item: Item, *, today: date) -> Guide:
    """Return the guide of an item, or of an earlier version of it, with the rules of today."""
    sources = {row.source_id: row for row in pack.sources}
    (materials_mark,) = element_rows(pack, item, ["materials"])
    return Guide(
        item=item,
        is_today=item.version == standing(pack, item.name, today).version,
        rules=[rule_in_words(pack, book, pack.rule(each), today) for each in item.rules],
        bring=[m for m in item.materials if not m.facts],
        bring_if_unknown=[m for m in item.materials if m.facts and not m.shared],
        spared=[m for m in item.materials if m.shared],
        basis=[(sources.get(b.source), b.source, b.article) for b in item.basis],
        where=element_rows(pack, item, WHERE),
        time=element_rows(pack, item, TIME),
        complain=element_rows(pack, item, COMPLAIN),
        register=element_rows(pack, item, REGISTER),
        materials_mark=materials_mark,
        contact=next((c for c in pack.manifest.contact if c.department == item.department), None),
        versions=versions_of(pack, item.name, item.version),
        bundles=[event for event in pack.life_events if event.id in item.bundles],
    )


def versions_of(pack: Pack, name: str, shown: int) -> list[Version]:
    """Return every version of an item, the newest first; the number `shown` is marked."""
    first = pack.item(name)
    sources = {row.place: row for row in pack.sources}
    found = [Version(first.version, first.since, "", "", first.why, None, is_shown=False)]
    item = first
    for change in changes_of(pack, name):
        after = changed(item, change)
        if after is not None:
            found.append(_version(change, after.version, item, sources))
            item = after
    return [replace(each, is_shown=each.number == shown) for each in reversed(found)]


def _version(
    change: ItemChange, number: int, before: Item, sources: dict[str, SourceRow]
) -> Version:
    return Version(
        number=number,
        start=change.start,
        element=title_of(change.element),
        words=value_words(change.element, change.value, before),
        why=change.note,
        source=sources.get(change.place),
        is_shown=False,
    )
