"""Service items 政务服务事项 as they stand on a day: the pack's files and what officers published since.

>>> from zhaohui.packs.items import Item
>>> "promised_days" in Item.model_fields
True
"""

from __future__ import annotations

from datetime import date

from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.items import ELEMENTS, STEPS, Item, MaterialRow

__all__ = [
    "ELEMENTS",
    "STEPS",
    "Item",
    "MaterialRow",
    "in_bundle",
    "of_rule",
    "of_service",
    "standing",
]


def standing(pack: Pack, name: str, on: date) -> Item:
    """Return the item as it stands on a day. KeyError when there is none of that name."""
    return pack.item(name)


def of_rule(pack: Pack, rule: str, on: date) -> list[Item]:
    """Return the items that hand out what a rule gives, retired ones aside."""
    return [item for item in all_standing(pack, on) if rule in item.rules and not is_over(item)]


def of_service(pack: Pack, service: str, on: date) -> list[Item]:
    """Return the items of a slot of the county's list, retired ones aside."""
    return [
        item for item in all_standing(pack, on) if item.service == service and not is_over(item)
    ]


def in_bundle(pack: Pack, event: str, on: date) -> list[Item]:
    """Return the items that a 一件事 handles as one, retired ones aside."""
    return [item for item in all_standing(pack, on) if event in item.bundles and not is_over(item)]


def all_standing(pack: Pack, on: date) -> list[Item]:
    """Return every item as it stands on a day, in the pack's order."""
    return [standing(pack, item.name, on) for item in pack.items]


def is_over(item: Item) -> bool:
    """Say whether the item is retired 已取消: nobody can apply for it any more."""
    return item.state == "retired"
