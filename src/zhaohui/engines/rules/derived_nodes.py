"""How the interpreter evaluates the nodes that only derived trees have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.calendar import shift
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.tree import Node

Run = Callable[[View], Any]
NEXT = "下次:"  # beside each parameter's value: (next day it differs, {key: next day})


def derived_run(node: Node, parts: list[Run]) -> Run:
    """The closure of a derived node, from the closures of its children."""
    match node:
        case tree.Pick():
            when, then, other = parts
            return lambda view: then(view) if when(view) else other(view)
        case tree.BitOr():
            return lambda view: _or(part(view) for part in parts)
        case tree.Ends(op=op):
            choose = min if op == "min" else max
            return lambda view: choose(part(view) for part in parts)
        case tree.Shift(unit=unit):
            start, n = parts
            return lambda view: shift(start(view), unit, n(view))
        case tree.NextValue(name=name):
            return _next_value(name, parts[0] if parts else None)
        case tree.NextBand(table=table):
            return _next_band(table, parts[0])
    raise AssertionError(node)


def _or(masks: Any) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _next_value(name: str, key: Run | None) -> Run:
    def run(view: View) -> Any:
        whole, cells = view.values[NEXT + name]
        wanted = None if key is None else key(view)
        return whole if wanted is None else cells.get(wanted, tree.NEVER)

    return run


def _next_band(table: str, key: Run) -> Run:
    def run(view: View) -> int:
        bands = view.values[table]
        if bands is None:
            return tree.NO_BAND
        lowest: list[int] = bands[0]
        index = bisect_right(lowest, key(view))
        return lowest[index] if index < len(lowest) else tree.NO_BAND

    return run
