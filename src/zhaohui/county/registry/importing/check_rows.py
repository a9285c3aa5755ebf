"""Check every row of a table by the dictionary: typed values, or what is wrong and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from zhaohui.county.registry import identity_number
from zhaohui.county.registry.fact_values import Value, ValueFault, read_value
from zhaohui.county.registry.importing.mapping import (
    BANK_CARD,
    IDENTITY,
    LIVING_NUMBER,
    NAME,
    PHONE,
    REGISTERED_NUMBER,
    BoundColumn,
)
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow

BIRTH, SEX = "birth_date", "sex"
LONGEST = {NAME: 64, REGISTERED_NUMBER: 32, LIVING_NUMBER: 32, PHONE: 64, BANK_CARD: 64}


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """What is wrong with one cell; sentences never repeat the cell."""

    row: int
    column: str
    what: str
    mend: str


@dataclass(kw_only=True)
class CheckedRow:
    """One person's row: special columns by name, facts by column for her and her households."""

    row: int
    identity: str = ""
    special: dict[str, str] = field(default_factory=dict)
    person: dict[str, Value] = field(default_factory=dict)
    living: dict[str, Value] = field(default_factory=dict)
    registered: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Divisions:
    """The county's own division codes; of other places the pack lists none, so all may be."""

    county: str
    codes: frozenset[str]

    @classmethod
    def of(cls, pack: Pack) -> Divisions:
        """Return those of a pack."""
        rows = (row.code for part in (pack.towns, pack.villages) for row in part)
        return cls(county=pack.code, codes=frozenset((pack.code, *rows)))

    def may_be(self, code: str) -> bool:
        """Say whether the code is one of the county's, or another place's."""
        return code in self.codes or not code.startswith(self.county)


def check_rows(
    rows: list[tuple[int, list[Any]]], columns: list[BoundColumn], pack: Pack
) -> tuple[list[CheckedRow], list[RowFault]]:
    """Return the typed rows and the faults of all rows, in the order of the file.

    A blank cell states nothing. A number may occur once.
    """
    checked: list[CheckedRow] = []
    faults: list[RowFault] = []
    seen: dict[str, int] = {}
    divisions = Divisions.of(pack)
    for number, cells in rows:
        row = CheckedRow(row=number)
        note = _noter(faults, number)
        for column in columns:
            _read_cell(row, column, cells[column.place], divisions, note)
        if row.identity:
            _compare_with_number(row, columns, note)
            if row.identity in seen:
                note(IDENTITY, f"与第 {seen[row.identity]} 行是同一个号码", "同一人只留一行")
            seen.setdefault(row.identity, number)
        checked.append(row)
    return checked, faults


Note = Callable[[str, str, str], None]


def _noter(faults: list[RowFault], number: int) -> Note:
    def note(column: str, what: str, mend: str) -> None:
        faults.append(RowFault(row=number, column=column, what=what, mend=mend))

    return note


def _read_cell(
    row: CheckedRow, column: BoundColumn, cell: Any, divisions: Divisions, note: Note
) -> None:
    raw = column.values.get(_plain(cell), cell)
    if column.fact is None:
        _read_special(row, column, _plain(raw), note)
        return
    try:
        value = read_value(column.fact, raw)
    except ValueFault as fault:
        note(column.header, fault.what, fault.mend)
        return
    if value is None:
        return
    if column.fact.codes == "division" and not divisions.may_be(str(value)):
        what = f"“{column.fact.name}”在本县（区）没有这个代码"
        note(column.header, what, "请核对区划代码，现行代码见县包的 areas")
        return
    _facts_of(row, column.fact)[column.fact.column] = value


def _facts_of(row: CheckedRow, fact: FactRow) -> dict[str, Value]:
    return {"person": row.person, "living": row.living, "registered": row.registered}[fact.entity]


def _read_special(row: CheckedRow, column: BoundColumn, text: str, note: Note) -> None:
    if column.special == IDENTITY:
        try:
            row.identity = identity_number.normal_identity(text)
        except identity_number.IdentityFault as fault:
            note(column.header, str(fault), "请按身份证抄写 18 位号码，并把该列设为文本格式")
            return
        born = identity_number.birth_date(row.identity)
        if born and born > timezone.localdate():
            note(column.header, "身份证号里的出生日期在今天之后", "请核对号码第 7 至 14 位")
        return
    if not text:
        return
    if len(text) > LONGEST[column.special]:
        note(column.header, "文字过长", f"最多 {LONGEST[column.special]} 个字")
        return
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        note(column.header, "含有看不见的控制字符", "请重新输入这一格，不要换行")
        return
    if column.special in (PHONE, BANK_CARD):
        text = text.replace(" ", "").replace("-", "")
        shortest, longest = (5, 15) if column.special == PHONE else (12, 25)
        if not (text.isascii() and text.isdigit() and shortest <= len(text) <= longest):
            note(column.header, f"不是{column.special}", f"请只写 {shortest} 至 {longest} 位数字")
            return
    row.special[column.special] = text


def _compare_with_number(row: CheckedRow, columns: list[BoundColumn], note: Note) -> None:
    said = {
        BIRTH: identity_number.birth_date(row.identity),
        SEX: identity_number.sex(row.identity),
    }
    for column in columns:
        if column.fact and column.fact.column in said and column.fact.column in row.person:
            name = column.fact.column
            if row.person[name] != said[name]:
                note(column.header, "与身份证号不一致", "请核对身份证号和这一列")


def _plain(cell: Any) -> str:
    """Return a cell as text; a spreadsheet's 12.0 is 12."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
