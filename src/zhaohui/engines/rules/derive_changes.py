"""From an expression to the next day on which its value, or what blocks it, can differ.

With unchanged facts only time turns an answer: ages and durations cross a bound, days come, and
parameters get new values. Constants and facts never do. A decided `and` or `or` holds as long as any of
its deciding parts does: the last of their days; an aggregate likewise. Everything else, the unknown
included, holds until the first of its parts turns.
"""

from __future__ import annotations

from datetime import date

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.derive_parts import (
    NEVER,
    TODAY,
    both,
    compare,
    is_so,
    known,
    latest,
    number,
    over_members,
    pick,
    plus_one,
    shifted,
    soonest,
    tomorrow,
)
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import BIRTH

LONG_AGO = tree.Const(type=tree.DATE, value=date.min)
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
BIRTHDAY = tree.FactRef(type=tree.DATE, name=BIRTH, entity="person")


def change_of(node: Node) -> Node:
    """The next day after the evaluation's on which the node can differ; NEVER if none."""
    match node:
        case tree.Const() | tree.FactRef():
            return NEVER
        case tree.Today():
            return tomorrow()
        case tree.Age() | tree.Span():
            return _counted(node)
        case tree.ParameterRef(name=name):
            return tree.NextValue(type=tree.DATE, name=name)
        case tree.And(items=items):
            return _decided(node, False, items)
        case tree.Or(items=items):
            return _decided(node, True, items)
        case tree.Compare():
            return _compared(node)
        case tree.IfElse(when=when, then=then, other=other):
            left, right = change_of(then), change_of(other)
            taken = pick(when, left, right)
            return soonest((change_of(when), pick(known(when), taken, soonest((left, right)))))
        case tree.Aggregate():
            return _aggregated(node)
        case tree.Lookup(table=table, key=key):
            return soonest((change_of(key), tree.NextValue(type=tree.DATE, name=table, key=key)))
        case tree.Band():
            return _banded(node)
    return soonest(change_of(each) for each in tree.children(node))


def _decided(node: Node, decider: bool, items: tuple[Node, ...]) -> Node:
    days = [change_of(each) for each in items]
    if all(day == NEVER for day in days):
        return NEVER
    deciding = [
        pick(is_so(item, decider), day, LONG_AGO) for item, day in zip(items, days, strict=True)
    ]
    return pick(is_so(node, decider), latest(deciding), soonest(days))


def _aggregated(node: tree.Aggregate) -> Node:
    if node.body is None:
        return NEVER
    day = change_of(node.body)
    first = over_members("first", day, node.group, idle=NEVER)
    if first == NEVER or node.op not in ("any_of", "all_of"):
        return first
    decider = node.op == "any_of"
    deciding = pick(is_so(node.body, decider), day, LONG_AGO)
    last = over_members("last", deciding, node.group, idle=NEVER)
    return pick(is_so(node, decider), last, first)


def _is_timeless(node: Node) -> bool:
    return not any(isinstance(each, tree.Age | tree.Today) for each in tree.walk(node))


def _counter(node: Node) -> tuple[Node, str] | None:
    """From when, and in what unit, a node counts up to today; None if it does not."""
    if isinstance(node, tree.Age):
        return BIRTHDAY, "years"
    if isinstance(node, tree.Span) and node.end == TODAY and _is_timeless(node.start):
        return node.start, node.unit
    return None


def _counted(node: Node) -> Node:
    counter = _counter(node)
    if counter is not None:
        start, unit = counter
        day = pick(known(node), shifted(start, unit, plus_one(node)), NEVER)
        return soonest((day, change_of(start)))
    if _is_timeless(node):
        return soonest(change_of(each) for each in tree.children(node))
    return tomorrow()


def _compared(node: tree.Compare) -> Node:
    for left, right, op in (
        (node.left, node.right, node.op),
        (node.right, node.left, MIRRORED[node.op]),
    ):
        if not _is_timeless(right):
            continue
        if left == TODAY:
            return soonest((_day_comes(op, right), change_of(right)))
        counter = _counter(left)
        if counter is not None:
            start, unit = counter
            crossing = _crossing(op, left, right, start, unit)
            return soonest((crossing, change_of(start), change_of(right)))
    return soonest((change_of(node.left), change_of(node.right)))


def _day_comes(op: str, day: Node) -> Node:
    """When `today op day` turns: on the day, and for some on the day after."""
    on = pick(compare("<", TODAY, day), day, NEVER)
    after = pick(compare("<=", TODAY, day), shifted(day, "days", number(1)), NEVER)
    turning = {"<": on, ">=": on, "<=": after, ">": after}.get(op)
    if turning is None:
        turning = pick(compare("<", TODAY, day), day, after)
    return pick(known(day), turning, NEVER)


def _crossing(op: str, count: Node, bound: Node, start: Node, unit: str) -> Node:
    """When `count op bound` turns, while the count only grows."""
    on = pick(compare("<", count, bound), shifted(start, unit, bound), NEVER)
    after = pick(compare("<=", count, bound), shifted(start, unit, plus_one(bound)), NEVER)
    turning = {"<": on, ">=": on, "<=": after, ">": after}.get(op)
    if turning is None:
        turning = pick(compare("<", count, bound), shifted(start, unit, bound), after)
    return pick(both(known(count), known(bound)), turning, NEVER)


def _banded(node: tree.Band) -> Node:
    table = tree.NextValue(type=tree.DATE, name=node.table)
    counter = _counter(node.key)
    if counter is None:
        return soonest((change_of(node.key), table))
    start, unit = counter
    bound = tree.NextBand(type=tree.INT, table=node.table, key=node.key, high=tree.NO_BAND)
    crossing = pick(known(node.key), shifted(start, unit, bound), NEVER)
    return soonest((crossing, change_of(start), table))
