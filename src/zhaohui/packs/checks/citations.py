"""Every number says where it was read; a level says no more than its source can bear."""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.rules import ParameterRow, RuleRow

YUAN = "元"


def check_citations(scope: Scope) -> None:
    """Rules without citation, values without source, placeholders that hold a value."""
    for rule in scope.pack.rules:
        _rule(scope, rule)
    for parameter in scope.pack.parameters:
        _parameter(scope, parameter)
    manifest = scope.pack.manifest
    if manifest.default_residents and not manifest.default_residents_source:
        scope.problems.error(
            manifest.place,
            "`default_residents` has no source",
            "name one in `default_residents_source`",
        )


def _rule(scope: Scope, rule: RuleRow) -> None:
    if not rule.citations:
        scope.problems.error(
            rule.place,
            f"the rule {rule.id} cites nothing",
            "add `citations: [{source: …, article: …}]`",
        )
    if rule.amount and not rule.unit:
        scope.problems.error(
            rule.place,
            f"the rule {rule.id} gives an amount without a `unit`",
            "write 月, 年, 学年 or 次",
        )
    known = {row.source_id: row for row in scope.pack.sources}
    levels = {known[c.source].verification for c in rule.citations if c.source in known}
    if rule.verification == "verified" and levels and "verified" not in levels:
        scope.problems.warning(
            rule.place,
            f"the rule {rule.id} is marked verified but none of its sources is",
            "use the level of the page that was read",
        )


def _parameter(scope: Scope, parameter: ParameterRow) -> None:
    _unit(scope, parameter)
    if not parameter.owner:
        scope.problems.warning(
            parameter.place,
            f"{parameter.name} has no `owner`",
            "name the department that keeps it up to date",
        )
    for version in parameter.versions:
        if version.value is not None and not version.source:
            scope.problems.error(
                version.place,
                f"the value of {parameter.name} from {version.start} has no source",
                "name the document in sources.csv",
            )
        if version.value is not None and version.verification == "placeholder":
            scope.problems.error(
                version.place,
                f"{parameter.name} from {version.start} is a placeholder with a value",
                "a placeholder is empty: write `value: null` and a `gap`",
            )


def _unit(scope: Scope, parameter: ParameterRow) -> None:
    if not parameter.unit and parameter.type in ("money", "int", "table"):
        scope.problems.warning(
            parameter.place, f"{parameter.name} has no `unit`", "write 元/月, 岁, 人 …"
        )
    is_money = "money" in (parameter.type, parameter.of)
    if is_money and parameter.unit and not parameter.unit.startswith(YUAN):
        scope.problems.error(
            parameter.place,
            f"{parameter.name} is money but its unit is {parameter.unit}",
            "values are read as 元: write 元/月, 元/人·月 … and the values to match",
        )
