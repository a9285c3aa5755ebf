"""Records that lead to one another: a field names the key of a record in another register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.page import asked_rows
from zhaohui.county.lists.state import ListState
from zhaohui.county.registers.counts import TOWN_DIGITS, grouped_by_town
from zhaohui.county.registers.fields import shown, written
from zhaohui.county.registers.layouts import columns_to_ask
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import visible_to
from zhaohui.county.registers.record_list import record_list
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

READ = "record.read"
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Named:
    """A field of a record that names another register's record; `record` None: out of reach."""

    field: str
    register: RegisterRow
    record: Record | None


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Records of one register that name a record: how many, what their numbers add up to, the newest."""

    register: RegisterRow
    count: int
    sums: list[tuple[str, str]]
    newest: list[Record]


def named_by(actor: Actor, register: RegisterRow, texts: Mapping[str, str]) -> list[Named]:
    """Return the records that a record's fields name."""
    found = []
    for field in register.fields:
        text = texts.get(field.name, "")
        if not field.refers or not text:
            continue
        rows = visible_to(actor, READ).filter(register=field.refers, natural_key=text)
        there = current_pack().register(field.refers)
        found.append(Named(field=field.name, register=there, record=rows.first()))
    return found


def naming(actor: Actor, register: RegisterRow, row: Record) -> list[Naming]:
    """Return the registers whose records name this one, as far as the actor may see them."""
    found = []
    for other in current_pack().registers if row.natural_key else ():
        columns = columns_to_ask(other)
        for field in other.fields:
            if field.refers != register.id or field.name not in columns:
                continue
            rows = visible_to(actor, READ).filter(register=other.id, merged_into=None)
            rows = rows.filter(**{columns[field.name]: row.natural_key})
            found.append(_naming(other, rows, columns))
    return found


def of_batch(actor: Actor, batch: str, area: str) -> list[Naming]:
    """Return the records about a batch of delegations that an area took part in, those that ended left out.

    What was held for the area's town or for the whole county was held for the area, too.
    """
    found = []
    for register in current_pack().registers:
        columns = columns_to_ask(register) if register.delegation_batch else {}
        column = columns.get(register.delegation_batch)
        if column is None:
            continue
        over = [state.id for state in register.states if state.ends]
        rows = visible_to(actor, READ).filter(register=register.id, merged_into=None)
        rows = rows.filter(area__in=_around(area), **{column: batch}).exclude(state__in=over)
        found.append(_naming(register, rows, columns))
    return found


def _around(area: str) -> set[str]:
    return {area, area[:TOWN_DIGITS], current_pack().code}


def sums_by_town(
    actor: Actor, register: RegisterRow, state: ListState
) -> list[tuple[str, dict[str, str]]]:
    """Return of each field that adds up its name and, by town, what the asked records add up to."""
    columns = columns_to_ask(register)
    fields = [field for field in register.fields if field.adds and field.name in columns]
    if not fields:
        return []
    sums = {field.name: Sum(columns[field.name]) for field in fields}
    rows = asked_rows(record_list(register.id), actor, state)
    towns = list(grouped_by_town(rows).annotate(**_numbered(sums)).order_by("town"))
    return [
        (field.name, {each["town"]: _text(field, each[f"sum{n}"]) for each in towns})
        for n, field in enumerate(fields)
    ]


def _naming(register: RegisterRow, rows: QuerySet[Record], columns: Mapping[str, str]) -> Naming:
    fields = [field for field in register.fields if field.adds and field.name in columns]
    sums = _numbered({field.name: Sum(columns[field.name]) for field in fields})
    found = rows.order_by().aggregate(count=Count("pk"), **sums)
    return Naming(
        register=register,
        count=found["count"],
        sums=[(field.name, _text(field, found[f"sum{n}"])) for n, field in enumerate(fields)],
        newest=list(rows.order_by("-pk")[:MOST]),
    )


def _numbered(sums: Mapping[str, Any]) -> dict[str, Any]:
    return {f"sum{n}": each for n, each in enumerate(sums.values())}


def _text(field: RegisterField, value: int | None) -> str:
    return "" if value is None else shown(field, written(field, value))
