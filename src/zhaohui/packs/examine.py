"""Everything that is wrong with a pack, and everything that it lacks, in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zhaohui.clock import county_today
from zhaohui.packs.aged import Aged, aged
from zhaohui.packs.checks.access import check_access
from zhaohui.packs.checks.areas import check_areas
from zhaohui.packs.checks.bundles import check_bundles
from zhaohui.packs.checks.citations import check_citations
from zhaohui.packs.checks.dates import check_dates
from zhaohui.packs.checks.dealings import check_dealings
from zhaohui.packs.checks.engine import check_engine
from zhaohui.packs.checks.files import check_files
from zhaohui.packs.checks.forms import check_forms
from zhaohui.packs.checks.frequencies import check_frequencies
from zhaohui.packs.checks.items import check_items
from zhaohui.packs.checks.offers import check_offers
from zhaohui.packs.checks.payments import check_payments
from zhaohui.packs.checks.payrolls import check_payrolls
from zhaohui.packs.checks.plans import check_plans
from zhaohui.packs.checks.platforms import check_platforms
from zhaohui.packs.checks.quotations import check_quotations
from zhaohui.packs.checks.references import check_references
from zhaohui.packs.checks.registers import check_registers
from zhaohui.packs.checks.schedules import check_schedules
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.checks.signals import check_signals
from zhaohui.packs.checks.simulation import check_simulation
from zhaohui.packs.checks.sums import check_sums
from zhaohui.packs.checks.templates import check_templates
from zhaohui.packs.checks.usage import check_usage
from zhaohui.packs.checks.verifications import check_verifications
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
    check_registers,
    check_dealings,
    check_items,
    check_bundles,
    check_offers,
    check_verifications,
    check_platforms,
    check_schedules,
    check_signals,
    check_templates,
    check_payrolls,
    check_frequencies,
    check_simulation,
    check_payments,
)


@dataclass(frozen=True)
class Examination:
    """The problems (by file and line) of a pack; by department its gaps and its aged figures."""

    code: str
    name: str
    version: str
    problems: list[Problem]
    gaps: list[Gap]
    aged: list[Aged] = field(default_factory=list)

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
    # A pack whose parameters the engine refuses has no figures to call old.
    old = [] if any(p.severity == "error" for p in problems) else aged(pack, scope.today)
    return Examination(pack.code, pack.name, pack.version, ordered, gaps(pack), old)


def _by_place(problem: Problem) -> tuple[str, int]:
    name, _, line = problem.place.rpartition(":")
    return name, int(line) if line.isdigit() else 0
