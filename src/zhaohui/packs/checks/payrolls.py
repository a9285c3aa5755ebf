"""Payrolls 发放清册: their rules exist, give money, and are paid as often as the list says."""

from __future__ import annotations

from pathlib import PurePosixPath

from zhaohui.packs.checks.scope import Scope


def check_payrolls(scope: Scope) -> None:
    """Check every payroll: its file's name, its rules and their unit."""
    rules = {rule.id: rule for rule in scope.pack.rules}
    for row in scope.pack.payrolls:
        name = PurePosixPath(row.place.rpartition(":")[0]).stem
        if row.id != name:
            what = f"the id {row.id} is not the file's name"
            scope.problems.error(row.place, what, f"write {name}")
        for rule_id in row.rules:
            rule = rules.get(rule_id)
            if rule is None:
                if scope.whole("rules/"):
                    scope.problems.error(row.place, f"the rule {rule_id} is unknown")
            elif not rule.amount or rule.unit != row.unit:
                what = f"{rule_id} is not paid each {row.unit}"
                scope.problems.error(row.place, what, "give it a payroll of its own")
