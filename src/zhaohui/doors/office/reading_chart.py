"""A line of numbers over periods with its limits, as an SVG's coordinates; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 600, 200, 12


@dataclass(frozen=True)
class ReadingChart:
    """Coordinates in a box of `width` by `height`; `limits` are heights with their values."""

    points: str
    dots: list[tuple[float, float]]
    limits: list[tuple[float, str]]
    first: str
    last: str
    low: str
    high: str
    width: int = WIDTH
    height: int = HEIGHT


def reading_chart(
    values: Sequence[float], periods: Sequence[str], limits: Sequence[float]
) -> ReadingChart:
    """Return the chart of values, oldest first, with horizontal lines at the limits.

    >>> reading_chart([0.0, 10.0], ["a", "b"], [5.0]).limits
    [(100.0, '5')]
    """
    low, high = min(0.0, *values, *limits), max(*values, *limits)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return round(HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE), 1)

    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    dots = [(round(EDGE + step * at, 1), y(value)) for at, value in enumerate(values)]
    return ReadingChart(
        points=" ".join(f"{x},{height}" for x, height in dots),
        dots=dots,
        limits=[(y(each), f"{round(each, 2):g}") for each in limits],
        first=periods[0],
        last=periods[-1],
        low=f"{round(low, 2):g}",
        high=f"{round(high, 2):g}",
    )
