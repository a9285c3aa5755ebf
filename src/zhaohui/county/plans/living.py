"""The living plan: each promise as one statement with all that hangs on it, and its sign."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from zhaohui.county.plans.models import Resolution
from zhaohui.packs.pack import Pack, Plan
from zhaohui.packs.schema.catalog import ServiceRow
from zhaohui.packs.schema.plan import (
    ChapterRow,
    CommitmentRow,
    InconsistencyRow,
    IndicatorRow,
    ProjectRow,
    ProjectTargetRow,
    Promise,
)
from zhaohui.packs.status import commitment_status, deadline_of

Sign = Literal["met", "missed", "on_course", "no_data", "contradictory"]
SIGNS: tuple[Sign, ...] = ("met", "missed", "on_course", "no_data", "contradictory")
# Rows of commitments.csv that promise something; the others state where the county stood.
PROMISE_KINDS = ("目标", "承诺")
MONEY_UNITS = ("元", "万元", "亿元")
Row = IndicatorRow | CommitmentRow | ProjectTargetRow


@dataclass(frozen=True)
class Conflict:
    """A contradiction (or a remark) with the decision about it, if there is one."""

    row: InconsistencyRow
    resolution: Resolution | None
    is_contradiction: bool

    @property
    def is_open(self) -> bool:
        """Whether it leaves open what was promised."""
        return self.is_contradiction and self.resolution is None


@dataclass(frozen=True)
class Statement:
    """One promise of the plan: where it stands, what it belongs to, what became of it."""

    row: Row
    sign: Sign
    deadline: date
    chapter: ChapterRow | None
    section: ChapterRow | None
    measures: Sequence[IndicatorRow] = ()
    project: ProjectRow | None = None
    services: Sequence[ServiceRow] = ()
    conflicts: Sequence[Conflict] = ()
    national: IndicatorRow | None = None

    @property
    def id(self) -> str:
        """The row's own id, unique in the plan."""
        return self.row.id

    @property
    def line(self) -> int | None:
        """The line of the plan's text, 1 is the first."""
        return self.row.line

    @property
    def text(self) -> str:
        """The promise as a short sentence, in the plan's language."""
        if isinstance(self.row, IndicatorRow):
            unit = f"（{self.row.unit}）" if self.row.unit else ""
            return f"{self.row.name}{unit}：{self.row.target_raw}"
        return self.row.paraphrase or self.row.quote or self.row.object

    @property
    def promise(self) -> Promise | None:
        """The row with what was recorded; an indicator's values are reported elsewhere."""
        return None if isinstance(self.row, IndicatorRow) else self.row

    @property
    def is_money(self) -> bool:
        """Whether the promise itself is an amount of money."""
        return self.row.unit in MONEY_UNITS

    @property
    def open_conflicts(self) -> list[Conflict]:
        """The contradictions that nobody has decided."""
        return [conflict for conflict in self.conflicts if conflict.is_open]


