"""The rules compile, and give each of their law cases the expected answer."""

from __future__ import annotations

from zhaohui.engines.rules import FactError, Rulebook, RuleError
from zhaohui.packs.book import rulebook, rulebook_faults
from zhaohui.packs.cases import differences
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.rules import CaseRow, RuleRow


def check_engine(scope: Scope) -> None:
    """Check facts, parameters and rules together, then run the law cases."""
    if not (scope.whole("facts.toml") and scope.whole("params/")):
        return
    with_rules = scope.whole("rules/")
    faults = rulebook_faults(scope.pack, with_rules=with_rules)
    for fault in faults:
        _tell(scope, fault)
    if faults or not with_rules:
        return
    book = rulebook(scope.pack)
    for rule in scope.pack.rules:
        for case in rule.cases:
            _run(scope, book, rule, case)


def _tell(scope: Scope, fault: RuleError) -> None:
    """Add a fault of the engine unless the pack's own checks found one at the same place."""
    place = fault.place or "facts.toml:1"
    told = {problem.place for problem in scope.problems if problem.severity == "error"}
    told_files = {name.rpartition(":")[0] for name in told}
    if place not in told and (fault.place or "facts.toml" not in told_files):
        scope.problems.error(place, fault.sentence, fault.hint)


def _run(scope: Scope, book: Rulebook, rule: RuleRow, case: CaseRow) -> None:
    try:
        found = list(differences(scope.pack, book, rule, case))
    except (FactError, ValueError) as error:
        scope.problems.error(case.place, f"the case “{case.name}” cannot be run: {error}")
        return
    for difference in found:
        scope.problems.error(
            case.place,
            f"{rule.id}, case “{case.name}”: {difference}",
            "mend the rule, or the case if the law says otherwise",
        )
