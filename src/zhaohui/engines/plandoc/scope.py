"""What surrounds an amount: its clause, bound, effort, deadline, denominator and object."""

from __future__ import annotations

import re

from zhaohui.engines.plandoc.amounts import Amount
from zhaohui.engines.plandoc.masks import DASH, YEAR
from zhaohui.engines.plandoc.values import AFTER, BEFORE

CLAUSE_ENDS = "，。；！？:;"
SENTENCE_ENDS = "。；！？;"
_WORDS = {w: sign for sign, words in BEFORE.items() for w in words.split() if sign != "="} | {
    w: sign for sign, words in {">": "突破 多于", "≈": "接近 大约 约为", "≥": "最少"}.items() for w in words.split()
}
_ADJACENT = re.compile(
    f"({'|'.join(re.escape(w) for w in sorted(_WORDS, key=len, reverse=True))})(?:达到?|有|为)?$"
)
_LEAST = re.compile(r"(?:至少|最少|不少于)[^，。；、\d]{0,8}$")
_SUFFIXES = {w: sign for sign, words in AFTER.items() for w in words.split()} | {"之内": "≤"}
_CIRCLE = re.compile(r"[^，。；]{0,24}?圈")
_EFFORT = re.compile(r"力争|争取|计划|预计|确保|努力|力求")
_ERA = "“?[一二三四五六七八九十]{2,3}五”?"
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
    "分别|力争|计划|总数|实现|保持|控制|稳定|由|从|比例|在|[≥≤<>=])+$"
)
_LEADING = re.compile(
    "^(?:力争|争取|计划|预计|确保|努力|积极|加快|全面|基本|全区|全县|全市|全州|全旗|同时|并|将|其中|已|共|累计|到|实现|保持|和|及|与|、|以及|,)+"
)


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
    if amount.unit in ("分钟", "小时", "公里", "千米", "米") and _CIRCLE.match(text, amount.end):
        return "≤"
    if amount.unit in ("岁", "周岁") and before.endswith("满"):
        return "≥"
    return ">" if amount.over else "="


def effort(text: str, start: int) -> str | None:
    """力争, 计划 … said in the same sentence before the number."""
    low, _ = bounds(text, start, start, SENTENCE_ENDS)
    words = _EFFORT.findall(text[low:start])
    return words[-1] if words else None


def deadline(text: str, start: int) -> tuple[int, int] | None:
    """Where the sentence says, before the number, by when or for when."""
    low, _ = bounds(text, start, start, SENTENCE_ENDS)
    found = list(_DEADLINE.finditer(text, low, start))
    return found[-1].span() if found else None


def per(text: str, amount_start: int, clause: tuple[int, int]) -> str | None:
    """What each unit is for: 千人口, 镇, 人, 年; None for a plain total."""
    before = text[clause[0] : amount_start]
    found = list(_PER.finditer(before + "\0" + text[amount_start : amount_start + 1]))
    if found and found[-1]["noun"] not in ("年", "级", "类", "项"):
        return re.sub(r"^个|\0", "", found[-1]["noun"])
    word = next((w for w in _PER_WORDS if w in before), None)
    return _PER_WORDS[word] if word else None


def counted_object(text: str, amount: Amount, clause: tuple[int, int]) -> str:
    """What is counted: the words after a counter (3座水厂), or before a rate or total."""
    after = re.split(r"[、\d]", text[amount.end : clause[1]])[0].strip("的“”\0)")
    if len(after) >= 2 and amount.unit not in ("%", "‰", "元", "万元", "亿元"):
        return after
    before = text[clause[0] : amount.start].split("\0")[-1]
    before = re.split(r"[%\d]、|\d[个所座家处名户套项]", before)[-1]
    shortest = None
    while shortest != before:
        shortest = before
        before = _LEADING.sub("", _PREDICATE.sub("", before)).strip("，、\0")
    return before or after
