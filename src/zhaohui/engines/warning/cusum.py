"""A one-sided standardised CUSUM: small lasting shifts, with a promised rate of false alarms.

S = max(0, S + z − k), z = (x − mean) / sd on the bad side; an alarm at S > h, after which S begins
anew. The average run length without a shift is the false-alarm budget, in periods a false alarm.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Siegmund (1985), Sequential Analysis, ch. 10: the limit is widened by 1.166 for the overshoot.
OVERSHOOT = 1.166
SHIFT = 0.5  # k: half of the shift, in standard deviations, that is to be found soonest
HIGHEST_LIMIT = 40.0


@dataclass(frozen=True)
class Chart:
    """S after each value, and the positions of alarms."""

    sums: tuple[float, ...]
    alarms: tuple[int, ...]


def average_run_length(limit: float, k: float = SHIFT, *, shift: float = 0.0) -> float:
    """Return Siegmund's approximation of the mean number of periods until an alarm.

    `shift` is the true mean in standard deviations (0: nothing has happened, every alarm is false).

    >>> round(average_run_length(5), 1)
    938.2
    """
    drift = shift - k
    wide = limit + OVERSHOOT
    if abs(drift) < 1e-9:
        return wide * wide
    power = -2 * drift * wide
    return (math.exp(power) - power - 1) / (2 * drift * drift)


def limit_for(periods: float, k: float = SHIFT) -> float:
    """Return the limit h with one false alarm in so many periods on average, to four decimals.

    >>> round(average_run_length(limit_for(120)), 1)
    120.0
    """
    if periods <= 1:
        raise ValueError("a false alarm every period leaves nothing to tell")
    low, high = 0.0, HIGHEST_LIMIT
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if average_run_length(middle, k) < periods else (low, middle)
    return round(high, 4)


def standardised(
    values: Sequence[float], mean: float, spread: float, *, falls: bool = False
) -> list[float]:
    """Return the values in standard deviations from the mean, the bad side positive.

    ValueError where the spread is not positive: then nothing can be told from chance.
    """
    if spread <= 0:
        raise ValueError("the spread of the calm time must be above nought")
    sign = -1 if falls else 1
    return [sign * (value - mean) / spread for value in values]


def calm(values: Sequence[float]) -> tuple[float, float]:
    """Return mean and standard deviation (n − 1) of the time in which nothing happened."""
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))


def chart(scores: Sequence[float], limit: float, k: float = SHIFT) -> Chart:
    """Return the chart of standardised values; after an alarm the sum begins at nought.

    >>> chart([0, 2, 2, 2], limit=4).alarms
    (3,)
    """
    total, sums, alarms = 0.0, [], []
    for position, score in enumerate(scores):
        if total > limit:
            total = 0.0
        total = max(0.0, total + score - k)
        sums.append(total)
        if total > limit:
            alarms.append(position)
    return Chart(tuple(sums), tuple(alarms))
