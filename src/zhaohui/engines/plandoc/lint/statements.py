"""Statements: each number of the plan with its name, date and place, from tables and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaohui.engines.plandoc.lint.names import ACTS, Name, name_of, plain_name
from zhaohui.engines.plandoc.lint.periods import When, Years, starts_change, when_of
from zhaohui.engines.plandoc.lint.printed import Printed
from zhaohui.engines.plandoc.lint.spec import Place
from zhaohui.engines.plandoc.spec import Indicator, Number, Quantity
from zhaohui.engines.plandoc.widths import canonical, fold, scaled, tight

_COUNTERS = frozenset(
    [
        "个",
        "所",
        "家",
        "处",
        "座",
        "张",
        "床",
        "间",
        "栋",
        "幢",
        "宗",
        "件",
        "份",
        "部",
        "支",
        "只",
        "条",
        "站",
        "点",
        "项",
        "床位",
        "托位",
    ]
)
_PEOPLE = frozenset(("人", "名", "位"))
_ALIKE = {
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "km": "公里",
    "千米": "公里",
    "周岁": "岁",
    "场": "场次",
}
MEASURED = frozenset(
    [
        "%",
        "‰",
        "岁",
        "年",
        "元",
        "平方米",
        "公里",
        "公顷",
        "亩",
        "分钟",
        "小时",
        "立方米",
        "吨",
        "个百分点",
        "百分点",
    ]
)
_FACTORS = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100, "十": 10}
_ELSEWHERE = re.compile(
    r"全国|全省|国家|世界|先进地区|发达地区|周边|同类|平均水平|目标值以|全市(?:平均|水平)|省级?平均|市级?平均|达标线"
)
_CHANGE = re.compile(
    r"(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|新增|压减|递增|增幅|增速)(?:了|约|近|不低于|不少于|不超过|超过|达到?|在|保持在)*$"
)
_PART_OF_COUNTY = re.compile(
    r"特困|敬老院|公办|民办|试点|示范|脱贫|残疾|城区|片区|园区|贫困|移民|少数民族|乡镇|中心镇|重点镇|其中"
)
_TITLED_PART = re.compile(
    r"(?:[(（].{1,3}[)）]|\d+[.、]|[一二三四五六七八九十]+、)?(?:中心城区|城区|主城区|.{1,4}片区|[一-龥]{1,3}[镇乡]|农村地区|山区|丘区)[。：:]"
)
_DIVIDED = re.compile(r"分别")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One number: `value` and `top` (of a range) are plain, 万 multiplied out."""

    name: Name
    said: str
    unit: str
    value: Number
    top: Number | None
    operator: str
    when: When
    place: Place
    row: Indicator | None = None
    decimals: int = 0
    factor: int = 1
    limited: bool = False
    partly: bool = False

    @property
    def in_table(self) -> bool:
        """Whether it is a cell of an indicator table."""
        return self.row is not None

    def pairs(self, other: Statement) -> bool:
        """Of the same date and unit."""
        return self.when == other.when != "other" and self.unit == other.unit


def unit_of(unit: str) -> tuple[str, int, str]:
    """A printed unit as plain unit, factor and denominator: 万人/年 is 人, 10000, 年."""
    plain, _, each = canonical(unit).partition("/")
    factor = 1
    while plain[:1] in _FACTORS and plain[:1] and plain not in ("千米", "千瓦", "千瓦时", "百分点"):
        factor *= _FACTORS[plain[0]]
        plain = plain[1:]
    plain = _ALIKE.get(plain, plain)
    if plain in _COUNTERS:
        plain = "个"
    elif plain in _PEOPLE:
        plain = "人"
    return plain, factor, each


def of_tables(
    indicators: Sequence[Indicator], printed: Printed, rows: Sequence[tuple[int, int]]
) -> list[Statement]:
    """Base and target of every indicator with a number; `rows` are first and last line of each."""
    found = []
    for indicator, (first, last) in zip(indicators, rows, strict=True):
        unit, factor, each = unit_of(_unit(indicator))
        name = name_of(indicator.name, per="" if "每" in indicator.name else _each(each))
        cells: tuple[tuple[When, object], ...] = (("base", None), ("target", None))
        for when, _ in cells:
            value = indicator.baseline if when == "base" else indicator.target
            if value.value is None:
                continue
            found.append(
                Statement(
                    name=name,
                    said=indicator.name,
                    unit=unit,
                    value=scaled(value.value, factor),
                    top=None if value.max is None else scaled(value.max, factor),
                    operator=value.operator,
                    when=when,
                    place=cell_place(printed, indicator, value.raw, first, last),
                    row=indicator,
                    decimals=_decimals(value.raw),
                    factor=factor,
                )
            )
    return found


def cell_place(printed: Printed, row: Indicator, raw: str, first: int, last: int) -> Place:
    """Where a cell stands, or its row's name where the cell is not found as printed."""
    sought = tight(fold(raw))
    for number in range(first, last + 1):
        text = printed.tight(number)
        cells = re.split(r"[|]|\t", printed.lines[number].folded) if number in printed.lines else []
        if text == sought or any(tight(cell) == sought for cell in cells):
            return printed.place(number, raw, around=raw)
    return printed.place(row.line, row.name)


