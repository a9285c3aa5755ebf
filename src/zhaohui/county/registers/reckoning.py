"""What follows from a record by the pack's parameters of today: a subsidy, whether a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_rulebook
from zhaohui.county.registers.fields import typed
from zhaohui.county.registers.sheets import sheet_of
from zhaohui.packs.schema.register_files import RegisterRow

FEN = 100


@dataclass(frozen=True, kw_only=True)
class Result:
    """`text` is "" where it can't be told; `lacking` names the fields and parameters that nobody filled."""

    name: str
    text: str
    formula: str
    lacking: list[str]


def reckoned(register: RegisterRow, texts: Mapping[str, str]) -> list[Result]:
    """Return what is reckoned from a record's texts, in the order of the file."""
    rows = sheet_of(register).reckoned
    if not rows:
        return []
    today = county_today()
    parameters = current_rulebook().day(today).values
    values = {each.name: typed(each, texts.get(each.name, "")) for each in register.fields}
    found = []
    for each in rows:
        value = each.value(values, today, parameters)
        needed = [*each.formula.facts, *each.formula.parameters]
        open_names = [n for n in needed if values.get(n, parameters.get(n)) is None]
        found.append(
            Result(
                name=each.row.name,
                text=_text(value, each.formula.type.kind, each.row.unit),
                formula=each.formula.text,
                lacking=sorted(open_names) if value is None else [],
            )
        )
    return found


def _text(value: Any, kind: str, unit: str) -> str:
    if value is None:
        return ""
    if kind == "bool":
        return "是" if value else "否"
    if kind == "money":
        return f"{value / FEN:.2f} {unit or '元'}"
    return f"{value} {unit}".strip()
