"""Everything that is wrong with a pack, and everything that it lacks, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhaohui.clock import county_today
from zhaohui.packs.checks.access import check_access
from zhaohui.packs.checks.areas import check_areas
from zhaohui.packs.checks.citations import check_citations
from zhaohui.packs.checks.dates import check_dates
from zhaohui.packs.checks.engine import check_engine
from zhaohui.packs.checks.files import check_files
from zhaohui.packs.checks.forms import check_forms
from zhaohui.packs.checks.frequencies import check_frequencies
from zhaohui.packs.checks.plans import check_plans
from zhaohui.packs.checks.quotations import check_quotations
from zhaohui.packs.checks.references import check_references
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.checks.sums import check_sums
from zhaohui.packs.checks.usage import check_usage
from zhaohui.packs.errors import Problem, Problems
from zhaohui.packs.gaps import Gap, gaps
from zhaohui.packs.loading import read

CHECKS = (
    check_files,
    check_references,
    check_plans,
    check_areas,
    check_sums,
    check_dates,
    check_citations,
    check_quotations,
    check_usage,
    check_engine,
    check_access,
    check_forms,
    check_frequencies,
)


@dataclass(frozen=True)
class Examination:
    """The problems (by file and line) and the declared gaps (by department) of a pack."""

    code: str
    name: str
    version: str
    problems: list[Problem]
    gaps: list[Gap]

    @property
    def ok(self) -> bool:
        """Whether the pack may be used."""
        return not any(problem.severity == "error" for problem in self.problems)


def check(path: Path | str) -> list[Problem]:
    """Every problem of the pack in folder `path`. PackError when it is not a pack."""
    return examine(path).problems


def examine(path: Path | str, *, today: date | None = None) -> Examination:
    """Problems and gaps of the pack in `path` as of `today`. PackError when it is not a pack."""
    problems = Problems()
    pack = read(Path(path), problems)
    if pack is None:
        return Examination("", "", "", sorted(problems, key=_by_place), [])
    faulty = frozenset(p.place.rpartition(":")[0] for p in problems if p.severity == "error")
    scope = Scope(pack, problems, today or county_today(), faulty)
    for run in CHECKS:
        run(scope)
    ordered = sorted(problems, key=_by_place)
    return Examination(pack.code, pack.name, pack.version, ordered, gaps(pack))


def _by_place(problem: Problem) -> tuple[str, int]:
    name, _, line = problem.place.rpartition(":")
    return name, int(line) if line.isdigit() else 0
