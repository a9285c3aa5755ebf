"""The order of a queue 轮候 and of points 积分, and places taken in that order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zhaohui.engines.matching.errors import MatchingError

Whole = npt.NDArray[np.int64]
NONE = -1


def queue_order(levels: Whole, points: Whole, since: Whole, ties: Whole) -> Whole:
    """Return the indices of those who wait, first to last.

    `levels`: priority class, 0 first; then `points`, most first; then `since` (days or turns),
    earliest first; then `ties`, the lottery's position. All four of one length; MatchingError else.

    >>> a = np.array
    >>> queue_order(a([1, 0, 0]), a([0, 3, 5]), a([0, 0, 0]), a([0, 1, 2])).tolist()
    [2, 1, 0]
    """
    if len({len(levels), len(points), len(since), len(ties)}) != 1:
        raise MatchingError("The columns of a queue are not of one length.")
    return np.lexsort((ties, since, -points, levels)).astype(np.int64)


def in_turn(order: Whole, wishes: Sequence[Sequence[int]], capacity: Sequence[int]) -> Whole:
    """Return each applicant's place (-1: none): in turn everyone takes her first wish with room.

    `wishes[i]` are the places that applicant `i` wants, most wanted first. Nobody can gain by
    stating another order than her own (serial dictatorship).

    >>> in_turn(np.array([1, 0]), [[0, 1], [0]], [1, 1]).tolist()
    [1, 0]
    """
    room = [int(each) for each in capacity]
    if any(each < 0 for each in room):
        raise MatchingError("A place has a capacity below zero.")
    found = np.full(len(wishes), NONE, dtype=np.int64)
    for who in order.tolist():
        for place in wishes[who]:
            if room[place] > 0:
                room[place] -= 1
                found[who] = place
                break
    return found
