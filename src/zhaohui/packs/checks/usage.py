"""What is declared and never used, and rules that no law case shows."""

from __future__ import annotations

import ast
from collections import defaultdict

from zhaohui.engines.rules.vocabulary import AGE, BIRTH
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.rules import RuleRow
from zhaohui.packs.signals import expressions_of


def check_usage(scope: Scope) -> None:
    """Unused facts, enum values and parameters; rules without cases; cases with unknown facts."""
    if not (scope.whole("rules/") and scope.pack.rules):
        return
    names: set[str] = set()
    words: set[str] = set()
    for rule in scope.pack.rules:
        for expression in expressions(rule):
            found_names, found_words = words_of(expression)
            names |= found_names
            words |= found_words
    for register in scope.pack.registers:
        for reckoned in register.reckoned:
            names |= words_of(reckoned.equals)[0]
    for expression in (each for row in scope.pack.signals for each in expressions_of(row)):
        names |= words_of(expression)[0]
    words |= _table_keys(scope)
    names |= {item.relief_limit for item in scope.pack.items}
    _facts(scope, names, words)
    for parameter in scope.pack.parameters:
        if parameter.name not in names:
            scope.problems.warning(
                parameter.place, f"no rule uses the parameter {parameter.name}", "use or remove it"
            )
    for rule in scope.pack.rules:
        if not rule.cases:
            scope.problems.warning(
                rule.place,
                f"the rule {rule.id} has no law case",
                "add `cases`: facts in, answer out",
            )


def _table_keys(scope: Scope) -> set[str]:
    """The text keys of tables: `lookup(标准, 类别)` uses every value of 类别 that is a key."""
    return {
        key
        for parameter in scope.pack.parameters
        if parameter.key == "text"
        for version in parameter.versions
        for key in version.value or ()
    }


def expressions(rule: RuleRow) -> list[str]:
    """The rule's expressions: its conditions and its amount."""
    return [c.when for c in rule.conditions] + ([rule.amount] if rule.amount else [])


def words_of(expression: str) -> tuple[set[str], set[str]]:
    """(names, text literals) of an expression; empty when it cannot be parsed.

    >>> sorted(words_of("户籍性质 == '农村'")[0])
    ['户籍性质']
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        return set(), set()  # the engine tells what is wrong with it
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    if AGE in names:
        names.add(BIRTH)
    return names, {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _facts(scope: Scope, names: set[str], words: set[str]) -> None:
    unused: dict[str, list[str]] = defaultdict(list)
    for fact in scope.pack.facts:
        if fact.name not in names:
            scope.problems.info(fact.place, f"no rule uses the fact {fact.name}")
            continue
        unused[fact.place] = [value for value in fact.values if value not in words]
        if unused[fact.place]:
            scope.problems.info(
                fact.place,
                f"no rule names these values of {fact.name}: {', '.join(unused[fact.place])}",
            )