def _unit(indicator: Indicator) -> str:
    if not indicator.unit and any(
        "%" in fold(v.raw) for v in (indicator.baseline, indicator.target)
    ):
        return "%"
    return indicator.unit


def _each(each: str) -> str:
    return f"每{each}" if each and each not in ("年", "日", "天", "月") else ""


def of_text(
    quantities: Sequence[Quantity], printed: Printed, years: Years, defaults: dict[int, When]
) -> Iterator[Statement]:
    """The numbers of running text; `defaults` says for each line what its headings speak of."""
    seen: tuple[int, str] = (0, "")
    cursor = 0
    for q in quantities:
        if q.basis != "printed":
            continue
        clause = tight(fold(q.quote))
        if (q.line, q.quote) != seen:
            seen, cursor = (q.line, q.quote), 0
        raw = tight(fold(q.raw))
        at = clause.find(raw, cursor)
        if at < 0:
            continue
        previous, cursor = cursor, at + len(raw)
        yield from _told(q, clause, (previous, at, cursor), printed, years, defaults)


def _told(
    q: Quantity,
    clause: str,
    spans: tuple[int, int, int],
    printed: Printed,
    years: Years,
    defaults: dict[int, When],
) -> Iterator[Statement]:
    previous, at, end = spans
    before, after = clause[previous:at], clause[end:]
    line = printed.tight(q.line)
    start = line.find(clause)
    paragraph = line[: start + at] if start >= 0 else clause[:at]
    if q.deadline and start < 0:
        paragraph = tight(fold(q.deadline)) + "，" + paragraph
    begins = starts_change(clause[:at], after)
    when = when_of(paragraph, years, defaults.get(q.line, "target"), at_start=begins)
    unit, _, _ = unit_of(q.plain_unit)
    said = _said(clause, before.lstrip("、和及与"), after, unit, q)
    if said is None:
        return
    name = name_of(said, per=_each(q.per or "") if q.per and "/" in q.raw else "")
    if q.per == "年":
        name = Name(
            name.core, name.whole, name.per, name.scopes | {"annual"}, name.acts, name.remark
        )
    if len(name.core) < 2:
        return
    yield Statement(
        name=name,
        said=plain_name(said),
        unit=unit,
        value=q.plain_number,
        top=q.plain_max,
        operator=q.operator,
        when=when,
        place=printed.place(q.line, q.quote, around=q.raw),
        decimals=_decimals(q.raw),
        factor=10_000 if "万" in q.raw else 1,
        limited=_is_elsewhere(clause) or (_is_change(before, unit) and not begins),
        partly=_is_partly(paragraph, clause),
    )


def _said(clause: str, before: str, after: str, unit: str, q: Quantity) -> str | None:
    """The words that name the number; None where they cannot be told apart (分别)."""
    if _DIVIDED.search(clause):
        return _divided(clause, q)
    if unit in MEASURED or q.number is None:
        return before
    noun = re.split(r"\d|、|[(（]", after, maxsplit=1)[0]
    noun = re.split(r"(?<=..)(?:纳入|参加|参与|打造|达到|获得|通过|实现|完成|建成)", noun)[0]
    bare = re.sub(r"^(?:以上|左右|以内|余|多|及以上)", "", noun).strip("的")
    has_name = len(ACTS.sub("", name_of(before).core)) >= 2
    if has_name and not bare:
        return before
    return before + bare


def _divided(clause: str, q: Quantity) -> str | None:
    """A、B分别达到x和y: the name that stands where the number stands in the second list."""
    names, _, values = clause.partition("分别")
    numbers = re.findall(r"\d[\d.,]*[^\d、和及,，]*", values)
    listed = re.split(r"、|和|及|与", names)
    raw = tight(fold(q.raw))
    which = [i for i, number in enumerate(numbers) if number.startswith(raw) or raw in number]
    if len(listed) != len(numbers) or len(which) != 1:
        return None
    return listed[which[0]]


def _is_elsewhere(clause: str) -> bool:
    return bool(_ELSEWHERE.search(clause))


def _is_partly(paragraph: str, clause: str) -> bool:
    """The clause before, or the title of the paragraph, narrows the subject down."""
    sentence = re.split(r"[。；！]", paragraph)[-1]
    before = sentence.rsplit("，", 1)[0] if "，" in sentence else ""
    last = before.rsplit("，", 1)[-1]
    last = (
        "" if re.search(r"\d", last) else last
    )  # a clause with a number of its own is a neighbour
    return bool(_PART_OF_COUNTY.search(last) or _TITLED_PART.match(paragraph)) and not (
        _PART_OF_COUNTY.search(clause)
    )


def _is_change(before: str, unit: str) -> bool:
    """提高3个百分点, 增长6%: how much something changes, not how much there is."""
    if unit in ("个百分点", "百分点"):
        return True
    return bool(_CHANGE.search(before)) and unit in ("%", "‰")


def _decimals(raw: str) -> int:
    found = re.search(r"\.(\d+)", fold(raw))
    return len(found[1]) if found else 0