@dataclass
class Chapter:
    """A chapter with its statements by section, and how many carry each sign."""

    heading: ChapterRow | None
    sections: list[tuple[ChapterRow | None, list[Statement]]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Statements by sign; only signs that occur."""
        found = [statement.sign for _, rows in self.sections for statement in rows]
        return {sign: found.count(sign) for sign in SIGNS if sign in found}


def statements(
    pack: Pack, plan: Plan, today: date, decided: Mapping[str, Resolution]
) -> list[Statement]:
    """Return every promise of the plan in the order of its text; `decided` by contradiction."""
    return _Reader(pack, plan, today, decided).statements()


def by_chapter(plan: Plan, rows: Sequence[Statement]) -> list[Chapter]:
    """Return the plan's chapters in order, those without a promise as well."""
    found: list[Chapter] = []
    if any(row.chapter is None for row in rows):
        found.append(Chapter(None, _sections([row for row in rows if row.chapter is None])))
    found += [
        Chapter(heading, _sections([row for row in rows if row.chapter == heading]))
        for heading in plan.chapters
        if heading.level == 1
    ]
    return found


def conflicts(plan: Plan, decided: Mapping[str, Resolution]) -> list[Conflict]:
    """Return every inconsistency of the plan with the decision about it."""
    binding = {link.target for link in plan.links if link.relation == "contradiction"}
    return [Conflict(row, decided.get(row.id), row.id in binding) for row in plan.inconsistencies]


def sign_counts(rows: Sequence[Statement]) -> dict[str, int]:
    """Return how many statements carry each sign."""
    return {sign: sum(row.sign == sign for row in rows) for sign in SIGNS}


def _sections(rows: Sequence[Statement]) -> list[tuple[ChapterRow | None, list[Statement]]]:
    return [(section, list(group)) for section, group in groupby(rows, key=lambda r: r.section)]


class _Reader:
    """Puts a plan's rows together, each looked up once."""

    def __init__(
        self, pack: Pack, plan: Plan, today: date, decided: Mapping[str, Resolution]
    ) -> None:
        self.pack, self.plan, self.today, self.decided = pack, plan, today, decided
        self.links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in plan.links:
            self.links[link.promise, link.relation].append(link.target)
        self.measures = {row.id: row for row in plan.indicators}
        self.projects = {row.id: row for row in plan.projects}
        self.conflicts = {row.id: row for row in plan.inconsistencies}
        self.headings = sorted(plan.chapters, key=lambda row: row.line)
        wider = (row for other in pack.wider_plans for row in other.indicators)
        self.national = {row.county_indicator: row for row in wider}

    def statements(self) -> list[Statement]:
        promised = [row for row in self.plan.commitments if row.kind.startswith(PROMISE_KINDS)]
        rows: list[Row] = [*self.plan.indicators, *promised, *self.plan.project_targets]
        rows.sort(key=lambda row: row.line or 0)
        return [self.statement(row) for row in rows]

    def statement(self, row: Row) -> Statement:
        chapter, section = self.headings_of(row.line)
        conflicts = [*self.linked_conflicts(row.id, "contradiction", True)]
        conflicts += self.linked_conflicts(row.id, "remark", False)
        if isinstance(row, IndicatorRow):
            measures, deadline = [row], self.plan.period_to
        else:
            measures = [self.measures[key] for key in self.links[row.id, "measure"]]
            deadline = deadline_of(row, self.plan)
        return Statement(
            row=row,
            sign=self.sign(row, conflicts),
            deadline=deadline,
            chapter=chapter,
            section=section,
            measures=measures,
            project=self.projects.get(getattr(row, "project_id", "")),
            services=[self.pack.service(key) for key in self.links[row.id, "service"]],
            conflicts=conflicts,
            national=self.national.get(row.id),
        )

    def linked_conflicts(
        self, promise: str, relation: str, is_contradiction: bool
    ) -> list[Conflict]:
        return [
            Conflict(self.conflicts[key], self.decided.get(key), is_contradiction)
            for key in self.links[promise, relation]
        ]

    def sign(self, row: Row, conflicts: Sequence[Conflict]) -> Sign:
        """An open contradiction comes first: nobody can say whether a doubtful figure was met."""
        if any(conflict.is_open for conflict in conflicts):
            return "contradictory"
        if isinstance(row, IndicatorRow):
            return "no_data"
        return commitment_status(row, self.plan, self.today)

    def headings_of(self, line: int | None) -> tuple[ChapterRow | None, ChapterRow | None]:
        """Return the chapter and the section that a line stands in."""
        before = bisect_right(self.headings, line or 0, key=lambda row: row.line)
        chapter: ChapterRow | None = None
        section: ChapterRow | None = None
        for heading in self.headings[:before]:
            if heading.level == 1:
                chapter, section = heading, None
            else:
                section = heading
        return chapter, section
