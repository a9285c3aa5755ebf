"""Service items 政务服务事项 as they stand on a day: the pack's files and what officers published since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from zhaohui.packs.item_overlay import source_id
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.item_changes import CHANGEABLE, STATE, TITLES, ItemChange
from zhaohui.packs.schema.items import ELEMENTS, STEPS, Item, MarkRow, MaterialRow

__all__ = [
    "CHANGEABLE",
    "ELEMENTS",
    "STATE",
    "STEPS",
    "TITLES",
    "Item",
    "ItemChange",
    "MaterialRow",
    "all_standing",
    "changed",
    "changes_of",
    "edition",
    "given_unasked",
    "in_bundle",
    "is_over",
    "of_rule",
    "of_service",
    "standing",
]


def standing(pack: Pack, name: str, on: date) -> Item:
    """Return the item as it stands on a day. KeyError when there is none of that name."""
    item = pack.item(name)
    for change in changes_of(pack, name):
        if change.start <= on:
            item = changed(item, change) or item
    return item


def edition(pack: Pack, name: str, number: int) -> Item:
    """Return the version of an item that has that number, whenever it held. KeyError for none."""
    item = pack.item(name)
    versions = {item.version: item}
    for change in changes_of(pack, name):
        item = changed(item, change) or item
        versions[item.version] = item
    return versions[number]


def all_standing(pack: Pack, on: date) -> list[Item]:
    """Return every item as it stands on a day, in the pack's order."""
    return [standing(pack, item.name, on) for item in pack.items]


def of_rule(pack: Pack, rule: str, on: date) -> list[Item]:
    """Return the items that hand out what a rule gives, retired ones aside."""
    return [item for item in _living(pack, on) if rule in item.rules]


def given_unasked(pack: Pack, on: date) -> frozenset[str]:
    """Return the rules whose benefit is awarded without an application 免申即享 on a day."""
    given = (item for item in all_standing(pack, on) if item.automatic)
    return frozenset(rule for item in given if item.state == "published" for rule in item.rules)


def of_service(pack: Pack, service: str, on: date) -> list[Item]:
    """Return the items of a slot of the county's list, retired ones aside."""
    return [item for item in _living(pack, on) if item.service == service]


def in_bundle(pack: Pack, event: str, on: date) -> list[Item]:
    """Return the items that a 一件事 handles as one, retired ones aside."""
    return [item for item in _living(pack, on) if event in item.bundles]


def is_over(item: Item) -> bool:
    """Say whether the item is retired 已取消: nobody can apply for it any more."""
    return item.state == "retired"


def changes_of(pack: Pack, name: str) -> list[ItemChange]:
    """Return the published changes of an item, the earliest first.

    A change from before the file's own edition is left out: whoever wrote that edition knew it.
    """
    found = [change for change in pack.item_changes if change.item == name]
    ordered = sorted(found, key=lambda change: (change.start, change.proposal))
    return [change for change in ordered if change.start >= pack.item(name).since]


def changed(item: Item, change: ItemChange) -> Item | None:
    """Return the next version of an item; None where the change no longer fits its file."""
    if change.element not in CHANGEABLE:
        return None
    cells: dict[str, Any] = item.model_dump(by_alias=True)
    try:
        cells |= _cells(item, change)
        return Item.model_validate(cells)
    except (ValidationError, TypeError, ValueError):
        return None


def _cells(item: Item, change: ItemChange) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "version": item.version + 1,
        "since": change.start,
        "why": change.note,
    }
    if change.element == STATE:
        return cells | {"state": change.value}
    if change.element == "materials":
        kept = [material for material in item.materials if material.id in change.value]
        cells |= {"materials": kept, "no_materials": not kept}
        cells["may_follow"] = [each for each in item.may_follow if each in change.value]
    else:
        cells[change.element] = change.value
    if change.element == "publicity" and change.value is False:
        cells["steps"] = [step for step in item.steps if step != "publicity"]
        cells["publicity_days"] = None
    others = [mark for mark in item.marks if mark.element != change.element]
    return cells | {"marks": [*others, _mark(change)]}


def _mark(change: ItemChange) -> MarkRow:
    return MarkRow(
        place=change.place,
        element=change.element,
        source=source_id(change.proposal),
        article=change.article,
        verification=change.verification,
        note=change.note,
    )


def _living(pack: Pack, on: date) -> Iterator[Item]:
    return (item for item in all_standing(pack, on) if not is_over(item))
