"""Run a simulation: sweep both sides on the same snapshot, join them, report sums."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.report import SweepReport
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.simulate.homes import households, poverty_gap
from zhaohui.engines.rules.simulate.outcome import Households, Line, Outcome, PovertyGap, Year
from zhaohui.engines.rules.simulate.pairs import (
    Database,
    Sizes,
    changed_parameters,
    comparison,
    join_sides,
)
from zhaohui.engines.rules.simulate.shadows import measures, with_shadows
from zhaohui.engines.rules.simulate.study import ONCE, Study
from zhaohui.engines.rules.simulate.tallies import by_group, by_rule, by_town, gather_members
from zhaohui.engines.rules.tree import TEXT

Progress = Callable[[str, float], None]


def simulate(
    study: Study, snapshot: Path, *, sizes: Sizes | None = None, progress: Progress | None = None
) -> Outcome:
    """Compare the two rulebooks over everyone in a snapshot (docs/reference/snapshot.md).

    Each year is the same facts at a later date: people grow older, nobody is born, moves or dies.
    Raises RuleError for a group's or line's wrong expression, FactError as a sweep does.
    """
    sizes = sizes or Sizes()
    tell = progress or (lambda *_: None)
    with tempfile.TemporaryDirectory(prefix="simulate-") as made:
        scratch = Path(made)
        with comparison(study, snapshot, scratch, sizes) as db:
            run = _Run(study, snapshot, scratch, sizes, db)
            years = []
            for year in range(study.years):
                tell("people", year / study.years)
                run.both(study.day(year))
                lines = by_rule(db, study.rules)
                years.append(Year(as_of=study.day(year), lines=lines))
                if year == 0:
                    first = run.first_year()
            tell("done", 1.0)
    return Outcome(
        persons=first.report.persons,
        households=first.report.households,
        years=tuple(years),
        towns=first.towns,
        groups=first.groups,
        bands=first.bands,
        poverty=first.poverty,
        once=tuple(n for n in study.rules if study.after.rule(n).rule.unit == ONCE),
    )


@dataclass(frozen=True, slots=True)
class _First:
    report: SweepReport
    towns: tuple[Line, ...]
    groups: tuple[Line, ...]
    bands: Households
    poverty: PovertyGap | None


class _Run:
    def __init__(
        self, study: Study, snapshot: Path, scratch: Path, sizes: Sizes, db: Database
    ) -> None:
        self.study, self.snapshot, self.scratch = study, snapshot, scratch
        self.sizes, self.db = sizes, db
        self.sides = tuple(with_shadows(book, study.rules) for book in (study.before, study.after))

    def both(self, day: date) -> None:
        """Sweep both sides on a day and make the table `pairs`."""
        folders = [self.scratch / name for name in ("before", "after")]
        for book, folder in zip(self.sides, folders, strict=True):
            self._sweep(book, folder, day)
        join_sides(self.db, *folders)

    def first_year(self) -> _First:
        """The towns, groups, bands and poverty gap of the first day."""
        files = []
        for side, book in (("before", self.study.before), ("after", self.study.after)):
            made = measures(book, self.study.groups, self.study.poverty)
            folder = self.scratch / f"measures-{side}"
            report = self._sweep(made, folder, self.study.as_of)
            files.append(f"read_parquet({literal(str(folder / 'findings.parquet'), TEXT)})")
        kinds = [(number, each.of) for number, each in enumerate(self.study.groups)]
        self.db.execute("CREATE OR REPLACE TABLE kinds (number INT, of TEXT)")
        if kinds:
            self.db.executemany("INSERT INTO kinds VALUES (?, ?)", kinds)
        gather_members(self.db, files[0])
        bands = households(self.db)
        gap = poverty_gap(self.db, *files) if self.study.poverty else None
        lines = tuple(by_group(self.db, self.study.groups))
        return _First(report, by_town(self.db), lines, bands, gap)

    def _sweep(self, book: Rulebook, folder: Path, day: date) -> SweepReport:
        return sweep(
            book,
            self.snapshot,
            day,
            folder,
            threads=self.sizes.threads,
            memory=self.sizes.memory,
            explained=False,
        )


def compared_rules(before: Rulebook, after: Rulebook, order: Sequence[str]) -> tuple[str, ...]:
    """The rules that the reform touches: changed themselves, or naming a parameter that changed."""
    changed = changed_parameters(before, after)
    found = []
    for name in order:
        one, other = before.rule(name), after.rule(name)
        written = [
            ([c.condition.when for c in side.conditions], side.rule.amount) for side in (one, other)
        ]
        used = {n for c in one.conditions for n in c.parameters} | set(one.amount_parameters)
        if written[0] != written[1] or used & changed:
            found.append(name)
    return tuple(found)
