"""The same quantity at the same date with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from zhaohui.engines.plandoc.lint.agreement import (
    CEILINGS,
    FLOORS,
    meets,
    nearly,
    power_of_ten,
    same_value,
)
from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding, Severity
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "two-values"
# Names that lean on the words before them: 规范化建设率 of clinics is not that of libraries.
_VAGUE = re.compile(
    r"规范|标准|信息|智能|数字|电子|制度|网格|专业|集中|综合|全面|建设|服务|总体|群众|公众|设施|设备|管理|相关|整体|年度|人员|机构|项目|该|其"
)
LEVELS = frozenset(["%", "‰", "岁", "年", "平方米"])
A_YEARS_NUMBER = 2.5
_FLOW = re.compile(r"新增|培训|转移")
WHEN = {"base": "基期", "target": "目标"}


def check(draft: Draft) -> Iterator[Finding]:
    """Table against text first, then text against text."""
    bases = {id(c.row): c for c in draft.cells if c.when == "base"}
    for cell in draft.cells:
        base = bases.get(id(cell.row))
        for said in draft.comparable:
            if cell.pairs(said) and (severity := _severity(cell, said, base)):
                yield _finding(cell, said, severity)
    tabled = {(c.name.core, c.when) for c in draft.cells}
    for a, b in combinations(draft.cells, 2):
        if a.row is not b.row and a.pairs(b) and a.name.same(b.name) and not same_value(a, b):
            yield _finding(a, b, "medium")
    texts = [s for s in draft.comparable if (s.name.core, s.when) not in tabled]
    for group in _groups(texts):
        found = [(s, a, b) for a, b in combinations(group, 2) if (s := _in_text(a, b))]
        if found:  # a name with many values is one question to the authors
            severity, a, b = max(
                found, key=lambda f: (f[0] == "high", abs(f[1].value - f[2].value))
            )
            yield _finding(a, b, severity)


def _groups(said: list[Statement]) -> list[list[Statement]]:
    """Statements of one name, unit and date; at most 20 of each, so that a long text costs little."""
    groups: dict[tuple[str, str, str, str], list[Statement]] = {}
    for s in said:
        groups.setdefault((s.name.core, s.name.per, s.unit, s.when), []).append(s)
    return [group[:20] for group in groups.values()]


def _is_increase(cell: Statement, said: Statement, base: Statement | None) -> bool:
    """累计改造 42, then 120, and the text speaks of the 78 in between."""
    if base is None or said.unit in LEVELS:
        return False
    return said.value == cell.value - base.value != 0


def _severity(cell: Statement, said: Statement, base: Statement | None) -> Severity | None:
    if not cell.name.loosely(said.name) or same_value(cell, said) or power_of_ten(cell, said):
        return None
    if cell.when == "base" and meets(cell, said):
        return None  # the text gives a bound that the exact value keeps
    if cell.when == "target" and _is_increase(cell, said, base):
        return None
    if not cell.name.same(said.name) and not _one_total(cell, said):
        return _counted_otherwise(cell, said)
    loose = said.partly or (meets(cell, said) and nearly(cell, said))
    return "medium" if loose else "high"


def _one_total(cell: Statement, said: Statement) -> bool:
    """新增就业 and 累计新增就业: the same total of the period, unless one may be a year's number."""
    a, b = cell.name, said.name
    big, small = max(cell.value, said.value), min(cell.value, said.value)
    flow = a.acts or _FLOW.search(a.core)
    marked = a.scopes ^ b.scopes == {"cumulative"} and a.acts == b.acts and a.remark == b.remark
    return bool(marked and flow and big < A_YEARS_NUMBER * small)


def _counted_otherwise(cell: Statement, said: Statement) -> Severity | None:
    """The same thing, but added up or done in another way: a doubt where the works overlap."""
    a, b = cell.name, said.name
    if "annual" in a.scopes ^ b.scopes or "growth" in a.scopes ^ b.scopes:
        return None
    if a.acts == b.acts or (a.acts and b.acts and a.acts & b.acts):
        return "medium"
    return None


def _in_text(a: Statement, b: Statement) -> Severity | None:
    if not (a.pairs(b) and a.name.same(b.name)) or same_value(a, b) or power_of_ten(a, b):
        return None
    if len(a.name.core) < (4 if not _per_many(a) else 2) or a.place.line == b.place.line:
        return None
    if a.when == "base" and (a.operator != "=" or b.operator != "=") and _bounded(a, b):
        return None
    if a.unit in LEVELS and a.name.core.endswith(("率", "占比", "面积", "寿命", "年限")):
        clear = a.name.core.endswith(("率", "占比", "寿命")) or bool(a.name.per)
        vague = a.partly or b.partly or _VAGUE.match(a.name.core)
        return "high" if clear and not vague else "medium"
    if _per_many(a):
        return "medium" if a.partly or b.partly or _VAGUE.match(a.name.core) else "high"
    return "medium" if a.name.acts and len(a.name.core) >= 5 else None


def _per_many(s: Statement) -> bool:
    """每千人口床位: a level, whatever its unit."""
    return bool(re.match(r"\d", s.name.per))


def _bounded(a: Statement, b: Statement) -> bool:
    return meets(a, b) or meets(b, a) or {a.operator, b.operator} <= {*FLOORS, *CEILINGS}


def _finding(a: Statement, b: Statement, severity: Severity) -> Finding:
    doubt = "" if severity == "high" else "；口径或下限不同时不必然矛盾，请核定"
    return Finding(
        rule=ID,
        severity=severity,
        first=a.place,
        second=b.place,
        message=f"“{a.said}”的{WHEN[a.when]}值有两个：{shown(a)}与{shown(b)}{doubt}。",
    )


def shown(s: Statement) -> str:
    """The value with operator and unit, as a reader would say it."""
    sign = "" if s.operator in ("=", "range", "text") else s.operator
    top = "" if s.top is None else f"—{s.top:g}"
    scale = "万" if s.factor == 10_000 else ""
    value = float(s.value) / s.factor
    return f"{sign}{value:.10g}{top}{scale}{s.unit}"
