"""What a cell of the indicator table costs in each column: the lower, the better it fits there.

Costs are relative: 0 fits perfectly, 1 is one doubt, above 10 only where nothing else is possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from zhaohui.engines.plandoc import units, values
from zhaohui.engines.plandoc.headers import HeaderCell
from zhaohui.engines.plandoc.tables import Column, Fragment

NATURES = ("预期性", "约束性", "指导性", "引导性", "预期", "约束")
_COMPLETE = re.compile(
    r"(?:率|数|量|比例|占比|比重|面积|水平|年限|床位|寿命|规模|里程|人口|总额|值|\))$"
)
_GROUP_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、]")
_OFFICE = re.compile(r"(?:局|委|办|院|会|中心|部门?|公司|政府)$")
_TEXT_GOALS = re.compile(
    r"应.尽.|全覆盖|基本.{2,8}|达标|持续.+|逐[步年].+|进一步.+|不断.+|明显.+|保持.+|完成.+|达到.+|高于.+|低于.+|优于.+"
)


def columns(cells: Sequence[HeaderCell], *, longest: int) -> list[Column]:
    makers = {
        "index": Column("index", _index_cost, 1, skip=2.0),
        "domain": Column("domain", partial(_domain_cost, longest=longest), 8, skip=0.0),
        "name": Column("name", _name_cost, 6),
        "unit": Column("unit", _unit_cost, 2),
        "nature": Column("nature", _nature_cost, 3),
        "other": Column("other", _other_cost, 3, skip=1.0),
    }
    if all(c.kind != "domain" for c in cells):
        return [Column("domain", _group_cost, 2, skip=0.0), *_columns(cells, makers)]
    return _columns(cells, makers)


def _columns(cells: Sequence[HeaderCell], makers: dict[str, Column]) -> list[Column]:
    years = iter(range(len(cells)))
    return [
        Column(f"year{next(years)}", _value_cost, 3) if c.kind == "year" else makers[c.kind]
        for c in cells
    ]


def _group_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    """A line of its own above its rows, 一、教育 or 学前教育, where no column names the domain."""
    if _GROUP_NUMBER.match(text):
        return 0.0 if len(text) <= 20 else None
    alone = len(parts) == 1 and not parts[0].wall and 2 <= len(text) <= 8
    return _domain_cost(text, parts, longest=8) if alone and text[0] not in "(（" else None


def _other_cost(text: str, parts: Sequence[Fragment]) -> float:
    """年均增长 holds a value, 责任单位 an office; a remark may say anything."""
    is_typical = _OFFICE.search(text) or values.read_value(text).operator != "text"
    return 0.2 if len(parts) == 1 and is_typical else 1.0 + len(parts)


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
    torn = float(len(parts) - 1)
    return torn + (0.5 if _TEXT_GOALS.fullmatch(text) else 3.0 + len(text) / 4)


def _name_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    if not text or any(_is_cell_of_its_own(p.text) for p in parts):
        return None
    closed = sum(bool(units.split_name(p.text)[1]) for p in parts[:-1])
    has_unit = bool(units.split_name(text)[1])
    cost = 0.0 if has_unit else 1.0
    cost += 2.0 * any(_COMPLETE.search(p.text) for p in parts[:-1]) * (not has_unit)
    cost += 6.0 * closed + 10.0 * (text.count("(") != text.count(")"))
    cost += 3.0 * (len(units.split_name(text)[0]) <= 3 and not _COMPLETE.search(text))
    # A cell breaks where its column ends, so only its last line is short.
    return cost + sum(2.0 if len(p.text) < 5 else 1.0 for p in parts[:-1] if len(p.text) < 7)


def _is_cell_of_its_own(text: str) -> bool:
    return text in NATURES or values.read_value(text).operator != "text"


def _domain_cost(text: str, parts: Sequence[Fragment], *, longest: int) -> float | None:
    if not text:
        return 0.0 if len(parts) == 1 else None
    if any(_is_cell_of_its_own(p.text) for p in parts) or len(text) > 16:
        return None
    if text.count("(") != text.count(")") or text.startswith("性"):
        return None
    cost = 0.6 if len(text) <= 4 else 1.0 if len(text) <= 6 else 2.5 if len(text) <= 10 else 8.0
    cost += 2.0 * (len(text) > longest)
    cost += 4.0 * bool(re.search(r"[()\d%]|其中", text))
    cost += 3.0 * bool(_COMPLETE.search(text))
    cost += 3.0 * (len(text) == 1)
    if len(parts) > 1 and len(parts[0].text) <= 2 and len({len(p.text) for p in parts}) == 1:
        # Set vertically: 公/共/服/务.
        cost -= (1.0 if len(parts[0].text) == 1 else 0.5) * (len(parts) - 1)
    return cost
