"""How benefits are paid names rules that pay by the month, each once."""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope


def check_payments(scope: Scope) -> None:
    """Check that each benefit of payments.yaml is a rule with an amount by the month."""
    row = scope.pack.payments
    if row is None:
        return
    scope.duplicates(((each.rule, each.place) for each in row.benefits), "benefit")
    rules = {rule.id: rule for rule in scope.pack.rules}
    for each in row.benefits:
        rule = rules.get(each.rule)
        if rule is None:
            scope.problems.error(each.place, f"there is no rule {each.rule}")
        elif rule.unit != "月" or not rule.amount:
            scope.problems.error(
                each.place, f"the rule {each.rule} pays no amount by the month", "leave it out"
            )
