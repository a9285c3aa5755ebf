"""What follows 核算 from records by the register's file and the pack's parameters of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_rulebook
from zhaohui.county.registers.fields import typed
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import listed
from zhaohui.county.registers.sheets import sheet_of
from zhaohui.packs.register_making import Reckoned
from zhaohui.packs.schema.register_files import RegisterRow

PARTS = 100
MOST = 500


@dataclass(frozen=True, kw_only=True)
class Result:
    """`text` is "" where it can't be told; `lacking` names the fields and parameters that nobody filled."""

    name: str
    text: str
    formula: str
    lacking: list[str]
    value: Any


@dataclass(frozen=True)
class ReckonedRecord:
    """A record with what was reckoned of it."""

    record: Record
    results: list[Result]


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
                text="" if value is None else _text(each, value),
                formula=each.formula.text,
                lacking=sorted(open_names) if value is None else [],
                value=value,
            )
        )
    return found


def reckoned_list(actor: Actor, register: RegisterRow) -> list[ReckonedRecord]:
    """Return the register's records in the actor's range, at most five hundred, by place and number.

    Sealed fields take no part.
    """
    rows = listed(actor, register).order_by("area", "pk")[:MOST]
    return [ReckonedRecord(row, reckoned(register, row.values)) for row in rows]


def added(register: RegisterRow, rows: list[ReckonedRecord]) -> list[tuple[str, int]]:
    """Return for each number the sum of the known ones in words, and how many are not known."""
    found = []
    for at, each in enumerate(sheet_of(register).reckoned):
        values = [row.results[at].value for row in rows]
        known = [value for value in values if value is not None]
        is_number = each.formula.type.kind != "bool"
        total = _text(each, sum(known)) if known and is_number else ""
        found.append((total, len(values) - len(known)))
    return found


def _text(each: Reckoned, value: Any) -> str:
    kind = each.formula.type.kind
    if kind == "bool":
        return "是" if value else "否"
    if kind == "money" or each.row.hundredths:
        unit = each.row.unit or ("元" if kind == "money" else "")
        return f"{Decimal(value) / PARTS:,.2f} {unit}".strip()
    return (
        f"{value:,} {each.row.unit}".strip()
        if kind == "int"
        else f"{value} {each.row.unit}".strip()
    )
