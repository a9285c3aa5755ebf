"""A number against thresholds that are raised at one value and cleared at another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Side = Literal["above", "below"]


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """Raised at `raise_at` or beyond, kept until the value is on the good side of `clear_at`.

    None for `raise_at`: nobody has set it, and nothing is raised. None for `clear_at`: the same as
    `raise_at`.
    """

    raise_at: Decimal | None
    clear_at: Decimal | None = None


def reached(
    thresholds: Sequence[Threshold], value: Decimal | None, side: Side
) -> tuple[int | None, int]:
    """Return the highest level that the value raises (None: unknown) and the highest that it keeps.

    Thresholds come mildest first. A value equal to a threshold reaches it; one equal to `clear_at`
    clears.

    >>> rule = [Threshold(raise_at=Decimal(6), clear_at=Decimal(7))]
    >>> reached(rule, Decimal(6), "below"), reached(rule, Decimal("6.5"), "below")
    ((1, 1), (0, 1))
    """
    known = [each.raise_at is not None for each in thresholds]
    if value is None or not any(known):
        return None, 0
    met = kept = 0
    for number, each in enumerate(thresholds, 1):
        if each.raise_at is None:
            continue
        clear = each.raise_at if each.clear_at is None else each.clear_at
        if _beyond(value, each.raise_at, side):
            met = kept = number
        elif value != clear and _beyond(value, clear, side):
            kept = number
    return met, kept


def worst(values: Iterable[Decimal], side: Side) -> Decimal | None:
    """Return the value that is furthest on the bad side, None for none."""
    found = list(values)
    if not found:
        return None
    return max(found) if side == "above" else min(found)


def _beyond(value: Decimal, limit: Decimal, side: Side) -> bool:
    return value >= limit if side == "above" else value <= limit
