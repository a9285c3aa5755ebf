"""Printed amounts in a sentence: number, range, scale, unit and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhaohui.engines.plandoc.headings import CHINESE
from zhaohui.engines.plandoc.masks import DASH
from zhaohui.engines.plandoc.spec import Number
from zhaohui.engines.plandoc.units import DENOMINATOR, SCALE, UNIT
from zhaohui.engines.plandoc.values import NUMBER
from zhaohui.engines.plandoc.widths import chinese_number, number, scaled

_AFTER = "(?P<after>及?以上|及?以下|以内|之内|左右|上下)?"
_EACH = rf"(?:/(?P<each>{DENOMINATOR}))?"
_OVER = "(?:余|多)"
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?P<lowscale>{SCALE})?(?P<lowunit>{UNIT})?{DASH}"
    rf"(?P<high>{NUMBER})(?P<scale>{SCALE})?(?P<unit>{UNIT}){_EACH}{_AFTER}"
)
_SINGLE = re.compile(
    rf"(?P<low>{NUMBER})(?P<over1>{_OVER})?(?P<scale>{SCALE}|[百千](?={_OVER}))?"
    rf"(?P<over2>{_OVER})?(?P<unit>{UNIT}){_EACH}{_AFTER}"
)
_BARE = re.compile(rf"(?<=降到|降至|达到|升到|升至|制在)(?P<low>{NUMBER})(?=[，。；、]|$)")
_PERCENT = re.compile(rf"百分之(?P<low>{NUMBER}|{CHINESE}(?:点{CHINESE})?){_AFTER}")
_CONCRETE = "所|座|处|套|间|栋|幢|辆|户|家"
_COUNTED = "个|项|名|部|场|条|支|张|台|次"
_BUILT = (
    "建设|建成|建立|新建|改建|扩建|改造|创建|打造|培育|培养|设立|配备|完成|至少|增设|开设|开办|"
    "办好|兴办|布局|引进|成立|组建|扶持|认定|评选|设置|安排|购置|修建|达到|不少于|不低于|开展|举办|发展"
)
_CHINESE_CONCRETE = re.compile(
    rf"(?<![零一二两三四五六七八九十百千第每同这那某之])(?P<low>{CHINESE})"
    rf"(?P<over2>余|多)?(?P<unit>{_CONCRETE})(?!一|庭|园|长|政|具|籍|有|在|以|谈|理){_AFTER}"
)
_CHINESE_BUILT = re.compile(
    rf"(?<={'|'.join(w for w in _BUILT.split('|') if len(w) == 2)})"
    rf"(?P<low>{CHINESE})(?P<over2>余|多)?(?P<unit>{_COUNTED})(?!一|目|门|所|批){_AFTER}"
)
_LEVELS = re.compile(
    r"(?P<list>[一-龥]{1,4}(?:、[一-龥]{1,4})+)[”\"]?[“\"]?(?P<low>[两二三四五])(?P<unit>级)"
    r"(?=[^，。；]{0,12}?(?:体系|网络|平台|机制))"
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, kw_only=True)
class Amount:
    """Where an amount stands in the paragraph's text and what it says there."""

    start: int
    end: int
    number: Number
    max: Number | None
    unit: str
    scale: str
    over: bool
    after: str
    each: str = ""


def find_amounts(text: str) -> list[Amount]:
    """Amounts in a masked paragraph, in order, none overlapping."""
    found: list[Amount] = []
    for amount in sorted(_candidates(text), key=lambda a: (a.start, -a.end)):
        if not found or amount.start >= found[-1].end:
            found.append(amount)
    return found


def _candidates(text: str) -> Iterator[Amount]:
    for m in _RANGE.finditer(text):
        if _stands_free(text, m.start()) and not text[max(0, m.start() - 8) : m.start()].endswith(
            ("由", "从")
        ):
            yield _range(m)
    for m in _SINGLE.finditer(text):
        if _stands_free(text, m.start()) and _is_amount(text, m):
            yield _single(m, number(m["low"]))
    for m in _BARE.finditer(text):
        if "每" in text[max(0, m.start() - 20) : m.start()] or m["low"] == "0":
            yield _amount(m, number(m["low"]), unit="")
    for m in _PERCENT.finditer(text):
        yield _amount(m, _percent(m["low"]), unit="%")
    yield from _chinese(text)


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


def _amount(m: re.Match[str], low: Number, *, unit: str, high: Number | None = None) -> Amount:
    groups = m.groupdict()
    return Amount(
        start=m.start(),
        end=m.end(),
        number=low,
        max=high,
        unit=unit.replace("(", "").replace(")", ""),
        scale=groups.get("scale") or "",
        over=bool(groups.get("over1") or groups.get("over2")),
        after=groups.get("after") or "",
        each=groups.get("each") or "",
    )


def _single(m: re.Match[str], low: Number) -> Amount:
    return _amount(m, low, unit=m["unit"])


def _range(m: re.Match[str]) -> Amount:
    """1万至2万人 says 万 twice, 1至2万人 once: both are 1 to 2 万人."""
    low, high = number(m["low"]), number(m["high"])
    if m["lowscale"] and not m["scale"]:
        low = scaled(low, factor(m["lowscale"]))
    return _amount(m, low, unit=m["unit"], high=high)


def _percent(text: str) -> Number:
    if text[0].isdigit():
        return number(text)
    whole, _, part = text.partition("点")
    digits = "".join(str(chinese_number(c)) for c in part)
    return float(f"{chinese_number(whole)}.{digits}") if digits else chinese_number(whole)


def _chinese(text: str) -> Iterator[Amount]:
    """Chinese numerals count where things are built or counted, never inside a quoted brand."""
    for pattern in (_CHINESE_CONCRETE, _CHINESE_BUILT):
        for m in pattern.finditer(text):
            if not _in_quotes(text, m.start()):
                yield _single(m, chinese_number(m["low"]))
    for m in _LEVELS.finditer(text):
        levels = chinese_number(m["low"])
        if m["list"].count("、") + 1 == levels:
            yield _single_at(m, levels)


def _single_at(m: re.Match[str], levels: int) -> Amount:
    return Amount(
        start=m.start("low"), end=m.end(), number=levels, max=None, unit="级", scale="", over=False,
        after="",
    )  # fmt: skip


def _in_quotes(text: str, at: int) -> bool:
    return text.rfind("“", 0, at) > text.rfind("”", 0, at)


def factor(scale: str) -> int:
    """What 万, 百万, 亿 multiply by."""
    product = 1
    for c in scale:
        product *= _SCALES[c]
    return product
