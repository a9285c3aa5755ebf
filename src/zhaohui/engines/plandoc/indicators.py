"""The indicator table 主要指标: one row per indicator, whatever the order of its columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zhaohui.engines.plandoc import indicator_columns, units, values
from zhaohui.engines.plandoc.document import Line, PlanError
from zhaohui.engines.plandoc.headers import Header, HeaderCell, find_headers
from zhaohui.engines.plandoc.headings import is_strong
from zhaohui.engines.plandoc.spec import Indicator
from zhaohui.engines.plandoc.tables import (
    TOTAL,
    Fragment,
    Layout,
    Row,
    fragments,
    joined,
    lay_out,
    raw_text,
    total_lines,
)
from zhaohui.engines.plandoc.widths import canonical, tight

_STATE = (
    r"(?:\(?(?:基期值?|基数|基础值|现状值?|实际[值数]?|实际完成值?|预计值?|完成(?:值|情况)?|情况|实绩|水平|"
    r"目标[值数]?|规划目标[值数]?|规划[值数]?|计划[值数]|预计数|预期目标|预期值|值|底|末)\)?)?"
)
WORDS = {
    "index": re.compile(r"序号|编号"),
    "domain": re.compile(r"(?:重点|服务|指标|发展)?(?:领域|类别|分类|维度|板块)|类型"),
    "name": re.compile(r"(?:主要|具体|发展)?指标(?:名称|内容)?(?:\((?:计量)?单位\))?"),
    "unit": re.compile(r"(?:计量)?单位"),
    "year": re.compile(
        rf"(?P<year>(?:19|20|21)\d\d)年?{_STATE}"
        rf"|(?:基期|基准|现状|实际|完成|目标|规划目标)[值年]?\((?P<told>(?:19|20|21)\d\d)年?(?:底|末)?\)"
        r"|基期值?|现状值?|(?P<last>目标值?|规划目标值?)"
    ),
    "nature": re.compile(r"(?:指标)?(?:性质|属性|类型)"),
    "other": re.compile(
        r"备注|(?:责任|牵头)(?:单位|部门)|(?:年均)?/?(?:五年)?累计|年均(?:/累计)?(?:增[长速]率?)?(?:\(%\)|\[%\]|[\[(]累计[\])])?"
    ),
}
NEEDED = {"name", "nature"}
SHORTEST_PROSE = 12
PERIOD_YEARS = 5
_LABELS = {
    "index": "序号",
    "domain": "领域",
    "name": "指标名称",
    "unit": "单位",
    "nature": "性质",
    "other": "备注",
}
_AFTER_TABLE = re.compile(r"(?:注|说明|备注|数据来源|资料来源)\d?[:：]|表\s*\d|专\s*栏|图\s*\d")
_NUMBERED_NAME = re.compile(r"^(?:\d{1,2}[.、](?!\d)|[①-⑳])")
_CAPTION = re.compile(r"\(?单位[:：].{1,12}\)?|续表.{0,30}")


@dataclass(frozen=True)
class IndicatorTables:
    """The indicators of all tables, and the lines that the tables fill."""

    indicators: tuple[Indicator, ...]
    lines: frozenset[int]


def read_indicators(
    body: Sequence[Line],
    source: str,
    *,
    other_tables: Collection[int] = (),
    lenient: bool = False,
) -> IndicatorTables:
    """All rows of all indicator tables; raises `PlanError` for no table, or one that breaks off.

    `other_tables` are the lines where tables of another kind begin. `lenient` also takes tables
    without the column 性质 (their rows then say no nature), and plans without a table.
    """
    parts = fragments(body)
    headers = find_headers(parts, WORDS, NEEDED, years=2)
    if not headers and lenient:
        headers = [
            h
            for h in find_headers(parts, WORDS, {"name"}, years=2)
            if _is_whole(parts, h, _stops(body), body)
        ]
        if not headers:
            return IndicatorTables((), frozenset())
    if not headers:
        raise _no_table(parts, source)
    stops = _stops(body) | set(other_tables)
    found: list[Indicator] = []
    used: set[int] = set()
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        end = following.start if following else len(parts)
        rows, last = _rows(parts[header.end : end], header, stops, body[-1].number)
        found += _indicators(rows, header, found[-1].domain if found else "")
        used.update(range(parts[header.start].line, last + 1))
        below = next((i for i, p in enumerate(parts) if p.line > last), len(parts))
        used.update(total_lines(parts[below:end]))
    return IndicatorTables(tuple(found), frozenset(used))


def _is_whole(
    parts: Sequence[Fragment], header: Header, stops: set[int], body: Sequence[Line]
) -> bool:
    """Whether rows follow a header; what only looks like one is running text."""
    try:
        return bool(_rows(parts[header.end :], header, stops, body[-1].number)[0])
    except PlanError:
        return False


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
        or x.folded.endswith("。")
        or (len(x.folded) > SHORTEST_PROSE and re.search("[，。；]", x.folded))
        or (len(x.folded) > 90 and not re.search(r"\t|\|", x.folded))
    }


def _rows(
    parts: Sequence[Fragment], header: Header, stops: set[int], last_line: int
) -> tuple[Sequence[Row], int]:
    stop = next(
        (i for i, p in enumerate(parts) if p.line in stops or TOTAL.fullmatch(p.text)), len(parts)
    )
    region = [p for p in parts[:stop] if not _CAPTION.fullmatch(p.text)]
    layout = _lay_out(region, header)
    rest = region[layout.filled :]
    broken = _is_broken_row(rest, at_end=stop == len(parts))
    if not layout.rows or broken:
        rest = rest if layout.rows or _has_cells(rest) else []
        _refuse(layout.rows, rest, header, last_line if stop == len(parts) else None)
    last = region[layout.filled - 1].line
    if last == last_line and stop == len(parts):
        raise PlanError(
            f"The text ends at line {last}, right after a row of the indicator table: "
            "nothing follows it, so the plan was cut short there."
        )
    return layout.rows, last


def _lay_out(region: Sequence[Fragment], header: Header) -> Layout:
    """Twice: the first row certainly shows how long a domain is, and later rows follow it."""
    layout = lay_out(region, indicator_columns.columns(header.columns, longest=16))
    if layout.rows:
        longest = max(4, len(joined(layout.rows[0].get("domain", ()))) + 2)
        layout = lay_out(region, indicator_columns.columns(header.columns, longest=longest))
    return layout


def _is_broken_row(rest: Sequence[Fragment], *, at_end: bool) -> bool:
    return _has_cells(rest) or (at_end and bool(rest))


def _has_cells(rest: Sequence[Fragment]) -> bool:
    def tells(part: Fragment) -> bool:
        value = values.read_value(part.raw)
        return part.text in indicator_columns.NATURES or (value.operator not in ("text", "—"))

    return any(tells(p) for p in rest)


def _refuse(
    rows: Sequence[Row], rest: Sequence[Fragment], header: Header, last_line: int | None
) -> None:
    """Raise for the first row that is not whole; `last_line` where the text ends inside it."""
    after = f" after “{canonical(joined(rows[-1]['name']))}”" if rows else ""
    ends = f" and the text ends at line {last_line}" if last_line else ""
    words = "、".join(_LABELS.get(c.kind) or f"{c.year}年" for c in header.columns)
    start = (
        f"the row that starts in line {rest[0].line} (“{rest[0].raw[:20]}”) does not have all of "
        "its cells"
        if rest
        else f"no row follows its header in line {header.line}"
    )
    raise PlanError(
        f"The indicator table breaks off{after}: {start}{ends}.",
        hint=f"Each row needs, in this order: {words}; a missing value is printed as —.",
    )


def _indicators(rows: Sequence[Row], header: Header, domain: str) -> list[Indicator]:
    years = _years(header.columns)
    found = []
    for row in rows:
        if joined(row.get("domain", ())):
            domain = canonical(joined(row["domain"]))
        domain = re.sub(r"^[(（]?[一二三四五六七八九十]+[)）、]+", "", domain)
        name, unit = units.split_name(_NUMBERED_NAME.sub("", joined(row["name"])))
        found.append(
            Indicator(
                domain=domain,
                name=canonical(name),
                unit=unit or joined(row.get("unit", ())).strip("—"),
                baseline=values.read_value(raw_text(row[years[0]])),
                target=values.read_value(raw_text(row[years[1]])),
                nature=_nature(joined(row["nature"])) if "nature" in row else "",
                line=row["name"][0].line,
            )
        )
    return found


def _years(cells: Sequence[HeaderCell]) -> tuple[str, str]:
    """The target is the latest year printed, the baseline five years before it, else the earliest."""
    named = [c.year for c in cells if c.kind == "year"]
    order = sorted(range(len(named)), key=lambda i: (named[i], i))
    last = order[-1]
    base = next((i for i in order if named[i] == named[last] - PERIOD_YEARS), order[0])
    return f"year{base}", f"year{last}"


def _nature(text: str) -> str:
    kept = tight(text).strip("[]()")
    return kept if kept.endswith("性") else f"{kept}性"
