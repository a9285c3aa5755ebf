"""Read the rows of a list of holders: who, how much, from when until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.fact_values import ValueFault, read_value
from zhaohui.county.registry.identity_number import IdentityFault, normal_identity
from zhaohui.county.registry.importing.check_rows import RowFault
from zhaohui.county.registry.importing.read_table import RawTable, TableError
from zhaohui.packs.schema.registers import FactRow

IDENTITY, AMOUNT, SINCE, UNTIL = "身份证号", "金额", "起始日期", "截止日期"
COLUMNS = {IDENTITY, AMOUNT, SINCE, UNTIL}


@dataclass(frozen=True, kw_only=True)
class HolderRow:
    """One holder; money in fen."""

    row: int
    identity: str
    amount_fen: int | None
    since: dt.date | None
    until: dt.date | None
    person: int = 0


@dataclass(kw_only=True)
class HolderRows:
    """The rows that could be read, and what is wrong with the others."""

    rows: list[HolderRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def _column(name: str, kind: Any) -> FactRow:
    return FactRow(
        name=name, column="x", entity="person", type=kind, source="x", question="x", place=""
    )


READERS = {AMOUNT: _column(AMOUNT, "money"), SINCE: _column(SINCE, "date"), UNTIL: _column(UNTIL, "date")}  # fmt: skip


def read_holders(table: RawTable) -> HolderRows:
    """Return the rows with exact values and the registry's ids; every fault names row and column.

    Raises TableError for a column that is missing or that nobody knows.
    """
    if IDENTITY not in table.headers:
        raise TableError(f"The list has no column {IDENTITY}.", hint="Each holder needs it.")
    if unknown := [name for name in table.headers if name not in COLUMNS]:
        listed = f"{IDENTITY}、{AMOUNT}、{SINCE}、{UNTIL}"
        raise TableError(f"The list has a column “{unknown[0]}”.", hint=f"It may have {listed}.")
    found = HolderRows()
    for number, cells in table.rows:
        row = _read(number, dict(zip(table.headers, cells, strict=True)), found.faults)
        if row:
            found.rows.append(row)
    _find_people(found)
    return found


def _read(number: int, cells: dict[str, Any], faults: list[RowFault]) -> HolderRow | None:
    before = len(faults)
    identity = ""
    try:
        identity = normal_identity(str(cells[IDENTITY] or ""))
    except IdentityFault as fault:
        faults.append(RowFault(row=number, column=IDENTITY, what=str(fault), mend="请核对号码"))
    values: dict[str, Any] = {}
    for name, reader in READERS.items():
        try:
            values[name] = read_value(reader, cells.get(name))
        except ValueFault as fault:
            faults.append(RowFault(row=number, column=name, what=fault.what, mend=fault.mend))
    since, until, amount = values.get(SINCE), values.get(UNTIL), values.get(AMOUNT)
    if since and until and until < since:
        faults.append(
            RowFault(row=number, column=UNTIL, what="截止早于起始", mend="请核对两个日期")
        )
    if amount is not None and amount < 0:
        faults.append(RowFault(row=number, column=AMOUNT, what="金额是负数", mend="请写每期发放额"))
    if len(faults) > before:
        return None
    return HolderRow(row=number, identity=identity, amount_fen=amount, since=since, until=until)


def _find_people(found: HolderRows) -> None:
    people = registry.ids_of_cards(row.identity for row in found.rows)
    seen: dict[int, int] = {}
    known: list[HolderRow] = []
    for row in found.rows:
        person = people.get(row.identity)
        if person is None:
            what, mend = "登记库里没有这个号码", "请核对；不在册的人先登记"
        elif person in seen:
            what, mend = f"与第 {seen[person]} 行是同一人", "一人只写一行"
        else:
            seen[person] = row.row
            known.append(replace(row, person=person))
            continue
        found.faults.append(RowFault(row=row.row, column=IDENTITY, what=what, mend=mend))
    found.rows = known
    found.faults.sort(key=lambda fault: fault.row)


def holders(rows: Iterable[HolderRow]) -> dict[int, HolderRow]:
    """Return the rows by registry id."""
    return {row.person: row for row in rows}
