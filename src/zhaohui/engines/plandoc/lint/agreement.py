"""Whether two statements can both be true."""

from __future__ import annotations

import math

from zhaohui.engines.plandoc.lint.statements import Statement

ROUGH = 0.1
CLOSE = 0.05
FLOORS, CEILINGS = ("≥", ">"), ("≤", "<")


def same_value(a: Statement, b: Statement) -> bool:
    """Equal as far as their printed decimals go; 约, 近 and 余 allow a tenth."""
    if a.top is not None or b.top is not None:
        low, high = max(a.value, b.value), min(_top(a), _top(b))
        return low <= high
    x, y = float(a.value), float(b.value)
    gap = abs(x - y)
    if math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9):
        return True
    step = max(_step(a), _step(b))
    rounded = step < 1 or a.factor != b.factor  # a count printed whole is exact
    if rounded and gap <= 0.51 * step and step <= 0.2 * max(x, y):
        return True
    loose = "≈" in (a.operator, b.operator) or (a.when == "base" and _is_over(a, b))
    return loose and gap <= ROUGH * max(abs(x), abs(y))


def meets(exact: Statement, bound: Statement) -> bool:
    """Whether an exact value lies on the right side of a bound."""
    if bound.operator in FLOORS:
        return exact.value >= bound.value
    return bound.operator in CEILINGS and exact.value <= bound.value


def nearly(a: Statement, b: Statement) -> bool:
    """At most a twentieth apart."""
    return abs(a.value - b.value) <= CLOSE * max(abs(a.value), abs(b.value))


def power_of_ten(a: Statement, b: Statement) -> int:
    """How many powers of ten, two at least, lie between two values of one size but for the unit."""
    if a.value <= 0 or b.value <= 0:
        return 0
    log = math.log10(float(a.value) / float(b.value))
    power = round(log)
    return power if abs(power) >= 2 and abs(log - power) < 0.35 else 0


def _top(s: Statement) -> float:
    return float(s.value if s.top is None else s.top)


def _step(s: Statement) -> float:
    return float(s.factor * 10.0**-s.decimals)


def _is_over(a: Statement, b: Statement) -> bool:
    return ">" in (a.operator, b.operator)
