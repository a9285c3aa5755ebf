"""Dated things: holidays by year, and promises whose period is over.

Holes and overlaps between a parameter's versions are found by the rules engine (`checks.engine`).
"""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.status import commitment_status

SATURDAY = 5


def check_dates(scope: Scope) -> None:
    """Holidays by year, and statuses after the period."""
    _holidays(scope)
    _statuses(scope)


def _holidays(scope: Scope) -> None:
    pack = scope.pack
    scope.duplicates(((row.date, row.place) for row in pack.holidays), "day")
    for row in pack.holidays:
        file_year = row.place.rpartition("/")[2][:4]
        if file_year != str(row.date.year):
            scope.problems.error(row.place, f"{row.date} stands in the file of {file_year}")
        if row.kind == "workday" and row.date.weekday() < SATURDAY:
            scope.problems.warning(
                row.place, f"{row.date} is a weekday, so it need not be named a workday"
            )
    years = {row.date.year for row in pack.holidays}
    first = min((p.period_from.year for p in pack.plans), default=scope.today.year)
    for year in range(first, scope.today.year + 2):
        if year not in years and scope.whole("holidays/"):
            scope.problems.info(
                f"holidays/{year}.csv:1",
                f"the holidays of {year} are missing, so Monday to Friday count as working days",
                "add the file when the State Council has published the year's holidays",
            )


def _statuses(scope: Scope) -> None:
    for plan in scope.pack.plans:
        for row in (*plan.commitments, *plan.project_targets):
            found = commitment_status(row, plan, scope.today)
            if row.status == "on_course" and plan.has_ended(scope.today):
                scope.problems.error(
                    row.place,
                    f"{row.id} says on_course but the plan's period ended on {plan.period_to}",
                    "write met, missed or no_data",
                )
            elif row.status and row.status != found and row.recorded is not None:
                scope.problems.error(
                    row.place,
                    f"{row.id} says {row.status} but its recorded value makes it {found}",
                    "leave `status` empty: it follows from `recorded`",
                )
