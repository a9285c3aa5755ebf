"""Statements of running text and boxes: the words that name each number, and their date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zhaohui.engines.plandoc.lint.names import ACTS, Name, name_of, per_of, plain_name
from zhaohui.engines.plandoc.lint.periods import When, Years, starts_change, when_of
from zhaohui.engines.plandoc.lint.plain_units import MEASURED, POINTS, decimals, each_of, unit_of
from zhaohui.engines.plandoc.lint.printed import Printed, plain_text
from zhaohui.engines.plandoc.lint.statements import Statement
from zhaohui.engines.plandoc.spec import Quantity

_ELSEWHERE = re.compile(
    r"全国|全省|国家|世界|先进地区|发达地区|周边|同类|平均水平|全市(?:平均|水平)|[省市]级?平均|达标线"
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
_BARE_RATE = re.compile(r"(?:覆盖|达标|建成|完成|普及|合格)率")
SMALL = 100
_THEN = re.compile(r"(?<=..)(?:纳入|参加|参与|打造|达到|获得|通过|实现|完成|建成)")


@dataclass(frozen=True)
class _Found:
    """A quantity in its clause: `before` since the last number, `after` to the clause's end."""

    quantity: Quantity
    clause: str
    at: int
    before: str
    after: str

    @property
    def unit(self) -> str:
        return unit_of(self.quantity.plain_unit)[0]


def of_text(
    quantities: Sequence[Quantity], printed: Printed, years: Years, defaults: Mapping[int, When]
) -> Iterator[Statement]:
    """The numbers of running text; `defaults` says for each line what its headings speak of."""
    last: Statement | None = None
    last_sentence = ""
    for found in _in_clauses(quantities):
        q = found.quantity
        line = printed.tight(q.line)
        start = line.find(found.clause)
        paragraph = line[: max(start, 0)] + found.clause[: found.at]
        if start < 0 and q.deadline:  # a wrapped sentence: its date stands on an earlier line
            paragraph = plain_text(q.deadline) + "，" + paragraph
        when = when_of(
            paragraph, years, defaults.get(q.line, "target"), at_start=_begins_change(found)
        )
        sentence = re.split(r"[。；！]", paragraph)[-1]
        same = last is not None and bool(last_sentence) and sentence.startswith(last_sentence)
        statement = _statement(found, printed, when, before=last if same else None)
        if statement:
            statement = replace(
                _with_carried_per(statement, sentence, found.clause),
                partly=_is_partly(paragraph, found.clause),
            )
            last, last_sentence = statement, sentence
            yield statement


def _in_clauses(quantities: Sequence[Quantity]) -> Iterator[_Found]:
    """Each printed quantity at its place in its clause; a clause may hold the same words twice."""
    seen: tuple[int, str] = (0, "")
    cursor = 0
    for q in quantities:
        clause, raw = plain_text(q.quote), plain_text(q.raw)
        if (q.line, q.quote) != seen:
            seen, cursor = (q.line, q.quote), 0
        at = clause.find(raw, cursor)
        if q.basis != "printed" or at < 0:
            continue
        before, cursor = clause[cursor:at].lstrip("、和及与"), at + len(raw)
        yield _Found(q, clause, at, before, clause[cursor:])


def _with_carried_per(statement: Statement, sentence: str, clause: str) -> Statement:
    """每千人口床位5.4张，医师2.3人: the second number is for each thousand too."""
    lead = sentence[: sentence.rfind(clause[:4])] if clause[:4] in sentence else sentence
    counts = statement.unit not in MEASURED and statement.value < SMALL
    if statement.name.per or not counts or "每" in clause or not (per := per_of(lead)):
        return statement
    return replace(statement, name=replace(statement.name, per=per), carried=True)


def _leaning(name: Name, before: Statement | None, unit: str) -> Name:
    """A name that leans on the number before it: 新增就业2万人，年均4000人; 建幸福院60个，覆盖率70%."""
    if before is None:
        return name
    if not name.core and "annual" in name.scopes and before.unit == unit:
        return replace(before.name, scopes=name.scopes)
    if _BARE_RATE.fullmatch(name.core):
        if before.carried and before.name.core.endswith(name.core):
            return replace(name, core=before.name.core)
        if before.unit not in MEASURED:
            return replace(name, core=before.name.core + name.core)
    return name


def _statement(
    found: _Found, printed: Printed, when: When, *, before: Statement | None
) -> Statement | None:
    q = found.quantity
    said = _said(found)
    if said is None:
        return None
    name = name_of(said, per=each_of(q.per or "") if "/" in q.raw else "")
    leaning = _leaning(name, before, found.unit)
    carried, name = leaning is not name, leaning
    if len(name.core) < 2:
        return None
    if q.per == "年":
        name = replace(name, scopes=name.scopes | {"annual"})
    elsewhere = bool(_ELSEWHERE.search(found.clause))
    return Statement(
        name=name,
        said=before.said if carried and before else plain_name(said),
        carried=carried,
        unit=found.unit,
        value=q.plain_number,
        top=q.plain_max,
        operator=q.operator,
        when=when,
        place=printed.place(q.line, q.quote, around=q.raw),
        decimals=decimals(q.raw),
        factor=10_000 if "万" in q.raw else 1,
        limited=elsewhere or (_is_change(found) and not _begins_change(found)),
    )


def _said(found: _Found) -> str | None:
    """The words that name the number; None where they cannot be told apart (分别)."""
    if "分别" in found.clause:
        return _divided(found)
    if found.unit in MEASURED:
        return found.before
    noun = _THEN.split(re.split(r"\d|、|[(（]", found.after, maxsplit=1)[0])[0]
    bare = re.sub(r"^(?:及?以上|左右|以内|余|多)", "", noun).strip("的")
    has_name = len(ACTS.sub("", name_of(found.before).core)) >= 2
    return found.before if has_name and not bare else found.before + bare


def _divided(found: _Found) -> str | None:
    """A、B分别达到x和y: the name that stands where the number stands in the second list."""
    names, _, values = found.clause.partition("分别")
    numbers = re.findall(r"\d[\d.,]*[^\d、和及,，]*", values)
    listed = re.split(r"、|和|及|与", names)
    raw = plain_text(found.quantity.raw)
    which = [i for i, number in enumerate(numbers) if raw in number]
    if len(listed) != len(numbers) or len(which) != 1:
        return None
    return listed[which[0]]


def _begins_change(found: _Found) -> bool:
    return starts_change(found.clause[: found.at], found.after)


def _is_partly(paragraph: str, clause: str) -> bool:
    """The clause before, or the title of the paragraph, narrows the subject down."""
    if _PART_OF_COUNTY.search(clause):
        return False  # then it is in the name already
    sentence = re.split(r"[。；！]", paragraph)[-1]
    last = sentence.split("，")[-2] if "，" in sentence else ""
    lead = "" if re.search(r"\d", last) else last  # a clause with its own number is a neighbour
    return bool(_PART_OF_COUNTY.search(lead) or _TITLED_PART.match(paragraph))


def _is_change(found: _Found) -> bool:
    """提高3个百分点, 增长6%: how much something changes, not how much there is."""
    rate = found.unit in ("%", "‰")
    return found.unit in POINTS or (rate and bool(_CHANGE.search(found.before)))
