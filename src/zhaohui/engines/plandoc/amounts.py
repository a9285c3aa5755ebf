"""Printed amounts in a sentence: number, range, scale, unit and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.amount import AFTER, Amount, from_match
from zhaohui.engines.plandoc.masks import DASH
from zhaohui.engines.plandoc.numerals import counts_in_words
from zhaohui.engines.plandoc.spec import Number
from zhaohui.engines.plandoc.units import DENOMINATOR, SCALE, UNIT
from zhaohui.engines.plandoc.values import NUMBER
from zhaohui.engines.plandoc.widths import number, scaled

_EACH = rf"(?:/(?P<each>{DENOMINATOR}))?"
_OVER = "(?:余|多)"
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?P<lowscale>{SCALE})?(?P<lowunit>{UNIT})?{DASH}"
    rf"(?P<high>{NUMBER})(?P<scale>{SCALE})?(?P<unit>{UNIT}){_EACH}{AFTER}"
)
_SINGLE = re.compile(
    rf"(?P<low>{NUMBER})(?P<over1>{_OVER})?(?P<scale>{SCALE}|[百千](?={_OVER}))?"
    rf"(?P<over2>{_OVER})?(?P<unit>{UNIT}){_EACH}{AFTER}"
)
_BARE = re.compile(rf"(?<=降到|降至|达到|升到|升至|制在)(?P<low>{NUMBER})(?=[，。；、]|$)")
_FROM = ("由", "从")
_PER_POPULATION = re.compile(rf"(?P<low>{NUMBER})/(?P<each>\d*[十百千]?万)(?![一-龥]*元)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def find_amounts(text: str) -> list[Amount]:
    """Amounts in a masked paragraph, in order, none overlapping."""
    found: list[Amount] = []
    for amount in sorted(_candidates(text), key=lambda a: (a.start, -a.end)):
        if not found or amount.start >= found[-1].end:
            found.append(amount)
    return found


def _candidates(text: str) -> Iterator[Amount]:
    for m in _RANGE.finditer(text):
        is_free = _stands_free(text, m.start()) and text[m.start() - 1 : m.start()] not in _FROM
        if is_free and _is_amount(text, m):
            yield _range(m)
    for m in _SINGLE.finditer(text):
        if _stands_free(text, m.start()) and _is_amount(text, m):
            yield _single(m, number(m["low"]))
    for m in _BARE.finditer(text):
        if "每" in text[max(0, m.start() - 20) : m.start()] or m["low"] == "0":
            yield from_match(m, number(m["low"]), unit="")
    for m in _PER_POPULATION.finditer(text):
        yield from_match(m, number(m["low"]), unit="")
    yield from counts_in_words(text)


def _stands_free(text: str, start: int) -> bool:
    return start == 0 or not re.match(r"[A-Za-z\d.+/]", text[start - 1])


def _is_amount(text: str, m: re.Match[str]) -> bool:
    """年, 岁 and 级 are quantities only where the number is what the clause says."""
    following = text[m.end() : m.end() + 1]
    ends = following in ("", "，", "。", "；", "、", ")", "”", "的")
    before = text[max(0, m.start() - 4) : m.start()]
    if m["unit"] == "年":
        return ends or bool(m["after"])
    if m["unit"] in ("岁", "周岁"):
        return (ends and not m["after"]) or bool(re.search(r"满|达到?|提高到|为$", before))
    if m["unit"] in ("级", "类"):
        return bool(re.match(r"[^，。；]{0,10}?(?:体系|网络|平台|机制)", text[m.end() :]))
    return True


def _single(m: re.Match[str], low: Number) -> Amount:
    return from_match(m, low, unit=m["unit"])


def _range(m: re.Match[str]) -> Amount:
    """1万至2万人 says 万 twice, 1至2万人 once: both are 1 to 2 万人."""
    low, high = number(m["low"]), number(m["high"])
    if m["lowscale"] and not m["scale"]:
        low = scaled(low, factor(m["lowscale"]))
    return from_match(m, low, unit=m["unit"], high=high)


def factor(scale: str) -> int:
    """What 万, 百万, 亿 multiply by."""
    product = 1
    for c in scale:
        product *= _SCALES[c]
    return product
