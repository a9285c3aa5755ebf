"""Bringing two sides together by whole-number keys (ages), nearest first, without a loop over people."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Ints

MARGIN = 64
GROUP = 512  # keys of different groups (registered here, registered elsewhere) never meet


def outward(low: int, high: int) -> list[int]:
    """Return 0, 1, -1, 2, -2 … within low … high.

    >>> outward(-1, 3)
    [0, 1, -1, 2, 3]
    """
    return sorted(range(low, high + 1), key=lambda step: (abs(step), -step))


def pair_up(
    wanted: Ints, offered: Ints, *, steps: Iterable[int], rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Pair each `wanted` key with one `offered` key that differs by a step, smallest steps first.

    Returns positions in `wanted` and in `offered`, of equal length; each position occurs once.
    """
    ask, give = shuffled(wanted, rng), shuffled(offered, rng)
    asked: list[Ints] = []
    given: list[Ints] = []
    if not len(wanted) or not len(offered):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    span = int(max(wanted.max(), offered.max())) + 2 * MARGIN
    for step in steps:
        met, places = one_round(wanted[ask] + MARGIN, offered[give] + MARGIN, step, span)
        asked.append(ask[met])
        given.append(give[places])
        ask, give = ask[~met], np.delete(give, places)
        if not len(ask) or not len(give):
            break
    return np.concatenate(asked), np.concatenate(given)


def shuffled(keys: Ints, rng: np.random.Generator) -> Ints:
    """Return positions ordered by key, at random within a key."""
    order = rng.permutation(len(keys))
    return order[np.argsort(keys[order], kind="stable")]


def one_round(ask_keys: Ints, give_keys: Ints, step: int, span: int) -> tuple[Bools, Ints]:
    """Pair the n-th asker of a key with the n-th offer of key + step; both sides are sorted.

    Returns who of the askers met an offer, and the place of that offer.
    """
    offers = np.bincount(give_keys, minlength=span)
    starts = np.cumsum(offers) - offers
    askers = np.bincount(ask_keys, minlength=span)
    rank = np.arange(len(ask_keys)) - (np.cumsum(askers) - askers)[ask_keys]
    target = np.clip(ask_keys + step, 0, span - 1)
    met = rank < offers[target]
    return met, starts[target[met]] + rank[met]
