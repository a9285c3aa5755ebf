"""Small builders of derived trees, which drop what cannot matter while they build."""

from __future__ import annotations

from collections.abc import Iterable

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.tree import Node

NEVER = tree.Const(type=tree.DATE, value=tree.NEVER)
TODAY = tree.Today(type=tree.DATE)
NOTHING = tree.Const(type=tree.INT, value=0)
MOST_BITS = 63


def number(value: int) -> Node:
    return tree.Const(type=tree.INT, value=value, low=value, high=value)


def known(node: Node) -> Node | None:
    """Whether a node is known; None where it always is."""
    if isinstance(node, tree.Const | tree.Today | tree.Known | tree.NextValue | tree.NextBand):
        return None
    if isinstance(node, tree.Aggregate) and node.op == "size":
        return None
    return tree.Known(type=tree.BOOL, item=node)


def both(*conditions: Node | None) -> Node | None:
    """All of the conditions; None stands for one that always holds."""
    given = tuple(dict.fromkeys(each for each in conditions if each is not None))
    if len(given) < 2:
        return given[0] if given else None
    return tree.And(type=tree.BOOL, items=given)


def is_so(node: Node, wanted: bool) -> Node:
    """Whether a yes/no node is surely `wanted`; itself never unknown."""
    said = node if wanted else tree.Not(type=tree.BOOL, item=node)
    sure = both(known(node), said)
    return sure if sure is not None else said


def pick(when: Node | None, then: Node, other: Node) -> Node:
    """`then` where the condition holds (None: always), else `other`."""
    if when is None or then == other:
        return then
    return tree.Pick(
        type=then.type,
        when=when,
        then=then,
        other=other,
        low=min(then.low, other.low),
        high=max(then.high, other.high),
    )


def compare(op: str, left: Node, right: Node) -> Node:
    return tree.Compare(type=tree.BOOL, op=op, left=left, right=right)


def plus_one(node: Node) -> Node:
    if isinstance(node, tree.Const) and isinstance(node.value, int):
        return number(node.value + 1)
    return tree.Arithmetic(
        type=tree.INT, op="+", left=node, right=number(1), low=node.low + 1, high=node.high + 1
    )


def shifted(start: Node, unit: str, n: Node) -> Node:
    return tree.Shift(type=tree.DATE, unit=unit, start=start, n=n)


def tomorrow() -> Node:
    return shifted(TODAY, "days", number(1))


def bits(masks: Iterable[Node]) -> Node:
    """The union of masks."""
    flat: dict[Node, None] = {}
    for mask in masks:
        flat.update(dict.fromkeys(mask.items if isinstance(mask, tree.BitOr) else (mask,)))
    constant = 0
    for each in [*flat]:
        if isinstance(each, tree.Const) and isinstance(each.value, int):
            constant |= each.value
            del flat[each]
    items = (*flat, *([number(constant)] if constant else []))
    if len(items) < 2:
        return items[0] if items else NOTHING
    return tree.BitOr(type=tree.INT, items=items, high=2**MOST_BITS - 1)


def soonest(days: Iterable[Node]) -> Node:
    """The first of several days."""
    flat: dict[Node, None] = {}
    for day in days:
        inner = day.items if isinstance(day, tree.Ends) and day.op == "min" else (day,)
        flat.update(dict.fromkeys(inner))
    return _of("min", tuple(each for each in flat if each != NEVER))


def latest(days: Iterable[Node]) -> Node:
    """The last of several days."""
    items = tuple(dict.fromkeys(days))
    return NEVER if NEVER in items else _of("max", items)


def _of(op: str, items: tuple[Node, ...]) -> Node:
    if len(items) < 2:
        return items[0] if items else NEVER
    return tree.Ends(type=tree.DATE, op=op, items=items)


def over_members(op: str, body: Node, group: str, *, idle: Node) -> Node:
    """A derived aggregate, or `idle` where the body always is that."""
    if body == idle:
        return idle
    return tree.Aggregate(
        type=body.type, op=op, body=body, group=group, low=body.low, high=body.high
    )
