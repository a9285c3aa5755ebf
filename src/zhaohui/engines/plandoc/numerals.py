"""Counts in Chinese numerals: 两所, 十二个, 百余个, 三至五家, 近三成, 百分之九十."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.amount import AFTER, Amount, from_match
from zhaohui.engines.plandoc.headings import CHINESE
from zhaohui.engines.plandoc.spec import Number
from zhaohui.engines.plandoc.values import NUMBER
from zhaohui.engines.plandoc.widths import chinese_number, number

_DIGITS = "一二两三四五六七八九十"
_NUMERAL = (
    f"(?:[{_DIGITS}][零〇{_DIGITS}百千万]*|百(?=余|多)|千(?=余|多)|(?<=近)[百千]|(?<=约)[百千])"
)
_CONCRETE = "所|座|处|套|间|栋|幢|辆|户|家"
_COUNTED = "个|项|名|部|场|条|支|张|台|次"
_BUILT = (
    "建设|建成|建立|新建|改建|扩建|改造|创建|打造|培育|培养|设立|配备|完成|至少|增设|开设|开办|"
    "办好|兴办|布局|引进|成立|组建|扶持|认定|评选|设置|安排|购置|修建|达到|不少于|不低于|开展|举办|发展"
)
_CHINESE_CONCRETE = re.compile(
    rf"(?<![零〇{_DIGITS}百千万第每同这那某之前后])(?P<low>{_NUMERAL})"
    rf"(?P<over2>余|多)?(?P<unit>{_CONCRETE})(?!一|庭|园|长|政|具|籍|有|在|以|谈|理){AFTER}"
)
_CHINESE_BUILT = re.compile(
    rf"(?<={'|'.join(w for w in _BUILT.split('|') if len(w) == 2)})"
    rf"(?P<low>{_NUMERAL})(?P<over2>余|多)?(?P<unit>{_COUNTED})(?!一|目|门|所|批){AFTER}"
)
_FREE = rf"(?<![零〇{_DIGITS}百千万第每同这那某之前后各])"
_ANY_COUNTED = f"人次|人|{_COUNTED}|{_CONCRETE}"
# 建成孵化园两个，: a count that closes its clause follows what it counts.
_CHINESE_LAST = re.compile(
    rf"{_FREE}(?P<low>{_NUMERAL})(?P<over2>余|多)?(?P<unit>{_ANY_COUNTED}){AFTER}(?=[，。；、)]|$)"
)
_CHINESE_ABOUT = re.compile(
    rf"(?:(?<=[近约逾])(?P<low>{_NUMERAL})|{_FREE}(?P<low2>{_NUMERAL})(?P<over2>余|多))"
    rf"(?P<unit>{_ANY_COUNTED})(?!目|门|才|口|员){AFTER}"
)
_CHINESE_LARGE = re.compile(
    rf"{_FREE}(?P<low>[{_DIGITS}]+[百千万][零〇{_DIGITS}百千万]*)(?P<over2>余|多)?"
    rf"(?P<unit>{_ANY_COUNTED})(?!目|门|才|口|员){AFTER}"
)
_CHINESE_RANGE = re.compile(
    rf"{_FREE}(?P<low>[{_DIGITS}]+)(?:至|到|[-–—~～])(?P<high>[{_DIGITS}]+)(?P<unit>{_ANY_COUNTED})(?!目|门|才|口|员)"
)
_PERCENT = re.compile(rf"百分之(?P<low>{NUMBER}|{CHINESE}(?:点{CHINESE})?){AFTER}")
_TENTHS = re.compile(
    rf"(?<![零〇{_DIGITS}\d.第])(?P<low>[一二两三四五六七八九1-9])成"
    rf"{AFTER}(?=[，。；、的)村镇户人企]|$)"
)
_LEVELS = re.compile(
    r"(?P<list>[一-龥]{1,4}(?:、[一-龥]{1,4})+)[”\"]?[“\"]?(?P<low>[两二三四五])(?P<unit>级)"
    r"(?=[^，。；]{0,12}?(?:体系|网络|平台|机制))"
)


def counts_in_words(text: str) -> Iterator[Amount]:
    """Chinese numerals where things are built or counted, never inside a quoted brand."""
    for pattern in (
        _CHINESE_CONCRETE,
        _CHINESE_BUILT,
        _CHINESE_LAST,
        _CHINESE_ABOUT,
        _CHINESE_LARGE,
    ):
        for m in pattern.finditer(text):
            if not _in_quotes(text, m.start()):
                low = m["low"] or m["low2"]
                yield from_match(m, chinese_number(low), unit=m["unit"])
    for m in _CHINESE_RANGE.finditer(text):
        low, high = chinese_number(m["low"]), chinese_number(m["high"])
        if low < high and not _in_quotes(text, m.start()):
            yield from_match(m, low, unit=m["unit"], high=high)
    for m in _PERCENT.finditer(text):
        yield from_match(m, _percent(m["low"]), unit="%")
    for m in _TENTHS.finditer(text):
        tenths = number(m["low"]) if m["low"].isdigit() else chinese_number(m["low"])
        yield from_match(m, 10 * tenths, unit="%")
    for m in _LEVELS.finditer(text):
        levels = chinese_number(m["low"])
        if m["list"].count("、") + 1 == levels:
            yield _levels(m, levels)


def _percent(text: str) -> Number:
    if text[0].isdigit():
        return number(text)
    whole, _, part = text.partition("点")
    digits = "".join(str(chinese_number(c)) for c in part)
    return float(f"{chinese_number(whole)}.{digits}") if digits else chinese_number(whole)


def _levels(m: re.Match[str], levels: int) -> Amount:
    return Amount(
        start=m.start("low"), end=m.end(), number=levels, max=None, unit="级", scale="", over=False,
        after="",
    )  # fmt: skip


def _in_quotes(text: str, at: int) -> bool:
    return text.rfind("“", 0, at) > text.rfind("”", 0, at)
