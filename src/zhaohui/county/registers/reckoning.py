"""What is reckoned 核算 from records by formulas of the register's file and the parameters of the day."""

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
from zhaohui.packs.register_making import Reckoning
from zhaohui.packs.schema.register_files import RegisterRow

MOST = 500


@dataclass(frozen=True)
class Reckoned:
    """A number in words; "" where it is unknown, and then the parameters that nobody has filled in."""

    name: str
    words: str
    lacking: tuple[str, ...]
    value: int | None


@dataclass(frozen=True)
class ReckonedRow:
    """A record with what was reckoned of it."""

    record: Record
    reckoned: list[Reckoned]


def reckoned(register: RegisterRow, texts: Mapping[str, str]) -> list[Reckoned]:
    """Return what the register reckons of a record's texts, with today's parameters."""
    if not register.reckons:
        return []
    today = county_today()
    parameters = current_rulebook().day(today).values
    values = {each.name: typed(each, texts.get(each.name, "")) for each in register.fields}
    return [
        _told(each, each.value(values, parameters, today), parameters)
        for each in sheet_of(register).reckonings
    ]


def reckoned_list(actor: Actor, register: RegisterRow) -> list[ReckonedRow]:
    """Return the register's records in the actor's range, at most five hundred, by place and number.

    Sealed fields take no part.
    """
    rows = listed(actor, register).order_by("area", "pk")[:MOST]
    return [ReckonedRow(row, reckoned(register, row.values)) for row in rows]


def added(register: RegisterRow, rows: list[ReckonedRow]) -> list[tuple[str, int]]:
    """Return for each number the sum of the known ones in words, and how many are not known."""
    found = []
    for at, each in enumerate(sheet_of(register).reckonings):
        values = [row.reckoned[at].value for row in rows]
        known = [value for value in values if value is not None]
        found.append((_words(each, sum(known)) if known else "", len(values) - len(known)))
    return found


def _told(each: Reckoning, value: int | None, parameters: Mapping[str, Any]) -> Reckoned:
    lacking = tuple(name for name in each.formula.parameters if parameters.get(name) is None)
    words = "" if value is None else _words(each, value)
    return Reckoned(each.row.name, words, lacking if value is None else (), value)


def _words(each: Reckoning, value: int) -> str:
    is_parts = each.row.hundredths or each.formula.unit == "money"
    number = f"{Decimal(value) / 100:,.2f}" if is_parts else f"{value:,}"
    unit = each.row.unit or ("元" if each.formula.unit == "money" else "")
    return f"{number} {unit}".strip()
