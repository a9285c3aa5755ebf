"""What each value of a missing fact would lead to, found by trying them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.calendar import shift
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.results import Finding, Need
from zhaohui.engines.rules.spec import Value
from zhaohui.engines.rules.story.direction import direction
from zhaohui.engines.rules.story.what_if import WhatIf
from zhaohui.engines.rules.vocabulary import BIRTH

MOST_NEEDS, MOST_RANGES, OLDEST = 4, 6, 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a missing fact would lead to: at these values, or from `low` to `high` (both in; None: open).

    `amount_fen` is None where it was not tried at every value of the range. `tried` are the values asked.
    """

    status: str
    amount_fen: int | None
    values: tuple[Value, ...] = ()
    low: int | None = None
    high: int | None = None
    tried: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Settle:
    """A missing fact and what its values would lead to; without outcomes where they can't be listed."""

    need: Need
    type: str
    outcomes: tuple[Outcome, ...] = ()


def settles(what: WhatIf) -> tuple[Settle, ...]:
    """Return the missing facts of an open answer, the first few with their outcomes."""
    found = []
    for number, need in enumerate(what.now.blocks):
        if need.name.startswith(PARAMETER):
            continue
        kind = "age" if need.name == BIRTH else what.fact(need.name).type
        at = Need(need.name, what.index(what.view) if need.member is None else need.member)
        outcomes = tuple(_outcomes(what, at, kind)) if number < MOST_NEEDS else ()
        found.append(Settle(need, kind, outcomes if len(outcomes) > 1 else ()))
    return tuple(found)


def _outcomes(what: WhatIf, need: Need, kind: str) -> Iterator[Outcome]:
    def asked(value: Value) -> Finding:
        return what.answer({need: value}, what.as_of)

    if kind in ("bool", "enum"):
        values: tuple[Value, ...] = (True, False) if kind == "bool" else what.fact(need.name).values
        yield from _grouped(asked, values)
    elif kind == "age" and not _names(what, need.name):
        yield from _by_age(asked, what.as_of)
    elif kind in FACT_LIMITS:
        yield from _by_ranges(what, need, asked, FACT_LIMITS[kind])


def _grouped(asked: Callable[[Value], Finding], values: tuple[Value, ...]) -> Iterator[Outcome]:
    groups: dict[tuple[str, int | None], list[Value]] = {}
    for value in values:
        found = asked(value)
        groups.setdefault((found.status, found.amount_fen), []).append(value)
    for (status, amount), alike in groups.items():
        yield Outcome(status, amount, values=tuple(alike), tried=tuple(alike))


def _by_age(asked: Callable[[Value], Finding], today: date) -> Iterator[Outcome]:
    """Every age is asked, so the amount is known where it is the same."""
    ranges: list[tuple[int, int, str, int | None]] = []
    for age in range(OLDEST + 1):
        found = asked(shift(today, "years", -age))
        last = ranges[-1] if ranges else None
        if last and last[2:] == (found.status, found.amount_fen):
            ranges[-1] = (last[0], age, *last[2:])
        else:
            ranges.append((age, age, found.status, found.amount_fen))
    if len(ranges) > MOST_RANGES:
        return
    for low, high, status, amount in ranges:
        until = None if high == OLDEST else high
        tried = tuple(shift(today, "years", -age) for age in (low, high))
        yield Outcome(status, amount, low=low or None, high=until, tried=tried)


def _by_ranges(
    what: WhatIf, need: Need, asked: Callable[[Value], Finding], limit: int
) -> Iterator[Outcome]:
    """The ranges between the bounds that the conditions set; none where they can't be told."""
    turning = _turning_points(what, need, limit)
    if turning is None:
        return
    ranges: list[tuple[int, int, str]] = []
    lows = [-limit, *sorted(turning)]
    for low, after in zip(lows, [*lows[1:], limit + 1], strict=True):
        status = asked(low).status
        if ranges and ranges[-1][2] == status:
            ranges[-1] = (ranges[-1][0], after - 1, status)
        else:
            ranges.append((low, after - 1, status))
    if len(ranges) > MOST_RANGES:
        return
    for low, high, status in ranges:
        open_low, open_high = low == -limit, high == limit
        yield Outcome(
            status,
            None,
            low=None if open_low else low,
            high=None if open_high else high,
            tried=(low, high),
        )


