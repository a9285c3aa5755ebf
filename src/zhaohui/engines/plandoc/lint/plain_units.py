"""Units brought to one form: 万人 is 人 times 10,000; 所, 家 and 座 all count pieces."""

from __future__ import annotations

import re

from zhaohui.engines.plandoc.widths import canonical, fold

_PIECES = """
个 所 家 处 座 张 床 间 栋 幢 宗 件 份 部 支 只 条 站 点 项 床位 托位
"""
_COUNTERS = frozenset(_PIECES.split())
_PEOPLE = frozenset(["人", "名", "位"])
_ALIKE = {
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "km": "公里",
    "千米": "公里",
    "周岁": "岁",
    "场": "场次",
}
_FACTORS = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100, "十": 10}
_NOT_SCALED = ("千米", "千瓦", "千瓦时", "千克", "百分点")
# Stand after the name (覆盖率达到90%); what is counted may also follow its number (3所幼儿园).
_MEASURES = """
% ‰ 岁 年 元 平方米 公里 公顷 亩 分钟 小时 立方米 吨 个百分点 百分点
"""
MEASURED = frozenset(_MEASURES.split())
POINTS = ("个百分点", "百分点")


def unit_of(unit: str) -> tuple[str, int, str]:
    """A printed unit as plain unit, factor and denominator.

    >>> unit_of('万人'), unit_of('平方米/人'), unit_of('所')
    (('人', 10000, ''), ('平方米', 1, '人'), ('个', 1, ''))
    """
    plain, _, each = canonical(unit).partition("/")
    factor = 1
    while plain[:1] in _FACTORS and plain not in _NOT_SCALED:
        factor *= _FACTORS[plain[0]]
        plain = plain[1:]
    plain = _ALIKE.get(plain, plain)
    if plain in _COUNTERS:
        plain = "个"
    elif plain in _PEOPLE:
        plain = "人"
    return plain, factor, each


def each_of(each: str) -> str:
    """A denominator as the start of a name (1000人: 每1000人); years are no such thing."""
    return f"每{each}" if each and each not in ("年", "日", "天", "月") else ""


def decimals(raw: str) -> int:
    """How many decimals a printed number has."""
    found = re.search(r"\.(\d+)", fold(raw))
    return len(found[1]) if found else 0
