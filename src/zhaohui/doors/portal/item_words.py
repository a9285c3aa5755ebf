"""An item's elements in words: levels, channels, kinds, steps, days, and where each was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhaohui.packs import Pack
from zhaohui.packs.items import CHANGEABLE, ELEMENTS, STATE, TITLES, Item
from zhaohui.packs.schema.items import MarkRow
from zhaohui.packs.schema.registers import SourceRow

STATES = {
    "draft": gettext_noop("草稿"),
    "published": gettext_noop("已发布"),
    "retired": gettext_noop("已取消"),
}
WORDS = {
    "levels": {
        "district": gettext_noop("区"),
        "town": gettext_noop("镇"),
        "village": gettext_noop("村（社区）"),
    },
    "channels": {
        "window": gettext_noop("窗口"),
        "online": gettext_noop("网上"),
        "kiosk": gettext_noop("自助机"),
        "village": gettext_noop("村里代办"),
    },
    "kind": {
        "payment": gettext_noop("给付"),
        "confirmation": gettext_noop("确认"),
        "award": gettext_noop("奖励"),
        "service": gettext_noop("公共服务"),
        "other": gettext_noop("其他"),
    },
    "results": {
        "benefit": gettext_noop("待遇"),
        "certificate": gettext_noop("证照"),
        "notice": gettext_noop("告知书"),
        "service": gettext_noop("服务"),
    },
    "steps": {
        "submitted": gettext_noop("提交"),
        "accepted": gettext_noop("受理"),
        "in_review": gettext_noop("审核"),
        "publicity": gettext_noop("公示"),
        "decided": gettext_noop("决定"),
        "delivered": gettext_noop("送达、发放"),
        "closed": gettext_noop("办结"),
    },
    STATE: STATES,
}
TITLE_WORDS = (
    gettext_noop("事项状态"), gettext_noop("基本编码"), gettext_noop("实施编码"),
    gettext_noop("事项类型"), gettext_noop("设定依据"), gettext_noop("实施主体"),
    gettext_noop("实施主体统一社会信用代码"), gettext_noop("办理层级"), gettext_noop("办理渠道"),
    gettext_noop("通办范围"), gettext_noop("申请材料"), gettext_noop("办理流程"),
    gettext_noop("法定时限"), gettext_noop("承诺时限"), gettext_noop("到现场次数"),
    gettext_noop("收费"), gettext_noop("办理结果"), gettext_noop("是否公示"),
    gettext_noop("公示天数"), gettext_noop("办理地点"), gettext_noop("办理时间"),
    gettext_noop("咨询电话"), gettext_noop("监督电话"), gettext_noop("投诉渠道"),
    gettext_noop("急难"), gettext_noop("免申即享"), gettext_noop("认定的事实"),
)  # fmt: skip


@dataclass(frozen=True)
class ElementRow:
    """One element for reading: its words or "" for a gap, where it was read, who fills it."""

    element: str
    title: str
    words: str
    mark: MarkRow | None
    source: SourceRow | None
    department: str
    is_changeable: bool


def element_rows(pack: Pack, item: Item, names: Iterable[str] = ELEMENTS) -> list[ElementRow]:
    """Return the elements of an item as pages show them, in the order asked for."""
    sources = {row.source_id: row for row in pack.sources}
    needless = {"publicity_days"} if not item.publicity else set()
    return [_row(item, name, sources) for name in names if name not in needless]


def _row(item: Item, element: str, sources: dict[str, SourceRow]) -> ElementRow:
    mark = item.mark(element)
    return ElementRow(
        element=element,
        title=title_of(element),
        words=_documents(item, sources) if element == "basis" else said(item, element),
        mark=mark,
        source=sources.get(mark.source) if mark else None,
        department=mark.department if mark and mark.gap else item.department,
        is_changeable=element in CHANGEABLE,
    )


def _documents(item: Item, sources: dict[str, SourceRow]) -> str:
    """The documents that set an item up, in one line."""
    found = [(sources.get(row.source), row) for row in item.basis]
    return "；".join(f"{s.title if s else row.source}{row.article}" for s, row in found)


def title_of(element: str) -> str:
    """Return what an element is called."""
    return _(TITLES.get(element, element))


def said(item: Item, element: str) -> str:
    """Return what an element of an item holds, in words; "" where nobody has said yet."""
    if element == "materials":
        if item.no_materials:
            return _("不用带材料")
        return "、".join(material.name for material in item.materials)
    if element == "basis":
        return ""  # its documents lie in the pack; see `element_rows`
    value = item.state if element == STATE else item.value(element)
    return value_words(element, value, item)


def value_words(element: str, value: Any, item: Item) -> str:
    """Return a value of an element, as a proposal or an item holds it, in words."""
    if value in (None, "", ()):
        return ""
    if element == "materials":
        names = {material.id: material.name for material in item.materials}
        return "、".join(names.get(each, each) for each in value) or _("不用带材料")
    words = WORDS.get(element)
    if words:
        listed = [value] if isinstance(value, str) else value
        joined = " → " if element == "steps" else "、"
        return joined.join(_(words.get(each, each)) for each in listed)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if element in ("statutory_days", "promised_days"):
        return _("%(n)s个工作日") % {"n": value} if value else _("当场办结")
    if element == "publicity_days":
        return _("%(n)s天") % {"n": value}
    if element == "visits":
        return _("%(n)s次") % {"n": value}
    return str(value)
