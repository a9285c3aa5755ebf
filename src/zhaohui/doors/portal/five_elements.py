"""The five elements 五要素 that the plan asks of a service: what, how, by whom, at what price, how it is felt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.county.oversight.board import LEAST_MARKS, score_of_items
from zhaohui.doors.portal.item_words import said
from zhaohui.packs.items import Item
from zhaohui.packs.schema.catalog import ServiceRow


@dataclass(frozen=True)
class ServiceElement:
    """One of the five: what is said, and in `gap` what is not."""

    title: str
    words: str
    gap: str = ""
    href: str = ""


def five_elements(service: ServiceRow, guides: Sequence[Item]) -> list[ServiceElement]:
    """Return the five elements of a service from its row, its items and the marks of its cases."""
    ways = [said(item, element) for element in ("channels", "levels") for item in guides]
    suppliers = [item.department for item in guides] or [service.agency]
    return [
        _said(_("服务内容"), service.content, _("内容还没有读到")),
        _said(_("获得方式"), _once(ways), _("还没有编成办事指南")),
        _said(_("供给主体"), _once(suppliers), _("区级责任单位待填")),
        _price(guides),
        _felt(guides),
    ]


def _said(title: str, words: str, gap: str) -> ServiceElement:
    return ServiceElement(title, words, "" if words else gap)


def _price(guides: Sequence[Item]) -> ServiceElement:
    """Each item's fee; an item whose fee nobody has said is named, never taken for free."""
    told = [f"{item.title}：{fee}" for item in guides if (fee := said(item, "fee"))]
    open_items = [item.title for item in guides if not said(item, "fee")]
    gap = "" if guides else _("还没有编成办事指南")
    if open_items:
        gap = _("收费没有填：%(items)s") % {"items": "、".join(open_items)}
    return ServiceElement(_("服务价格"), "；".join(told), gap)


def _felt(guides: Sequence[Item]) -> ServiceElement:
    score = score_of_items(item.name for item in guides)
    if score is None:
        return ServiceElement(
            _("体验评价"),
            "",
            _("评价不到%(n)s个，不公布") % {"n": LEAST_MARKS},
            "portal:voice-board",
        )
    words = _("%(marks)s个评价，平均%(average).1f分（满分5分），%(good).0f%%满意")
    told = words % {"marks": score.marks, "average": score.average, "good": score.good}
    return ServiceElement(_("体验评价"), told, href="portal:voice-board")


def _once(words: Iterable[str]) -> str:
    """Each single word once, in the order of their first mention."""
    return "、".join(dict.fromkeys(w for part in words for w in part.split("、") if w))
