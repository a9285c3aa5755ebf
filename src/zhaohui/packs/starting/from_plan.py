"""A compiled plan as rows of a pack: names, figures and lines; never the running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pypinyin import lazy_pinyin

from zhaohui.engines import plandoc
from zhaohui.packs.schema.catalog import DomainRow

Cells = dict[str, object]

LEVEL = "unverified"  # a program read it; nobody has compared it with the printed plan
OPERATORS = {"≤": "<=", "≥": ">=", "—": "text"}
OBJECT_LIMIT = 25
TITLE = re.compile(r"《([^《》]{4,80}?规\s*划[^《》]{0,10})》")
UNNAMED = "规划计入本领域但未列名的服务，由主管部门核定后填写"


@dataclass(frozen=True)
class Starter:
    """The tables of a new pack by file name, and what its plan.toml says."""

    plan_id: str
    title: str
    source: str
    services_declared: int
    tables: dict[str, list[Cells]] = field(default_factory=dict)


def starter(
    text: str, plan: plandoc.Plan, *, domains: Mapping[str, DomainRow], plan_id: str
) -> Starter:
    """The rows that a plan's text gives; `domains` are known codes and English names to reuse."""
    codes = _domain_codes(plan, domains)
    in_projects, elsewhere = _quantities(plan)
    tables: dict[str, list[Cells]] = {
        "indicators": [_indicator(n, each) for n, each in enumerate(plan.indicators, 1)],
        "domains": [_plan_domain(each) for each in plan.services],
        "services": [
            {"domain": d.domain, "no": n, "name": name, "line": d.line}
            for d in plan.services
            for n, name in enumerate(_names(d), 1)
        ],
        "projects": [
            {"id": _project_id(n), "box": p.box, "title": p.title, "line": p.line}
            for n, p in enumerate(plan.projects, 1)
        ],
        "project_targets": in_projects,
        "commitments": elsewhere,
    }
    tables = {f"plan/{plan_id}/{part}.csv": rows for part, rows in tables.items()} | {
        "catalog/domains.csv": [_domain(n, code, domains.get(n)) for n, code in codes.items()],
        "catalog/services.csv": [s for d in plan.services for s in _slots(d, codes[d.domain])],
    }
    source = f"plan-{plan_id}"
    mark: Cells = {"source": source, "verification": LEVEL}
    tables = {name: [row | mark for row in rows] for name, rows in tables.items()}
    tables[f"plan/{plan_id}/chapters.csv"] = [
        {"level": s.level, "title": s.title, "line": s.line} for s in plan.sections
    ]
    declared = sum(_declared(each) for each in plan.services)
    return Starter(plan_id, plan_title(text), source, declared, tables)


def plan_title(text: str) -> str:
    r"""What stands between 《 and 》 in the notice that issues the plan, or nothing.

    >>> plan_title("关于印发《某区公共\n服务规划》的通知")
    '某区公共服务规划'
    """
    found = TITLE.search(text)
    return re.sub(r"\s+", "", found[1]) if found else ""


def _domain_codes(plan: plandoc.Plan, known: Mapping[str, DomainRow]) -> dict[str, str]:
    """A code for each domain of the plan: the known one, else its pinyin; none twice."""
    codes: dict[str, str] = {}
    names = [each.domain for each in plan.services] + [each.domain for each in plan.indicators]
    for name in dict.fromkeys(names):
        parts = (re.sub(r"[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(name))
        code = known[name].code if name in known else "-".join(filter(None, parts)) or "domain"
        while code in codes.values():
            code += "-2"
        codes[name] = code
    return codes


def _domain(name: str, code: str, known: DomainRow | None) -> Cells:
    if known:
        return {"domain": name, "code": code, "name_en": known.name_en}
    note = "英文名暂用拼音，待定"
    return {"domain": name, "code": code, "name_en": code.replace("-", " "), "note": note}


def _declared(each: plandoc.ServiceDomain) -> int:
    return len(each.items) if each.declared is None else each.declared


def _names(each: plandoc.ServiceDomain) -> tuple[str, ...]:
    """The most finely separated items that still fit into the declared count."""
    return each.named if len(each.named) <= _declared(each) else each.items


def _plan_domain(each: plandoc.ServiceDomain) -> Cells:
    cells: Cells = {
        "domain": each.domain,
        "declared": _declared(each),
        "named": len(_names(each)),
        "line": each.line,
    }
    if each.declared is None:
        cells["note"] = "规划未写项数，按列名项计"
    elif len(_names(each)) > each.declared:
        cells["note"] = "列名项多于规划所写项数，待核"
    return cells


def _slots(each: plandoc.ServiceDomain, code: str) -> list[Cells]:
    names = _names(each)
    slots: list[Cells] = []
    for slot in range(1, _declared(each) + 1):
        cells: Cells = {"id": f"{code}-{slot:02d}", "domain": each.domain, "slot": slot}
        if slot <= len(names):
            cells |= {"name": names[slot - 1], "match_status": "原文列名"}
        else:
            cells |= {"match_status": "未命名空位", "gap": UNNAMED}
        slots.append(cells)
    return slots


def _indicator(number: int, each: plandoc.Indicator) -> Cells:
    operator = OPERATORS.get(each.target.operator, each.target.operator)
    return {
        "id": f"I{number:02d}",
        "domain": each.domain,
        "name": each.name,
        "unit": each.unit,
        "baseline_raw": each.baseline.raw,
        "baseline": _digits(each.baseline.value),
        "target_raw": each.target.raw,
        "operator": operator,
        "target": _digits(each.target.value),
        "nature": each.nature,
        "line": each.line,
    }


def _project_id(number: int) -> str:
    return f"P{number:02d}"


def _quantities(plan: plandoc.Plan) -> tuple[list[Cells], list[Cells]]:
    """(targets of project paragraphs, commitments of the other text)."""
    projects = {p.line: _project_id(n) for n, p in enumerate(plan.projects, 1)}
    in_projects: list[Cells] = []
    elsewhere: list[Cells] = []
    for each in plan.quantities:
        cells = _quantity(each)
        if each.line in projects:
            cells |= {"id": f"Q{len(in_projects) + 1:03d}", "project_id": projects[each.line]}
            in_projects.append(cells)
        else:
            cells |= {"id": f"C{len(elsewhere) + 1:03d}", "kind": "未分类"}
            elsewhere.append(cells)
    return in_projects, elsewhere


def _quantity(each: plandoc.Quantity) -> Cells:
    name = re.sub(r"\s+", "", each.object) or each.unit or "未写对象"
    return {
        "operator": OPERATORS.get(each.operator, each.operator),
        "quantity": _digits(each.number),
        "quantity_max": _digits(each.max),
        "unit": each.unit,
        "object": name if len(name) <= OBJECT_LIMIT else f"{name[: OBJECT_LIMIT - 1]}…",
        "deadline": each.deadline or "",
        "line": each.line,
        "note": "，".join(word for word in (each.per, each.effort) if word),
    }


def _digits(number: float | None) -> str:
    return "" if number is None else f"{Decimal(str(number)):f}"
