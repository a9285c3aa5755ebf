"""Quantities said without a figure, by general rules; each keeps the rule's name as its `basis`.

全覆盖 and 所有 mean all (100 %); 一镇一品 means one for each; 不发生 and 杜绝 mean none (0); a named
work that a project completes (建成…中心) counts as one. `printed` quantities never come from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zhaohui.engines.plandoc.spec import Number


@dataclass(frozen=True, kw_only=True)
class Implied:
    """A reading of words: where they stand, and the quantity they amount to."""

    start: int
    end: int
    operator: str
    number: Number
    unit: str
    per: str | None
    what: tuple[int, int]
    basis: str
    object: str = ""


_COVERED = re.compile(r"(?P<what>[^，。；！？:、\d]*)全覆盖(?=[，。；、！)”]|$)")
_ALL = re.compile(
    r"(?:对|将|把|为|给|向|使)(?P<what>所有[^，。；！？:\d%一两三]{4,60})(?=[，。；！？]|$)"
)
_WHOLE = re.compile(
    r"(?:^|(?<=[，。；:]))(?P<what>[^，。；\d%]{0,20}全部(?:实现|纳入|完成|达标|达到|建成|配备|覆盖|解决|落实|安装|开放|接入|淘汰)"
    r"[^，。；\d%]{0,30})(?=[，。；]|$)"
)
_EACH = re.compile(
    r"一(?P<per>镇|乡|乡镇|村|县|区|社区|校|班|户|人|企|园|院|馆|所|站|街|家|项目|企业|园区|小区|流域|河|湖|库|点)"
    r"、?一(?P<what>[一-龥]{1,4}?)(?=[”，。；、！)的要工建制]|$)"
)
_NONE = re.compile(
    r"(?P<verb>不发生|零发生|杜绝|根治|消除(?=“零))(?P<what>[^，。；！？]{3,24}?)(?=底线|[，。；！？]|$)"
)
_SCHOOL = "学校|中学|小学|幼儿园|职中|高中|学院"
_FACILITY = (
    f"{_SCHOOL}|医院|门诊|基地|中心|博物馆|图书馆|文化馆|体育馆|公园|广场|站|楼|养老院|敬老院"
    "|水厂|水库|场馆|市场|大桥|泵站"
)
_DONE = re.compile(
    rf"(?:^|(?<=[，。；:]))(?:建成|改扩建|新建|改建|扩建|迁建)(?P<what>(?:[^，。；！？:、\d]{{2,16}}?(?:{_FACILITY}))"
    rf"(?:、[^，。；！？:、\d]{{2,16}}?(?:{_FACILITY}))*)等?(?=[，。；]|$)"
)
_MANY = re.compile(r"一批|若干|一些|多个|各[镇乡村类地]|部分|[一二两三四五六七八九十\0]")


def find_implied(blanked: str, text: str, *, in_project: bool) -> list[Implied]:
    """Every implied quantity of a masked paragraph; named works only inside a box's project.

    `text` is the paragraph before masking: objects are cut from it.
    """
    found = [*_all(blanked), *_for_each(blanked), *_none(blanked)]
    if in_project:
        found += _named(blanked)
    whole = [replace(f, object=_object(text[f.what[0] : f.what[1]])) for f in found]
    return sorted(whole, key=lambda f: f.start)


def _object(text: str) -> str:
    return re.sub(r"^(?:推[进动]|基本|实现|达到|所有)+|(?:达到|实现)$", "", text)


def _all(text: str) -> Iterator[Implied]:
    for pattern, basis in ((_COVERED, "全覆盖"), (_ALL, "所有"), (_WHOLE, "全部")):
        for m in pattern.finditer(text):
            sign = "≈" if basis == "全覆盖" and "基本" in m["what"] else "="
            start = m.start("what") if m["what"] else m.start()
            yield Implied(
                start=start, end=m.end(), operator=sign, number=100, unit="%", per=None,
                what=m.span("what"), basis=basis,
            )  # fmt: skip


def _for_each(text: str) -> Iterator[Implied]:
    for m in _EACH.finditer(text):
        yield Implied(
            start=m.start(), end=m.end(), operator="=", number=1, unit="个", per=m["per"],
            what=m.span("what"), basis="一…一…",
        )  # fmt: skip


def _none(text: str) -> Iterator[Implied]:
    for m in _NONE.finditer(text):
        unit = "户" if m["what"].endswith(("家庭", "户")) else "起"
        yield Implied(
            start=m.start(), end=m.end(), operator="=", number=0, unit=unit, per=None,
            what=m.span("what"), basis=m["verb"],
        )  # fmt: skip


def _named(text: str) -> Iterator[Implied]:
    for m in _DONE.finditer(text):
        if _MANY.search(m["what"]):
            continue
        works = m["what"].split("、")
        unit = "所" if re.search(f"(?:{_SCHOOL})$", m["what"]) else "个"
        yield Implied(
            start=m.start(), end=m.end(), operator="=", number=len(works),
            unit="处" if len(works) > 1 else unit, per=None, what=m.span("what"), basis="named",
        )  # fmt: skip
