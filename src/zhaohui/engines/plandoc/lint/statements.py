"""Statements: each number of the plan with its name, date and place; here those of the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhaohui.engines.plandoc.lint.names import Name, name_of
from zhaohui.engines.plandoc.lint.periods import When
from zhaohui.engines.plandoc.lint.plain_units import decimals, each_of, unit_of
from zhaohui.engines.plandoc.lint.printed import Printed
from zhaohui.engines.plandoc.lint.spec import Place
from zhaohui.engines.plandoc.spec import Indicator, Number, Value
from zhaohui.engines.plandoc.widths import fold, scaled, tight

_WHENS: tuple[When, When] = ("base", "target")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One number: `value` and `top` (of a range) are plain, 万 multiplied out by `factor`.

    `row` is its indicator where it is a cell. `limited`: of another area, or a change and no level.
    `partly`: the words around it narrow the subject down. `carried`: part of its name was said with the
    number before it.
    """

    name: Name
    said: str
    unit: str
    value: Number
    top: Number | None
    operator: str
    when: When
    place: Place
    row: Indicator | None = None
    decimals: int = 0
    factor: int = 1
    limited: bool = False
    partly: bool = False
    carried: bool = False

    @property
    def in_table(self) -> bool:
        """Whether it is a cell of an indicator table."""
        return self.row is not None

    def pairs(self, other: Statement) -> bool:
        """Of the same date and unit."""
        return self.when == other.when != "other" and self.unit == other.unit


def of_tables(
    indicators: Sequence[Indicator], printed: Printed, rows: Sequence[tuple[int, int]]
) -> list[Statement]:
    """Base and target of every indicator with a number; `rows` are first and last line of each."""
    found: list[Statement] = []
    per = ""
    for indicator, lines in zip(indicators, rows, strict=True):
        cells = [_cell(indicator, when, printed, lines) for when in _WHENS]
        there = [cell for cell in cells if cell is not None]
        if not indicator.name.startswith("其中"):
            per = there[0].name.per if there else ""
        elif per:  # 每千人口床位, 其中: 县办医院 is for each thousand, too
            there = [replace(c, name=replace(c.name, per=c.name.per or per)) for c in there]
        found += there
    return found


def _cell(row: Indicator, when: When, printed: Printed, lines: tuple[int, int]) -> Statement | None:
    value = row.baseline if when == "base" else row.target
    if value.value is None:
        return None
    unit, factor, each = unit_of(_unit(row))
    return Statement(
        name=name_of(row.name, per="" if "每" in row.name else each_of(each)),
        said=row.name,
        unit=unit,
        value=scaled(value.value, factor),
        top=None if value.max is None else scaled(value.max, factor),
        operator=value.operator,
        when=when,
        place=cell_place(printed, row, value, lines),
        row=row,
        decimals=decimals(value.raw),
        factor=factor,
    )


def cell_place(printed: Printed, row: Indicator, value: Value, lines: tuple[int, int]) -> Place:
    """Where a cell stands, or its row's name where the cell is not found as printed."""
    sought = tight(fold(value.raw))
    for number in range(lines[0], lines[1] + 1):
        line = printed.lines.get(number)
        cells = re.split(r"[|\t]|\s{2,}", line.folded) if line else []
        if any(tight(cell) == sought for cell in cells):
            return printed.cell(number, value.raw)
    return printed.place(row.line, row.name)


def _unit(row: Indicator) -> str:
    if not row.unit and any("%" in fold(v.raw) for v in (row.baseline, row.target)):
        return "%"
    return row.unit
