"""When a statement holds: at the plan's base, at its target, or at another time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhaohui.engines.plandoc.widths import chinese_number

When = Literal["base", "target", "other"]

_PHRASE = re.compile(
    r"(?P<compared>(?:较|比|同比|相比|高于|低于|与)(?:上年|(?:19|20|21)\d\d年?(?:底|末)?))"
    r"|(?:(?:19|20|21)\d\d)年?[-–—―~～至到]+(?P<until>(?:19|20|21)\d\d)年?"
    r"|(?P<year>(?:19|20|21)\d\d)(?=年|[,，、底末])"
    r"|(?P<plan>十[一二三四五六七八九])五”?(?!星|家|个|名|项|条)"
    r"|(?P<now>目前|现有|现已|迄今|至今|已(?=达|有|建成|实现|经))"
    r"|(?P<ahead>规划期(?:内|末|间)|[五5]年内|未来五年|今后五年)"
    r"|(?P<distant>远景|展望)"
)
_FROM = re.compile(
    r"[由从](?P<from>[^，。；由从]*?\d[^，。；由从]*?)(?=(?:提高|提升|增加|增长|上升|扩大|发展|下降|降低|缩短|减少|[降减升])(?:到|至|为))"
)
_BASE_TITLE = re.compile(
    r"基础|现状|回顾|成效|成就|成绩|背景|基本状况|基本情况|总体情况|主要情况|概况|发展环境|形势|进展|评估(?=$)|挑战|机遇|短板|问题"
)
_NOT_BASE = re.compile(
    r"夯实|加强|强化|提升|完善|建设|设施|基础(?:教育|能力|设施|支撑|性)|监测|跟踪"
)
_OUTSIDE_TITLE = re.compile(r"名词解释|术语|附[件录表]|前言|序言|引言")


@dataclass(frozen=True)
class Years:
    """The year of the base and of the target; None where the plan does not say its period."""

    base: int | None
    target: int | None

    def of(self, year: int) -> When:
        """Which of the two dates a year is."""
        if year == self.target:
            return "target"
        return "base" if year == self.base else "other"


def when_of_title(titles: list[str]) -> When:
    """What a paragraph speaks of, by its headings, the deepest last."""
    if any(_OUTSIDE_TITLE.search(re.sub(r"\s", "", t)) for t in titles):
        return "other"
    for title in reversed(titles):
        if re.search(
            r"十[一二三四五六七八九]五”?.{0,4}(?:回顾|成效|成就|完成|执行|实施情况)", title
        ):
            return "base"
        if _BASE_TITLE.search(title) and not _NOT_BASE.search(title):
            return "base"
    return "target"


def when_of(before: str, years: Years, default: When, *, at_start: bool = False) -> When:
    """When the number after `before` (the paragraph up to it, half-width, no white space) holds.

    The last date of its sentence decides; else the heading, unless the paragraph's dates speak against it.
    由35%提高到50% speaks of two dates: `at_start` says that the number is the first of them.
    """
    cut = max(before.rfind(c) for c in "。；！") + 1
    sentence = before[cut:]
    if at_start:
        told = _told(sentence[-14:], years)
        return told if told and default == "target" else "other"
    sentence = _FROM.sub("", sentence)
    told = _told(sentence, years)
    earlier = _earlier(_FROM.sub("", before[:cut]), years)
    if told or earlier is None:
        return told or default
    if default == "base" and earlier == "target":
        return "base"  # a forecast among what has been reached
    return earlier if earlier == default else "other"


def starts_change(before: str, after: str) -> bool:
    """Whether the number is the first of 由35%提高到50%."""
    return bool(
        re.search(r"[由从][^，。；]{0,16}$", before)
        and re.match(
            r"[^，。；]{0,6}(?:提高|提升|增加|增长|上升|扩大|发展|下降|降低|缩短|减少|[降减升])(?:到|至|为)",
            after,
        )
    )


def _told(text: str, years: Years) -> When | None:
    dates = list(_dates(text, years))
    return dates[-1][0] if dates else None


def _earlier(text: str, years: Years) -> When | None:
    """What earlier sentences of the paragraph leave in force: base or target, unless a later date came."""
    found: When | None = None
    for when, is_distant in _dates(text, years):
        if when != "other" or is_distant or found is None:
            found = when
    return found


def _dates(text: str, years: Years) -> Iterator[tuple[When, bool]]:
    """Each date of the text, and whether it lies beyond the plan."""
    for m in _PHRASE.finditer(text):
        if m["compared"]:
            continue
        if m["now"]:
            yield "base", False
        elif m["ahead"]:
            yield "target", False
        elif m["distant"]:
            yield "other", True
        else:
            year = (
                1955 + 5 * chinese_number(m["plan"]) if m["plan"] else int(m["until"] or m["year"])
            )
            yield years.of(year), years.target is not None and year > years.target
