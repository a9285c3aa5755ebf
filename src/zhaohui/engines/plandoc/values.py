"""What a cell of the indicator table says: number, bound, text or nothing."""

from __future__ import annotations

import re

from zhaohui.engines.plandoc.spec import Value
from zhaohui.engines.plandoc.units import UNIT
from zhaohui.engines.plandoc.widths import fold, number, scaled, tight

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
DASH = r"[-–—―~～至]{1,2}"
MISSING = re.compile(r"[-–—―─－/]*|无|暂无|暂缺|未统计|待统计|待定")
BEFORE = {
    "≥": "≥ ≧ ⩾ >= 不低于 不少于 不小于 至少",
    "≤": "≤ ≦ ⩽ <= 不高于 不超过 不大于 不多于 控制在",
    ">": "> 超过 大于 高于 多于",
    "<": "< 低于 小于 少于",
    "≈": "约 近",
    "=": "= 达到 达 累计 保持在 稳定在 维持在",
}
AFTER = {
    "≥": "及以上 以上",
    "≤": "及以下 以下 以内",
    "≈": "左右 上下",
    ">": "余 多",
}
_OPERATORS = {word: sign for sign, words in BEFORE.items() for word in words.split()}
_SUFFIXES = {word: sign for sign, words in AFTER.items() for word in words.split()}


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_VALUE = re.compile(
    rf"(?P<before>(?:{_any(_OPERATORS)})*)\[?\(?(?P<low>{NUMBER})%?(?:{DASH}(?P<high>{NUMBER}))?"
    rf"(?P<scale>万|亿)?\)?\]?(?:/\d*[十百千万]+)?(?:{UNIT})?(?P<after>{_any(_SUFFIXES)})?\)?\]?(?:\(累计\)|\[累计\])?"
)


def read_value(raw: str) -> Value:
    """The cell's operator and value; anything that is neither a number nor a dash is `text`.

    >>> read_value('80％以上').operator, read_value('≦4').value, read_value('—').operator
    ('≥', 4, '—')
    """
    text = tight(fold(raw))
    if MISSING.fullmatch(text):
        return Value(raw=raw, operator="—", value=None)
    found = _VALUE.fullmatch(text)
    if not found:
        return Value(raw=raw, operator="text", value=None)
    factor = _SCALES[found["scale"] or ""]
    low = scaled(number(found["low"]), factor)
    if found["high"]:
        high = scaled(number(found["high"]), factor)
        return Value(raw=raw, operator="range", value=low, max=high)
    return Value(raw=raw, operator=_sign(found["before"], found["after"]), value=low)


def _sign(before: str, after: str | None) -> str:
    """The last bound that is stronger than 达到: 控制在4%以内 is ≤."""
    words = re.findall(_any(_OPERATORS), before)
    signs = [_OPERATORS[w] for w in words if _OPERATORS[w] != "="]
    if after:
        return _SUFFIXES[after]
    return signs[-1] if signs else "="
