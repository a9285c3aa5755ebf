"""Whether an outcome is stable: nobody has a claim to a place that she would rather have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from zhaohui.engines.matching.priority import NONE
from zhaohui.engines.matching.wishes import Whole, Wishes, merit, require_sound


def blocking(wishes: Wishes, capacity: Whole, turn: Whole, placed: Whole) -> Whole:
    """Return the wishes (indices) that block the outcome: preferred to what she has, and claimable.

    A place can be claimed where it has room left or holds somebody with a worse key.

    >>> from zhaohui.engines.matching.wishes import wishes_of
    >>> blocking(wishes_of([[0]]), np.array([1]), np.array([0]), np.array([-1])).tolist()
    [0]
    """
    require_sound(wishes, capacity, turn)
    key, owner = merit(wishes, turn), wishes.owner
    got = wishes.place == placed[owner]
    rank = np.arange(len(owner)) - wishes.start[owner]
    mine = np.full(wishes.count, np.iinfo(np.int64).max, dtype=np.int64)
    mine[owner[got]] = rank[got]
    taken = np.bincount(placed[placed != NONE], minlength=len(capacity))
    worst = np.full(len(capacity), NONE, dtype=np.int64)
    np.maximum.at(worst, wishes.place[got], key[got])
    claim: npt.NDArray[np.bool_] = (taken < capacity)[wishes.place]
    claim |= (key < worst[wishes.place]) & (capacity > 0)[wishes.place]
    return np.flatnonzero((rank < mine[owner]) & claim)


def is_feasible(wishes: Wishes, capacity: Whole, placed: Whole) -> bool:
    """Say whether nobody got what she did not wish, and no place more than it can take."""
    taken = np.bincount(placed[placed != NONE], minlength=len(capacity))
    wished = np.zeros(wishes.count, dtype=bool)
    wished[wishes.owner[wishes.place == placed[wishes.owner]]] = True
    return bool((taken <= capacity).all() and wished[placed != NONE].all())
