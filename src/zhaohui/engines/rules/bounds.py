"""How far numbers can go: every expression's range is known when it is loaded, so none overflows.

Facts must stay within these limits (checked where they come in); a rule whose arithmetic could
leave int64 within them is refused, and no back-end needs a run-time check.
"""

from __future__ import annotations

from zhaohui.engines.rules.tree import Node

INT64 = 2**63 - 1
MAX_MONEY_FEN = 10**11
MAX_INT = 10**7
MAX_MEMBERS = 10_000
FACT_LIMITS = {"money": MAX_MONEY_FEN, "int": MAX_INT}
MAX_YEARS, MAX_MONTHS = 10_000, 120_000

Range = tuple[int, int]


def of_values(values: list[int]) -> Range:
    """The range of a parameter over all its versions; an empty one is 0..0."""
    return (min(values), max(values)) if values else (0, 0)


def of_union(*nodes: Node) -> Range:
    return min(node.low for node in nodes), max(node.high for node in nodes)


def of_arithmetic(op: str, left: Node, right: Node) -> Range:
    if op == "+":
        return left.low + right.low, left.high + right.high
    if op == "-":
        return left.low - right.high, left.high - right.low
    if op == "*":
        return _corners([x * y for x in (left.low, left.high) for y in (right.low, right.high)])
    return of_quotient((left.low, left.high), right)


def of_quotient(dividend: Range, by: Node) -> Range:
    """The range of a division, floored or rounded: the divisor nearest to zero decides."""
    ends = {by.low, by.high, *(n for n in (-1, 1) if by.low <= n <= by.high)} - {0}
    quotients = [_away(x, n) for x in dividend for n in ends]
    return _corners([*quotients, *(x // n for x in dividend for n in ends), 0])


def of_extreme(op: str, items: tuple[Node, ...]) -> Range:
    pick = min if op == "min" else max
    return pick(item.low for item in items), pick(item.high for item in items)


def of_product(item: Node, times: Node) -> Range:
    ends = [x * y for x in (item.low, item.high) for y in (times.low, times.high)]
    return _corners(ends)


def _away(x: int, n: int) -> int:
    """x/n rounded away from zero: the farthest that any rounding can go."""
    size = -(-abs(x) // abs(n))
    return size if (x < 0) == (n < 0) else -size


def _corners(ends: list[int]) -> Range:
    return min(ends), max(ends)
