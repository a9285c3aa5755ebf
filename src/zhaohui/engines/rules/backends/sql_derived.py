"""SQL of the nodes that only derived trees have: none of them is ever NULL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.dialect import Dialect
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.tree import Node

NEVER = literal(tree.NEVER, tree.DATE)
FAR_YEARS = 10_000  # the engines' calendars go on where ours ends


def joined(node: Node, texts: Sequence[str]) -> str:
    """A choice, a union of bits or the end of several days, from the SQL of the parts."""
    if isinstance(node, tree.Pick):
        when, then, other = texts
        if when == "TRUE" or then == other:
            return then
        return other if when == "FALSE" else f"CASE WHEN {when} THEN {then} ELSE {other} END"
    if isinstance(node, tree.BitOr):
        return f"({' | '.join(texts)})"
    assert isinstance(node, tree.Ends)
    if node.op == "max":
        return NEVER if NEVER in texts else f"greatest({', '.join(texts)})"
    return soonest(texts)


def soonest(days: Sequence[str]) -> str:
    """The first of days given as SQL."""
    given = [day for day in dict.fromkeys(days) if day != NEVER]
    if len(given) < 2:
        return given[0] if given else NEVER
    return f"least({', '.join(given)})"


def shifted(dialect: Dialect, unit: str, start: str, n: str) -> str:
    """The first day on which n full units have passed; SQL cuts a day that the month lacks."""
    if unit == "days":
        return f"({start} + ({n})::INTEGER)"
    size = 12 if unit == "years" else 1
    far = FAR_YEARS * 12 // size
    months = f"(least(greatest({n}, -{far}), {far}) * {size})::INTEGER"
    there = dialect.later.format(start=start, months=months)
    return f"least({there} + (day({there}) < day({start}))::INTEGER, {NEVER})"


def next_value(whole: date, cells: Mapping[Any, date], key: str, node: Node | None) -> str:
    """The day on which a parameter, or a table's cell, gets another value."""
    all_of_it = literal(whole, tree.DATE)
    if node is None or whole == tree.NEVER:
        return all_of_it
    cases = " ".join(
        f"WHEN {key} = {literal(each, node.type)} THEN {literal(day, tree.DATE)}"
        for each, day in cells.items()
    )
    return f"CASE WHEN {key} IS NULL THEN {all_of_it} {cases} ELSE {NEVER} END"


def next_band(bands: Any, key: str) -> str:
    """The lowest bound above the key."""
    lowest = bands[0] if bands else []
    cases = " ".join(f"WHEN {key} < {low} THEN {low}::BIGINT" for low in lowest)
    none = f"{tree.NO_BAND}::BIGINT"
    return f"CASE {cases} ELSE {none} END" if cases else none