def _turning_points(what: WhatIf, need: Need, limit: int) -> set[int] | None:
    """The values from which some test of the conditions can differ; None where that is unclear."""
    found: set[int] = set()
    for each in what.compiled.conditions:
        for code, inside in _tests(each.code, need.name, inside=False):
            for member in _whose(what, need) if inside else [None]:
                points = _points(what, need, code, member=member, limit=limit)
                if points is None:
                    return None
                found |= points
    return found


def _whose(what: WhatIf, need: Need) -> list[int | None]:
    """The members whose own view a fact enters: a household's fact that of everybody."""
    if what.fact(need.name).entity == "person":
        return [need.member]
    return list(range(len(what.household.members)))


def _tests(code: Code, name: str, *, inside: bool) -> Iterator[tuple[Code, bool]]:
    """Every smallest yes/no part that a fact enters, and whether it lies in an aggregate."""
    if not _enters(code.node, name):
        return
    is_test = isinstance(code.node, tree.Compare | tree.In | tree.Known)
    if is_test or not code.parts:
        yield code, inside
        return
    for part in code.parts:
        yield from _tests(part, name, inside=inside or isinstance(code.node, tree.Aggregate))


def _points(
    what: WhatIf, need: Need, code: Code, *, member: int | None, limit: int
) -> set[int] | None:
    node = code.node
    if isinstance(node, tree.Known) and isinstance(node.item, tree.FactRef):
        return set()
    if isinstance(node, tree.In) and isinstance(node.item, tree.FactRef):
        values = [each.value for each in node.values if isinstance(each.value, int)]
        return {value + step for value in values for step in (0, 1)}
    if not isinstance(node, tree.Compare):
        return None
    ways = direction(node.left, need.name), direction(node.right, need.name)
    if None in ways or 0 not in ways:
        return None

    def sides(value: int) -> tuple[int | None, int | None]:
        view = _view(what, need, value, member)
        return code.parts[0].run(view), code.parts[1].run(view)

    return _crossings(sides, limit)


def _crossings(
    sides: Callable[[int], tuple[int | None, int | None]], limit: int
) -> set[int] | None:
    """Where left reaches, and where it passes, right: one side is steady, the other goes one way."""
    if None in sides(-limit) or None in sides(limit):
        both = None in sides(-limit) and None in sides(limit)
        return set() if both else None
    found = set()
    for passes in (False, True):
        start = _is_above(sides(-limit), passes=passes)
        if start == _is_above(sides(limit), passes=passes):
            continue
        low, high = -limit, limit
        while high - low > 1:
            middle = (low + high) // 2
            pair = sides(middle)
            if None in pair:
                return None
            if _is_above(pair, passes=passes) == start:
                low = middle
            else:
                high = middle
        found.add(high)
    return found


def _is_above(pair: tuple[int | None, int | None], *, passes: bool) -> bool:
    left, right = pair
    assert left is not None
    assert right is not None
    return left > right if passes else left >= right


def _view(what: WhatIf, need: Need, value: Value, member: int | None) -> View:
    if member is None:
        return what.at({need: value}, what.as_of)
    return what.member_at({need: value}, what.as_of, member)


def _enters(node: tree.Node, name: str) -> bool:
    return any(isinstance(each, tree.FactRef) and each.name == name for each in tree.walk(node))


def _names(what: WhatIf, name: str) -> bool:
    """Whether the rule names the fact itself, not only through the age."""
    codes = [each.code for each in what.compiled.conditions]
    codes += [what.compiled.amount] if what.compiled.amount else []
    return any(_enters(code.node, name) for code in codes)
