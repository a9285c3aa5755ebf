"""Payrolls 应发清单 and benefit lists 待遇清单: their rules exist, and a payroll's are paid as often as it says."""

from __future__ import annotations

from pathlib import PurePosixPath

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.benefit_lists import BenefitListRow
from zhaohui.packs.schema.payrolls import PayrollRow


def check_payrolls(scope: Scope) -> None:
    """Check every payroll and every benefit list: its file's name, its rules, a payroll's unit."""
    rules = {rule.id: rule for rule in scope.pack.rules}
    lists: list[PayrollRow | BenefitListRow] = [*scope.pack.payrolls, *scope.pack.benefit_lists]
    for row in lists:
        name = PurePosixPath(row.place.rpartition(":")[0]).stem
        if row.id != name:
            what = f"the id {row.id} is not the file's name"
            scope.problems.error(row.place, what, f"write {name}")
        for rule_id in row.rules:
            if rule_id not in rules and scope.whole("rules/"):
                scope.problems.error(row.place, f"the rule {rule_id} is unknown")
    for payroll in scope.pack.payrolls:
        for rule_id in payroll.rules:
            rule = rules.get(rule_id)
            if rule and (not rule.amount or rule.unit != payroll.unit):
                what = f"{rule_id} is not paid each {payroll.unit}"
                scope.problems.error(payroll.place, what, "give it a payroll of its own")
