"""Sharing whole people out so that totals are met exactly, not only on average."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SMALLEST = 1e-300
Chances = NDArray[np.floating[Any]] | Bools


def share_out(total: int, weights: Floats) -> Ints:
    """Split `total` by `weights` with the largest remainders; the parts sum to `total`.

    >>> share_out(10, np.array([1.0, 1.0, 1.0])).tolist()
    [4, 3, 3]
    """
    whole = weights.sum()
    if whole <= 0:
        weights = np.ones(len(weights))
        whole = float(len(weights))
    exact = weights / whole * total
    parts: Ints = np.floor(exact).astype(np.int64)
    rest = total - int(parts.sum())
    largest = np.argsort(-(exact - parts), kind="stable")[:rest]
    parts[largest] += 1
    return parts


def pick_exactly(rng: np.random.Generator, chances: Chances, count: int) -> Bools:
    """Choose exactly `count` members, each the likelier the larger its chance; 0 is never chosen.

    When fewer than `count` have a chance, all of those are chosen.
    """
    able = np.flatnonzero(chances > 0)
    chosen = np.zeros(len(chances), dtype=bool)
    count = max(0, min(count, len(able)))
    if count:
        # Efraimidis–Spirakis: the k smallest exponential times are a weighted draw without return.
        times = rng.exponential(size=len(able)) / np.maximum(chances[able], SMALLEST)
        chosen[able[np.argpartition(times, count - 1)[:count]]] = True
    return chosen


def pick_by_chance(rng: np.random.Generator, chances: Chances) -> Bools:
    """Choose each with its own chance, the total within one of the sum (systematic sampling)."""
    order = rng.permutation(len(chances))
    cumulated = np.cumsum(np.clip(chances[order].astype(float), 0.0, 1.0)) + rng.random()
    hits = np.floor(cumulated).astype(np.int64)
    chosen = np.zeros(len(chances), dtype=bool)
    chosen[order] = np.diff(hits, prepend=0) > 0
    return chosen


def draw_kinds(rng: np.random.Generator, size: int, weights: Floats) -> Ints:
    """Give each of `size` members a kind 0…k-1; kinds occur in exact proportion, shuffled."""
    kinds = np.repeat(np.arange(len(weights)), share_out(size, weights))
    return rng.permutation(kinds)


def places_in_groups(keys: Ints) -> Ints:
    """Return each row's place (0, 1, …) within its group of equal keys, in row order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else ordered
    lengths = np.diff(np.r_[starts, len(keys)])
    places = np.empty(len(keys), dtype=np.int64)
    places[order] = np.arange(len(keys)) - np.repeat(starts, lengths)
    return places
