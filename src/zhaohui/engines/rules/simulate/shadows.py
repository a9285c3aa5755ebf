"""The rulebooks that a simulation sweeps: each rule with its shadow, the groups, the poverty line.

A rule's shadow answers yes wherever the rule answers yes or unknown, and its amount is what the rule
would pay if all that is unknown of its conditions held: the upper bound of an open answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.compile import CompiledCondition, CompiledRule
from zhaohui.engines.rules.interpret import compile_node
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.simulate.study import Group, Poverty
from zhaohui.engines.rules.spec import Condition, Rule
from zhaohui.engines.rules.tree import Node

SHADOW = "may:"
GROUP = "group:"
INCOME, LINE = "poverty:income", "poverty:line"
ALWAYS = "size() >= 1"  # a household has a member


def with_shadows(book: Rulebook, rules: Iterable[str]) -> Rulebook:
    """The chosen rules of the book, each with its shadow beside it."""
    chosen = {each: book.rule(each) for each in rules}
    shadows = {SHADOW + name: _shadow(compiled) for name, compiled in chosen.items()}
    return Rulebook(book.facts, book.parameters, {**chosen, **shadows}, book.areas)


def measures(book: Rulebook, groups: Iterable[Group], poverty: Poverty | None) -> Rulebook:
    """The parts of the groups and the poverty line as rules. RuleError for a wrong expression."""
    made = [
        _rule(f"{GROUP}{number}:{place}", each.of, part.when, owner=f"{each.name} {part.name}")
        for number, each in enumerate(groups)
        for place, part in enumerate(each.parts)
    ]
    if poverty:
        made.append(_rule(INCOME, "living", ALWAYS, amount=poverty.income))
        made.append(_rule(LINE, "living", ALWAYS, amount=f"({poverty.line}) * size()"))
    return Rulebook.compile(
        facts=book.facts.values(),
        parameters=book.parameters.values(),
        rules=made,
        areas=book.areas,
    )


def _rule(name: str, of: str, when: str, *, amount: str | None = None, owner: str = "") -> Rule:
    condition = Condition(code="in", when=when, yes="", no="")
    return Rule(
        id=name,
        name=owner or name,
        service="",
        subject="person" if of == "person" else "household",
        group="living",
        conditions=(condition,),
        amount=amount,
        place=owner,
    )


def _shadow(compiled: CompiledRule) -> CompiledRule:
    rule = replace(compiled.rule, id=SHADOW + compiled.rule.id, excludes=())
    conditions = tuple(
        CompiledCondition(each.condition, compile_node(_may_be(each.code.node)), each.parameters)
        for each in compiled.conditions
    )
    return CompiledRule(rule, conditions, compiled.amount, compiled.amount_parameters)


def _may_be(node: Node) -> Node:
    """True where the condition holds or is not known."""
    open_ = tree.Not(type=tree.BOOL, item=tree.Known(type=tree.BOOL, item=node))
    return tree.Or(type=tree.BOOL, items=(node, open_))
