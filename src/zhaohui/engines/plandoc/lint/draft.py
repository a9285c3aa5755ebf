"""A plan as the lint rules see it: its statements, headings and lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from zhaohui.engines.plandoc.document import Line
from zhaohui.engines.plandoc.headings import Heading, find_contents
from zhaohui.engines.plandoc.lint.periods import When, Years, when_of_title
from zhaohui.engines.plandoc.lint.printed import Printed
from zhaohui.engines.plandoc.lint.spec import Census, Place
from zhaohui.engines.plandoc.lint.stated import with_stated
from zhaohui.engines.plandoc.lint.statements import Statement, cell_place, of_tables
from zhaohui.engines.plandoc.lint.text_statements import of_text
from zhaohui.engines.plandoc.spec import Indicator, Plan, Section, Value
from zhaohui.engines.plandoc.widths import chinese_number

ROW_LINES = 30
HEADER_LINES = 60
OPENING_LINES = 12
MOST_ALIKE = 60
_FIVE_YEARS = re.compile(r"(十[一二三四五六七八九])五”?[^，。]{0,30}(?:规划|计划|方案)")
_YEAR_CELL = re.compile(r"[^\d]{0,8}((?:19|20|21)\d\d)\s*年?[^\d—–~至-]{0,8}")


@dataclass(frozen=True)
class Draft:
    """The read plan with its lines (as printed) and what is known of the county."""

    plan: Plan
    lines: Sequence[Line]
    census: Census

    @cached_property
    def people(self) -> Census:
        """The census facts, their gaps filled from what the plan says of the base."""
        base = [x for x in self.prose if self.whens.get(x.number) == "base"]
        return with_stated(self.census, (self.printed.tight(x.number) for x in base))

    @cached_property
    def printed(self) -> Printed:
        """The lines, for quotes."""
        return Printed(self.lines)

    @cached_property
    def years(self) -> Years:
        """The years above the indicator table, else the plan's period."""
        first = min((i.line for i in self.plan.indicators), default=0)
        above = [x for x in self.lines if first - HEADER_LINES <= x.number <= first]
        told: set[int] = set()
        for line in reversed(above):
            cells = re.split(r"\t|\||\s{2,}", line.folded)
            told |= {int(m[1]) for cell in cells if (m := _YEAR_CELL.fullmatch(cell.strip()))}
            if len(told) >= 2:
                last = max(told)
                return Years(last - 5 if last - 5 in told else min(told), last)
        if self.plan.period:
            return Years(self.plan.period[0] - 1, self.plan.period[1])
        opening = "".join(self.printed.tight(x.number) for x in self.lines[:OPENING_LINES])
        if not (named := _FIVE_YEARS.search(opening)):
            return Years(None, None)
        last = 1955 + 5 * chinese_number(named[1])
        return Years(last - 5, last)

    @cached_property
    def rows(self) -> list[tuple[int, int]]:
        """First and last line of each indicator's row."""
        starts = [i.line for i in self.plan.indicators]
        if not starts:
            return []
        ends = [*starts[1:], starts[-1] + ROW_LINES]
        return [
            (start, max(start, min(end - 1, start + ROW_LINES)))
            for start, end in zip(starts, ends, strict=True)
        ]

    @cached_property
    def cells(self) -> list[Statement]:
        """Base and target values of the indicator tables."""
        return of_tables(self.plan.indicators, self.printed, self.rows)

    @cached_property
    def said(self) -> list[Statement]:
        """The numbers of running text and boxes."""
        return list(of_text(self.plan.quantities, self.printed, self.years, self.whens))

    @cached_property
    def comparable(self) -> list[Statement]:
        """What running text says of the whole county, a level and not a change."""
        return [s for s in self.said if not s.limited]

    @cached_property
    def named(self) -> dict[str, list[Statement]]:
        """All statements that may be compared, by what they measure; at most 60 of one name."""
        found: dict[str, list[Statement]] = {}
        for s in [*self.cells, *self.comparable]:
            alike = found.setdefault(s.name.core, [])
            if len(alike) < MOST_ALIKE:
                alike.append(s)
        return found

    @cached_property
    def whens(self) -> dict[int, When]:
        """What each line speaks of by its headings."""
        found: dict[int, When] = {}
        stack: list[Section] = []
        sections = iter([*self.plan.sections, None])
        following = next(sections)
        for line in self.lines:
            while following is not None and following.line <= line.number:
                stack = [s for s in stack if s.level < following.level] + [following]
                following = next(sections)
            found[line.number] = when_of_title([s.title for s in stack])
        return found

    @cached_property
    def contents(self) -> list[Heading]:
        """The entries of the table of contents."""
        return find_contents(self.lines)

    @cached_property
    def prose(self) -> list[Line]:
        """Lines with sentences, outside contents and indicator tables."""
        listed = {e.line.number for e in self.contents}
        return [x for x in self.lines if x.number not in listed and "。" in x.folded]

    def row_place(self, row: Indicator) -> Place:
        """The name of an indicator, as printed."""
        return self.printed.place(row.line, row.name, around=row.name)

    def cell_place(self, row: Indicator, value: Value) -> Place:
        """A value of an indicator, as printed."""
        return cell_place(self.printed, row, value, self.rows[self.plan.indicators.index(row)])
