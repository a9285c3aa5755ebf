"""The definition of the language: each node becomes a closure from a view to a value.

None is unknown. `Code` keeps the closures of the parts, so that needs and traces walk the same tree.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.calendar import months_between, years_between
from zhaohui.engines.rules.derived_nodes import derived_run
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.tree import Node

Run = Callable[[View], Any]
OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip

FOLDS: dict[str, Callable[[list[Any]], Any]] = {
    "total": sum, "count": sum, "largest": max, "first": min, "last": max,
    "bits": lambda masks: reduce(operator.or_, masks),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """A node with the closure that evaluates it and the codes of its children."""

    node: Node
    run: Run
    parts: tuple[Code, ...]


def compile_node(node: Node) -> Code:
    """The code of a typed tree."""
    parts = tuple(compile_node(child) for child in tree.children(node))
    return Code(node, run_of(node, [part.run for part in parts]), parts)


def parts_seen(code: Code, view: View) -> list[tuple[Code, View]]:
    """The parts that a value rests on: of a choice the branch taken, of an aggregate each member."""
    if isinstance(code.node, tree.Aggregate):
        return [(part, member) for part in code.parts for member in view.groups[code.node.group]]
    if isinstance(code.node, tree.IfElse | tree.Pick):
        when, then, other = code.parts
        chosen = when.run(view)
        taken = [then, other] if chosen is None else [then if chosen else other]
        return [(part, view) for part in (when, *taken)]
    return [(part, view) for part in code.parts]


def divide_rounded(dividend: int, by: int) -> int:
    """dividend/by to the nearest whole number, halves away from zero.

    >>> divide_rounded(5, 2), divide_rounded(-5, 2), divide_rounded(4, 3)
    (3, -3, 1)
    """
    size = (2 * abs(dividend) + abs(by)) // (2 * abs(by))
    return size if (dividend < 0) == (by < 0) else -size


def run_of(node: Node, parts: list[Run]) -> Run:
    """The closure of a node from those of its children."""
    match node:
        case tree.Const(value=value):
            return lambda _: value
        case tree.FactRef(entity=entity, name=name):
            return _fact(entity, name)
        case tree.Age():
            return lambda view: view.age
        case tree.Today():
            return lambda view: view.today
        case tree.ParameterRef(name=name):
            return lambda view: view.values[name]
        case tree.Not():
            return _strict(operator.not_, parts[0])
        case tree.And():
            return _decided_by(False, parts)
        case tree.Or():
            return _decided_by(True, parts)
        case tree.Compare(op=op):
            return _strict_pair(OPERATIONS[op], *parts)
        case tree.In(values=values):
            allowed = frozenset(each.value for each in values)
            return _strict(allowed.__contains__, parts[0])
        case tree.IfElse():
            return _if_else(*parts)
        case tree.Arithmetic(op="//"):
            return _floor(*parts)
        case tree.Arithmetic(op=op):
            return _strict_pair(OPERATIONS[op], *parts)
        case tree.MulDiv():
            return _muldiv(*parts)
        case tree.Extreme(op=op):
            return _extreme(min if op == "min" else max, parts)
        case tree.InArea(prefix=prefix):
            return _strict(lambda code: code.startswith(prefix), parts[0])
        case tree.Span(unit=unit):
            return _strict_pair(years_between if unit == "years" else months_between, *parts)
        case tree.Known():
            return lambda view: parts[0](view) is not None
        case tree.Aggregate(op=op, group=group):
            return _aggregate(op, group, parts)
        case tree.Lookup(table=table):
            return _lookup(table, parts[0])
        case tree.Band(table=table):
            return _band(table, parts[0])
        case _:
            return derived_run(node, parts)


def _fact(entity: str, name: str) -> Run:
    if entity == "person":
        return lambda view: view.person.get(name)
    if entity == "living":
        return lambda view: view.living.get(name)
    return lambda view: view.registered.get(name)


def _strict(operation: Callable[[Any], Any], part: Run) -> Run:
    def run(view: View) -> Any:
        value = part(view)
        return None if value is None else operation(value)

    return run


def _strict_pair(operation: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    def run(view: View) -> Any:
        a, b = left(view), right(view)
        return None if a is None or b is None else operation(a, b)

    return run


def _decided_by(decider: bool, parts: list[Run]) -> Run:
    def run(view: View) -> bool | None:
        unknown = False
        for part in parts:
            value: bool | None = part(view)
            if value is decider:
                return decider
            if value is None:
                unknown = True
        return None if unknown else not decider

    return run


def _if_else(when: Run, then: Run, other: Run) -> Run:
    def run(view: View) -> Any:
        chosen = when(view)
        if chosen is None:
            a, b = then(view), other(view)
            return a if a == b else None
        return then(view) if chosen else other(view)

    return run


def _floor(left: Run, right: Run) -> Run:
    def run(view: View) -> int | None:
        dividend, by = left(view), right(view)
        return None if dividend is None or not by else dividend // by

    return run


def _muldiv(item: Run, times: Run, by: Run) -> Run:
    def run(view: View) -> int | None:
        x, n, d = item(view), times(view), by(view)
        return None if x is None or n is None or not d else divide_rounded(x * n, d)

    return run


def _extreme(pick: Callable[[list[Any]], Any], parts: list[Run]) -> Run:
    def run(view: View) -> Any:
        values = [part(view) for part in parts]
        return None if None in values else pick(values)

    return run


def _lookup(table: str, key: Run) -> Run:
    def run(view: View) -> Any:
        cells, wanted = view.values[table], key(view)
        return None if cells is None or wanted is None else cells.get(wanted)

    return run


def _band(table: str, key: Run) -> Run:
    def run(view: View) -> Any:
        bands, wanted = view.values[table], key(view)
        if bands is None or wanted is None:
            return None
        lowest, cells = bands
        index = bisect_right(lowest, wanted)
        return cells[index - 1] if index else 0

    return run


def _aggregate(op: str, group: str, parts: list[Run]) -> Run:
    if op == "size":
        return lambda view: len(view.groups[group])
    body = parts[0]
    if op in ("any_of", "all_of"):
        decider = op == "any_of"

        def decide(view: View) -> bool | None:
            values = [body(member) for member in view.groups[group]]
            if decider in values:
                return decider
            return None if None in values else not decider

        return decide
    fold = FOLDS[op]

    def gather(view: View) -> Any:
        values = [body(member) for member in view.groups[group]]
        return None if None in values else fold(values)

    return gather
