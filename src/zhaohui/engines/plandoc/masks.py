"""Numbers that are no quantities: dates, ordinals, titles, list marks, codes; blanked out."""

from __future__ import annotations

import re

YEAR = r"(?:19|20|21)\d\d"
DASH = r"[-–—―~～至到]{1,2}"
BLANK = "\0"
_CHINESE = "[零〇一二两三四五六七八九十百千]"

_NOT_QUANTITIES = [
    r"《[^》]*》",
    rf"^\(?(?:\d+|{_CHINESE}+)[)、.](?!\d)",
    r"^0\d(?=[一-龥“])",
    rf"{YEAR}年?{DASH}{YEAR}年?",
    rf"{YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?",
    rf"(?:^|(?<=[到至自从,，。、])){YEAR}(?=[,，。、]|$)",
    r"\d{1,2}月\d{1,2}日|\d{1,2}月(?=底|末|初|前|份|起|上旬|中旬|下旬)",
    r"(?:近|前|后|未来|今后|连续|过去|为期)\d+年|\d+年(?=内|来|间|以来|期|行动|计划|规划|制|级)",
    rf"第(?:\d+|{_CHINESE}+)",
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)?:?\d+次?",
    r"\[\d{4}\]\d*号?|\d+号",
    r"(?:表|图|专栏|附件|附表|附录|附图)\d+(?:-\d+)?",
    r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+",
    r"\d+(?:\([^()]{0,12}\))?(?:\+[\dA-Za-z]+(?:\([^()]{0,12}\))?)+",
    r"[A-Za-z][A-Za-z-]*\d[\dA-Za-z.]*",
    r"\d+(?:\.\d+)?(?!km|kW|kg|MW|m[²2])[A-Za-z]+",
    r"\d+[×x*]\d+(?:小时)?",
    r"每\d+[百千万亿]?|每[十百千万亿]+(?=名|个|位|例|人|户)",
]
_MASK = re.compile("|".join(_NOT_QUANTITIES))


def masked(text: str) -> str:
    """The same length, with every character of a date, ordinal, title or code blanked out.

    >>> masked('到2030年建成3座').replace(BLANK, '_')
    '到_____建成3座'
    """
    return _MASK.sub(lambda m: BLANK * len(m[0]), text)
