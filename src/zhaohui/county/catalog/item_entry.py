"""What an officer proposes for an item: one element, read from a form, then held to the pack's checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from django.utils.translation import gettext as _

from zhaohui.county.catalog.errors import ProposalError
from zhaohui.packs import Pack
from zhaohui.packs.items import CHANGEABLE, STATE, TITLES, Item, ItemChange, changed, standing
from zhaohui.packs.schema.items import Channel, Level

LONGEST = 300
CODES = ("base_code", "item_code")
# Which state may follow which; a retired item is never opened again: a new one gets its own codes.
STATES = {"draft": ("published", "retired"), "published": ("retired",), "retired": ()}
CHOICES = {"levels": get_args(Level), "channels": get_args(Channel), "yes_no": ("yes", "no")}


@dataclass(frozen=True, kw_only=True)
class ItemEntry:
    """A new value of one element from a day on, and the document that says so; `value` as JSON has it."""

    item: str
    element: str
    start: dt.date
    value: Any
    title: str
    doc_no: str = ""
    article: str = ""
    address: str = ""
    published: str = ""
    read_in: str
    words: str


def value_now(item: Item, element: str) -> Any:
    """Return what an element holds, as JSON has it; materials by their ids."""
    if element == "materials":
        return [material.id for material in item.materials]
    held = item.state if element == STATE else item.value(element)
    return list(held) if isinstance(held, tuple) else held


def read_value(item: Item, element: str, written: Sequence[str]) -> Any:
    """Return the value of an element from what a form sent; ProposalError with what to write."""
    shape = CHANGEABLE.get(element)
    if shape is None:
        raise ProposalError(_("这个要素不能这样调整。"), field="element")
    if shape in ("levels", "channels"):
        return _chosen(written, CHOICES[shape], _("至少选一个。"))
    if shape == "kept_materials":
        return _chosen(written, [material.id for material in item.materials], "")
    text = " ".join((written[0] if written else "").split())
    if not text:
        raise ProposalError(_("没有填新的内容。"))
    if shape == "state":
        return _one(text, STATES[item.state], _("事项不能这样改状态。"))
    if shape == "yes_no":
        return _one(text, CHOICES["yes_no"], _("请选是或否。")) == "yes"
    if shape == "days":
        if not (text.isascii() and text.isdigit() and len(text) < 4):
            raise ProposalError(_("写整数，例如 15。"))
        return int(text)
    if len(text) > LONGEST:
        raise ProposalError(_("最多 %(n)d 个字。") % {"n": LONGEST})
    return text


def checked(pack: Pack, entry: ItemEntry, today: dt.date) -> Item:
    """Return the item as it would stand; ProposalError names what can't be."""
    if entry.start < today:
        raise ProposalError(
            _("公布日期不能早于今天。"), hint=_("办事指南从公布那天起才算数。"), field="start"
        )
    item = standing(pack, entry.item, entry.start)
    if item.state == "retired":
        raise ProposalError(_("这个事项已经取消，不能再调整。"), field="element")
    if entry.value == value_now(item, entry.element):
        raise ProposalError(_("和现在的一样，没有变化。"))
    if entry.element == STATE and entry.value not in STATES[item.state]:
        raise ProposalError(_("事项不能这样改状态。"))
    if entry.element in CODES and entry.value in used_codes(pack, entry.element, but=entry.item):
        raise ProposalError(
            _("%(title)s已经用过，停用的也不能再用。") % {"title": TITLES[entry.element]}
        )
    after = changed(item, trial(entry))
    if after is None:
        raise ProposalError(
            _("新的内容和其他要素合不上。"),
            hint=_("例如承诺时限不能比法定时限长；没有公示环节的不用写公示天数。"),
        )
    return after


def used_codes(pack: Pack, element: str, *, but: str) -> set[str]:
    """Return every code that other items have or had, retired ones too."""
    held = {str(item.value(element)) for item in pack.items if item.name != but}
    given = (c for c in pack.item_changes if c.element == element and c.item != but)
    return (held | {str(change.value) for change in given}) - {""}


def trial(entry: ItemEntry) -> ItemChange:
    """Return the entry as a change of the item, not yet approved."""
    return ItemChange(
        place="item-overlay:0",
        proposal=0,
        item=entry.item,
        element=entry.element,
        start=entry.start,
        value=entry.value,
        verification="unverified",
        note=entry.words,
        title=entry.title,
    )


def _chosen(written: Sequence[str], known: Sequence[str], empty: str) -> list[str]:
    if strange := set(written) - set(known):
        raise ProposalError(_("没有“%(word)s”这个选项。") % {"word": min(strange)})
    if empty and not written:
        raise ProposalError(empty)
    return [word for word in known if word in written]


def _one(text: str, known: Sequence[str], sentence: str) -> str:
    if text not in known:
        raise ProposalError(sentence)
    return text
