"""What surrounds an amount: its clause, bound, effort, deadline, denominator and object."""

from __future__ import annotations

import re

from zhaohui.engines.plandoc.amount import Amount
from zhaohui.engines.plandoc.masks import DASH, YEAR
from zhaohui.engines.plandoc.values import AFTER, BEFORE
from zhaohui.engines.plandoc.widths import canonical

CLAUSE_ENDS = "，。；！？:;"
SENTENCE_ENDS = "。；！？;"
_WORDS = {w: sign for sign, words in BEFORE.items() for w in words.split() if sign != "="} | {
    w: sign
    for sign, words in {
        ">": "突破 多于",
        "≈": "接近 大约 约为",
        "≥": "最少",
        "<": "不到 不足",
        "≤": "最高 最多 至多",
    }.items()
    for w in words.split()
}
_ADJACENT = re.compile(
    f"({'|'.join(re.escape(w) for w in sorted(_WORDS, key=len, reverse=True))})(?:达到?|有|为)?$"
)
_LEAST = re.compile(r"(?:至少|最少|不少于)[^，。；、\d]{0,8}$")
_MOST = re.compile(r"(?:最高|最多|至多|不超过)[^，。；、\d]{0,6}$")
_SUFFIXES = {w: sign for sign, words in AFTER.items() for w in words.split()} | {
    "之内": "≤",
    "内": "≤",
}
_CIRCLE = re.compile(r"[^，。；]{0,24}?圈")
_EFFORT = re.compile(
    r"力争|争取(?=到|在|建|实现|完成|达)|(?:^|(?<=[年底末前\0，]))计划|预计|确保|努力|力求"
)
_DEADLINE = re.compile(
    rf"(?:到|至|截至)?{YEAR}年?(?:底|末|年底|年末)?(?:之前|以前|前)|(?:到|至|截至){YEAR}年?(?:底|末)?"
    rf"|{YEAR}年?(?:{DASH}|至){YEAR}年?(?:期间)?|{YEAR}年(?:底|末|期间)?"
    rf"|(?:到|至)?(?<!一)“?十[一二三四五六七八九]五”?(?:规划)?(?:期间|时期|期末|末期|末|期)"
    rf"|(?:\d+|[一二三四五六七八九十])年内|规划期(?:内|末)"
)
_PER = re.compile(
    r"(?P<each>每|各)(?P<noun>[^，。；：“”每各]{1,14}?)"
    r"(?=至少|力争|拥有|建成|建设|建立|新建|配备|培育|培养|达|享有|有|办好|设|创建|接受|不少于|不低于|完成|开展"
    r"|改造|下降|控制|最多|打造|安排|落实|配套|投入|补助|补贴|发放|\d)"
)
_PER_WORDS = {"人均": "人", "户均": "户", "年均": "年", "每年": "年", "村均": "村", "校均": "校"}
_PREDICATE = re.compile(
    "(?:保持在|控制在|稳定在|维持在|提高到|提升到|提高至|提升至|下降到|降低到|下降至|降至|降到|增加到|增长到|扩大到|"
    "达到|达|超过|突破|不低于|不少于|不超过|不高于|至少|大于|高于|低于|小于|约为|约|近|为|到|至|累计|总计|共计|合计|共|"
    "分别|力争|计划|总数|实现|保持|控制|稳定|由|从|在|[≥≤<>=])+$"
)
_LEADING = re.compile(
    "^(?:力争|争取|计划|预计|确保|努力|积极|落实|解决|发放|加快|全面|基本(?=实现|形成|建成|完成)|全区|全县|全市|全州|全旗|同时|并|将|其中|已|共|"
    "累计|到|实现|形成|保持|拥有|建成|建设(?!用地)|建立|创建|打造|培育|实施|开展|开发|完成|年均|每年|和|及|与|、|以及|,)+"
)
# 96个老旧小区纳入改造计划 counts the 老旧小区.
_VERB_AFTER = re.compile(
    r"(?<=..)(?:纳入|参加|参与|打造|达到|获得|通过|(?:全部)?(?:实现|完成|建成))"
)
_SHARED = re.compile(r"[\d.,]+[^\d，。；、]{1,4}[和、及与]$")
_RATES = ("%", "‰", "元", "万元", "亿元")


