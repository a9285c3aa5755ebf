"""The groups, lines and following standards of the simulator, and the example reforms, can be used."""

from __future__ import annotations

from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.simulate.shadows import measures
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.book import rulebook
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.errors import PackError
from zhaohui.packs.reading.records import read_reform
from zhaohui.packs.reforms.apply import apply_reform
from zhaohui.packs.reforms.studies import engine_groups, engine_poverty, study_of

NEEDED = ("facts.toml", "params/", "rules/", "simulation.yaml")


def check_simulation(scope: Scope) -> None:
    """Check that expressions compile, that parameters exist, and that each reform can be applied."""
    if not all(scope.whole(name) for name in NEEDED) or any(
        problem.severity == "error" for problem in scope.problems
    ):
        return
    _simulation(scope)
    for path in sorted((scope.pack.folder / "reforms").glob("*.yaml")):
        try:
            reform = read_reform(path)
            study_of(scope.pack, reform, apply_reform(scope.pack, reform), today=scope.today)
        except PackError as error:
            scope.problems.error(f"reforms/{path.name}:1", error.message, error.hint)
        except ZhaohuiError as error:
            scope.problems.error(f"reforms/{path.name}:1", str(error), error.hint)


def _simulation(scope: Scope) -> None:
    row = scope.pack.simulation
    if row is None:
        return
    parameters = {each.name: each for each in scope.pack.parameters}
    for follow in row.follows:
        for name in (follow.parameter, follow.of):
            if name not in parameters:
                scope.problems.error(follow.place, f"the pack has no parameter {name}")
    try:
        measures(rulebook(scope.pack), engine_groups(row.groups), engine_poverty(row.poverty))
    except RuleError as error:
        scope.problems.error(row.place, error.message, error.hint)
