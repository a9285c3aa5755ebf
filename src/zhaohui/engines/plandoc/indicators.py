"""The indicator table 主要指标: one row per indicator, whatever the order of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from zhaohui.engines.plandoc import units, values
from zhaohui.engines.plandoc.document import Line, PlanError
from zhaohui.engines.plandoc.headers import Header, HeaderCell, find_headers
from zhaohui.engines.plandoc.headings import is_strong
from zhaohui.engines.plandoc.spec import Indicator
from zhaohui.engines.plandoc.tables import (
    Column,
    Fragment,
    Layout,
    Row,
    fragments,
    joined,
    lay_out,
    raw_text,
)
from zhaohui.engines.plandoc.widths import canonical, tight

_STATE = (
    r"(?:\(?(?:基期值?|基数|基础值|现状值?|实际值?|实际完成值?|完成值|完成情况|情况|实绩|水平|"
    r"目标值?|规划目标值?|规划值?|预期目标|预期值?|值|底|末)\)?)?"
)
WORDS = {
    "index": re.compile(r"序号|编号"),
    "domain": re.compile(r"(?:重点|服务|指标|发展)?(?:领域|类别|分类|维度|板块)|类型"),
    "name": re.compile(r"(?:主要|具体|发展)?指标(?:名称|内容)?"),
    "unit": re.compile(r"(?:计量)?单位"),
    "year": re.compile(rf"(?P<year>(?:19|20|21)\d\d)年?{_STATE}|基期值?|现状值?|(?P<last>目标值?|规划目标值?)"),
    "nature": re.compile(r"(?:指标)?(?:性质|属性)|指标类型"),
    "other": re.compile(r"备注|(?:责任|牵头)(?:单位|部门)|年均增[长速]率?(?:\(%\)|\[%\])?"),
}
NEEDED = {"name", "nature"}
NATURES = ("预期性", "约束性", "指导性", "引导性", "预期", "约束")
_AFTER_TABLE = re.compile(r"(?:注|说明|备注|数据来源|资料来源)\d?[:：]|表\s*\d|专\s*栏|图\s*\d")
_CAPTION = re.compile(r"\(?单位[:：].{1,12}\)?|续表.{0,30}")
_COMPLETE = re.compile(r"(?:率|数|量|比例|占比|比重|面积|水平|年限|床位|寿命|规模|里程|人口|总额|值|\))$")
_TEXT_GOALS = re.compile(
    r"应.尽.|全覆盖|基本.{2,8}|达标|持续.+|逐[步年].+|进一步.+|不断.+|明显.+|保持.+|完成.+|达到.+|高于.+|低于.+|优于.+"
)


@dataclass(frozen=True)
class IndicatorTables:
    """The indicators of all tables, and the lines that the tables fill."""

    indicators: tuple[Indicator, ...]
    lines: frozenset[int]


def read_indicators(body: Sequence[Line], source: str) -> IndicatorTables:
    """All rows of all indicator tables; raises `PlanError` for no table, or one that breaks off."""
    parts = fragments(body)
    headers = find_headers(parts, WORDS, NEEDED, years=2)
    if not headers:
        raise _no_table(parts, source)
    stops = _stops(body)
    found: list[Indicator] = []
    used: set[int] = set()
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        end = following.start if following else len(parts)
        rows, last = _rows(parts[header.end : end], header, stops, body[-1].number)
        found += _indicators(rows, header, found[-1].domain if found else "")
        used.update(range(parts[header.start].line, last + 1))
    return IndicatorTables(tuple(found), frozenset(used))


def _no_table(parts: Sequence[Fragment], source: str) -> PlanError:
    for header in find_headers(parts, WORDS, {"name"}, years=1):
        years = sum(c.kind == "year" for c in header.columns)
        missing = [] if "nature" in header.kinds() else ["性质 (预期性 or 约束性)"]
        missing += ["a second year (baseline and target)"] * (years < 2)
        return PlanError(
            f"The header of the indicator table in line {parts[header.start].line} of {source} "
            f"has no column {' and no '.join(missing)}."
        )
    return PlanError(
        f"{source} has no indicator table: no header with 指标, two years and 性质 in lines "
        f"1 to {parts[-1].line}.",
        hint="If the table was an image or an appendix, add it to the text.",
    )


def _stops(body: Sequence[Line]) -> set[int]:
    """Lines that no indicator table contains: headings, boxes, notes, prose."""
    return {
        x.number
        for x in body
        if is_strong(x)
        or _AFTER_TABLE.match(x.folded)
        or (x.folded.endswith(("。", "；")) and len(x.folded) > 12)
        or (len(x.folded) > 90 and not re.search(r"\t|\|", x.folded))
    }


def _rows(
    parts: Sequence[Fragment], header: Header, stops: set[int], last_line: int
) -> tuple[Sequence[Row], int]:
    stop = next((i for i, p in enumerate(parts) if p.line in stops), len(parts))
    region = [p for p in parts[:stop] if not _CAPTION.fullmatch(p.text)]
    layout = _lay_out(region, header)
    rest = region[layout.filled :]
    if not layout.rows or _is_broken_row(rest, at_end=stop == len(parts)):
        _refuse(layout.rows, rest, header, last_line)
    last = region[layout.filled - 1].line
    if last == last_line and stop == len(parts):
        raise PlanError(
            f"The text ends at line {last}, right after a row of the indicator table: "
            "nothing follows it, so the plan was cut short there."
        )
    return layout.rows, last


def _lay_out(region: Sequence[Fragment], header: Header) -> Layout:
    """Twice: the first row certainly shows how long a domain is, and later rows follow it."""
    layout = lay_out(region, _columns(header.columns, longest=16))
    if layout.rows:
        longest = max(4, len(joined(layout.rows[0].get("domain", ()))) + 2)
        layout = lay_out(region, _columns(header.columns, longest=longest))
    return layout


def _is_broken_row(rest: Sequence[Fragment], *, at_end: bool) -> bool:
    def tells(part: Fragment) -> bool:
        value = values.read_value(part.raw)
        return part.text in NATURES or (value.operator not in ("text", "—"))

    return any(tells(p) for p in rest) or (at_end and bool(rest))


def _refuse(
    rows: Sequence[Row], rest: Sequence[Fragment], header: Header, last_line: int
) -> None:
    after = f" after “{canonical(joined(rows[-1]['name']))}”" if rows else ""
    words = "、".join(c.kind if not c.year else str(c.year) for c in header.columns)
    if not rest:
        raise PlanError(f"The indicator table ends at line {last_line} before its first row.")
    raise PlanError(
        f"The indicator table breaks off{after}: the row that starts in line {rest[0].line} "
        f"(“{rest[0].raw[:20]}”) does not have all of its cells.",
        hint=f"Each row needs, in this order: {words}; a missing value is printed as —.",
    )


def _columns(cells: Sequence[HeaderCell], *, longest: int) -> list[Column]:
    makers = {
        "index": Column("index", _index_cost, 1, skip=2.0),
        "domain": Column("domain", partial(_domain_cost, longest=longest), 8, skip=0.0),
        "name": Column("name", _name_cost, 6),
        "unit": Column("unit", _unit_cost, 2),
        "nature": Column("nature", _nature_cost, 3),
        "other": Column("other", lambda _text, parts: 1.0 + len(parts), 3, skip=1.0),
    }
    years = iter(range(len(cells)))
    return [
        Column(f"year{next(years)}", _value_cost, 3) if c.kind == "year" else makers[c.kind]
        for c in cells
    ]


def _index_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    return 0.0 if re.fullmatch(r"\d{1,3}", text) else None


def _nature_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    kept = text.strip("[]()")
    return None if kept not in NATURES else 0.0 if kept.endswith("性") else 1.0


def _unit_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    return 0.0 if units.is_unit(text) or text == "—" else (3.0 if 0 < len(text) <= 4 else None)


def _value_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    value = values.read_value(text)
    if text in NATURES or len(text) > 20:
        return None
    if value.operator != "text":
        torn_number = any(c.isdigit() for p in parts[1:] for c in p.text)
        return None if torn_number else 0.2 * (not text) + len(parts) - 1.0
    if units.split_name(text)[1] or text.count("(") != text.count(")"):
        return None
    if len(parts) > 1 and any(_is_cell_of_its_own(p.text) for p in parts):
        return None
    if re.search(r"[率数量]$", text):
        return 15.0
    torn = 0.5 * (len(parts) - 1)
    return torn + (0.5 if _TEXT_GOALS.fullmatch(text) else 3.0 + len(text) / 4)


def _name_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    if not text or any(_is_cell_of_its_own(p.text) for p in parts):
        return None
    closed = sum(bool(units.split_name(p.text)[1]) for p in parts[:-1])
    has_unit = bool(units.split_name(text)[1])
    cost = 0.0 if has_unit else 1.0
    cost += 2.0 * any(_COMPLETE.search(p.text) for p in parts[:-1]) * (not has_unit)
    cost += 6.0 * closed + 10.0 * (text.count("(") != text.count(")"))
    cost += 3.0 * (len(units.split_name(text)[0]) <= 3)
    # A cell breaks where its column ends, so only its last line is short.
    return cost + sum(2.0 if len(p.text) < 5 else 1.0 for p in parts[:-1] if len(p.text) < 7)


def _is_cell_of_its_own(text: str) -> bool:
    return text in NATURES or values.read_value(text).operator not in ("text",)


def _domain_cost(text: str, parts: Sequence[Fragment], *, longest: int) -> float | None:
    if not text:
        return 0.0 if len(parts) == 1 else None
    if any(_is_cell_of_its_own(p.text) for p in parts) or len(text) > 16:
        return None
    if text.count("(") != text.count(")"):
        return None
    cost = 0.6 if len(text) <= 4 else 1.0 if len(text) <= 6 else 2.5 if len(text) <= 10 else 8.0
    cost += 2.0 * (len(text) > longest)
    cost += 4.0 * bool(re.search(r"[()\d%]|其中", text))
    cost += 3.0 * bool(_COMPLETE.search(text))
    cost += 3.0 * (len(text) == 1)
    if len(parts) > 1 and len(parts[0].text) <= 2 and len({len(p.text) for p in parts}) == 1:
        cost -= 0.5 * (len(parts) - 1)  # set vertically: 公/共/服/务
    return cost


def _indicators(rows: Sequence[Row], header: Header, domain: str) -> list[Indicator]:
    years = _years(header.columns)
    found = []
    for row in rows:
        if joined(row.get("domain", ())):
            domain = canonical(joined(row["domain"]))
        domain = re.sub(r"^[(（]?[一二三四五六七八九十]+[)）、]+", "", domain)
        name, unit = units.split_name(joined(row["name"]))
        found.append(
            Indicator(
                domain=domain,
                name=canonical(name),
                unit=unit or joined(row.get("unit", ())).strip("—"),
                baseline=values.read_value(raw_text(row[years[0]])),
                target=values.read_value(raw_text(row[years[1]])),
                nature=_nature(joined(row["nature"])),
                line=row["name"][0].line,
            )
        )
    return found


def _years(cells: Sequence[HeaderCell]) -> tuple[str, str]:
    """The baseline is the earliest year printed, the target the latest."""
    named = [c.year for c in cells if c.kind == "year"]
    order = sorted(range(len(named)), key=lambda i: (named[i], i))
    return f"year{order[0]}", f"year{order[-1]}"


def _nature(text: str) -> str:
    kept = tight(text).strip("[]()")
    return kept if kept.endswith("性") else f"{kept}性"
