"""Whether a number only grows, or only shrinks, while one fact grows."""

from __future__ import annotations

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.tree import Node


def direction(node: Node, name: str) -> int | None:
    """1 where the value never falls while the fact grows, -1 never rises, 0 does not depend, None unclear."""
    match node:
        case tree.Const() | tree.ParameterRef() | tree.Age() | tree.Today():
            return 0
        case tree.FactRef(name=own):
            return int(own == name)
        case tree.Arithmetic(op=("+" | "-") as op, left=left, right=right):
            second = direction(right, name)
            if op == "-" and second is not None:
                second = -second
            return _both(direction(left, name), second)
        case tree.Arithmetic(op=op, left=left, right=right):
            return _scaled(left, right, name, divides=op == "//")
        case tree.MulDiv(item=item, times=times, by=by):
            if direction(times, name) == 0 == direction(by, name) and min(times.low, by.low) >= 0:
                return direction(item, name)
            return _steady(node, name)
        case tree.Extreme(items=items):
            found: int | None = 0
            for item in items:
                found = _both(found, direction(item, name))
            return found
        case tree.Aggregate(op=("total" | "largest"), body=tree.Node() as body):
            return direction(body, name)
        case _:
            return _steady(node, name)


def _scaled(left: Node, right: Node, name: str, *, divides: bool) -> int | None:
    one, other = direction(left, name), direction(right, name)
    if other == 0 and right.low >= 0:
        return one
    if one == 0 and left.low >= 0 and not divides:
        return other
    return 0 if (one, other) == (0, 0) else None


def _both(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return None
    if one and other and one != other:
        return None
    return one or other


def _steady(node: Node, name: str) -> int | None:
    enters = any(isinstance(each, tree.FactRef) and each.name == name for each in tree.walk(node))
    return None if enters else 0