def bounds(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """The stretch around start..end between two of `marks`, brackets kept whole."""
    low = max((text.rfind(c, 0, start) for c in marks), default=-1) + 1
    ends = [i for c in marks if (i := text.find(c, end)) >= 0]
    return low, min(ends, default=len(text))


def operator(text: str, amount: Amount, clause: tuple[int, int]) -> str:
    """The bound that the words around the number set; 15分钟…圈 is at most."""
    if amount.max is not None:
        return "range"
    before = text[clause[0] : amount.start]
    if amount.after:
        return _SUFFIXES[amount.after.removeprefix("及")]
    if found := _ADJACENT.search(before):
        return _WORDS[found[1]]
    if _LEAST.search(before):
        return "≥"
    if _MOST.search(before):
        return "≤"
    if amount.unit in ("分钟", "小时", "公里", "千米", "米") and _CIRCLE.match(text, amount.end):
        return "≤"
    if amount.unit in ("岁", "周岁") and before.endswith("满"):
        return "≥"
    return ">" if amount.over else "="


def effort(text: str, clause: tuple[int, int], start: int) -> str | None:
    """力争, 计划 … said in the clause before the number, or with the date that opens the sentence."""
    words = _EFFORT.findall(text[clause[0] : start])
    if not words:
        low, _ = bounds(text, start, start, SENTENCE_ENDS)
        opening = re.match(r"(力争|争取|确保|计划)[到在]?“?[\0十]", text[low : clause[0]])
        words = [opening[1]] if opening else []
    return words[-1] if words else None


def deadline(text: str, start: int) -> tuple[int, int] | None:
    """Where the sentence says, before the number, by when or for when."""
    low, _ = bounds(text, start, start, SENTENCE_ENDS)
    found = list(_DEADLINE.finditer(text, low, start))
    return found[-1].span() if found else None


def per(text: str, amount: Amount, clause: tuple[int, int]) -> str | None:
    """What each unit is for: 千人口, 镇, 人, 年; None for a plain total or a rate."""
    if amount.each:
        return amount.each
    found = _per_phrase(text, amount, clause)
    if found:
        return canonical(re.sub(r"^个|\0", "", found["noun"]))
    if amount.unit in ("%", "‰", "岁", "周岁"):
        return None
    before = text[clause[0] : amount.start]
    word = next((w for w in _PER_WORDS if w in before), None)
    return _PER_WORDS[word] if word else None


def _per_phrase(text: str, amount: Amount, clause: tuple[int, int]) -> re.Match[str] | None:
    found = list(_PER.finditer(text, clause[0], amount.start + 1))
    if (
        found
        and found[-1]["noun"] not in ("年", "级", "类", "项")
        and found[-1].end() <= amount.start
    ):
        return found[-1]
    return None


def counted_object(text: str, blanked: str, amount: Amount, clause: tuple[int, int]) -> str:
    """What is counted: the words after a counter (3座水厂), or before a rate or total."""
    if amount.unit not in _RATES:
        after = _outside_brackets(text[amount.end : clause[1]]).strip("的")
        if len(after) >= 2:
            return _balanced(_VERB_AFTER.split(after, maxsplit=1)[0])
    start = blanked.rfind("\0", clause[0], amount.start) + 1
    each = _per_phrase(text, amount, clause)
    start = max(start, clause[0], each.end() if each else 0)
    named = _stripped(text[start : amount.start])
    if each and not named:
        named = _stripped(text[clause[0] : each.start()])
    if not named and clause[0]:
        named = _stripped(
            text[bounds(text, clause[0] - 1, clause[0] - 1, CLAUSE_ENDS)[0] : clause[0] - 1]
        )
    return _balanced(named)


def _outside_brackets(text: str) -> str:
    """Up to the next number, or the next 、 that stands outside brackets."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c.isdigit() or (c == "、" and depth <= 0):
            return text[:i]
    return text


def _stripped(text: str) -> str:
    shortest = None
    text = _SHARED.sub("", text)
    text = re.split(r"[%‰]、|\d[个所座家处名户套项][^、]*、", text)[-1]
    while shortest != text:
        shortest = text
        text = _LEADING.sub("", _PREDICATE.sub("", text)).strip("，、")
    return text


def _balanced(text: str) -> str:
    for opening, closing in (("“", "”"), ("(", ")")):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text
