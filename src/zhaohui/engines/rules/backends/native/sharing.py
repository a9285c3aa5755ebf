"""Which expressions are computed once for a block because several rules use them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.native.graph import Graph

if TYPE_CHECKING:
    from zhaohui.engines.rules.backends.native.program import Program

LEAST_WEIGHT = 3
HEAVY = (tree.Span, tree.Shift, tree.MulDiv, tree.Band, tree.Lookup, tree.InArea, tree.NextBand)
APART = (*HEAVY, tree.Age)  # loops without them are vectorised
LEAVES = (tree.Const, tree.FactRef, tree.Today, tree.ParameterRef, tree.Aggregate)


def shared_nodes(program: Program) -> set[int]:
    """The persons' expressions worth a column: not small and used by several rules or aggregates, or slow."""
    graph = program.graph
    users = _users(program)
    chosen: set[int] = set()
    covered: dict[int, set[frozenset[int]]] = defaultdict(set)
    for number in sorted(users, reverse=True):  # wholes before their parts
        node, own = graph.nodes[number], frozenset(users[number])
        if isinstance(node, LEAVES):
            continue
        is_apart = isinstance(node, APART)
        is_worth = len(own) > 1 and _weight(graph, number) >= LEAST_WEIGHT
        if is_apart or (is_worth and own not in covered[number]):
            chosen.add(number)
        passed = {own} if number in chosen else covered[number]
        for part in graph.parts[number]:
            covered[part] |= passed
    return chosen


def _users(program: Program) -> dict[int, set[int]]:
    """For each expression about a person the rules and aggregates that use it."""
    users: dict[int, set[int]] = defaultdict(set)
    graph, unit = program.graph, 0
    bodies: dict[int, None] = {}
    for compiled in program.book.rules.values():
        roots = [graph.number(each.code.node) for each in compiled.conditions]
        rare = []
        if program.is_explained:
            derived = program.book.derived(compiled.rule.id)
            roots += [graph.number(each) for each in (*derived.changes, derived.amount_change)]
            rare += [graph.number(each) for each in (*derived.needs, derived.amount_needs)]
        rare += [graph.number(compiled.amount.node)] if compiled.amount else []
        unit += 1
        for number in graph.below(*roots, *rare):
            if isinstance(graph.nodes[number], tree.Aggregate):
                bodies.update(dict.fromkeys(graph.parts[number]))
        if compiled.rule.subject == "person":
            for number in graph.below(*roots):
                users[number].add(unit)
    for body in bodies:
        unit += 1
        for number in graph.below(body):
            users[number].add(unit)
    return users


def _weight(graph: Graph, number: int) -> int:
    """How many steps an expression takes, more than a few counted as a few."""
    node = graph.nodes[number]
    if isinstance(node, HEAVY):
        return LEAST_WEIGHT
    own = (each for each in graph.below(number) if not isinstance(graph.nodes[each], tree.Const))
    return sum(1 for _ in own)
