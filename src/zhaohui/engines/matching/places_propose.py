"""Deferred acceptance with the places proposing: the stable outcome that places like best.

It stands beside the other one to show how much depends on who proposes; where both agree, there is
only one stable outcome. Applicants could gain by hiding wishes here, so nothing is allotted by it.
"""

from __future__ import annotations

import numpy as np

from zhaohui.engines.matching.priority import NONE
from zhaohui.engines.matching.wishes import Whole, Wishes, merit, require_sound


def places_propose(wishes: Wishes, capacity: Whole, turn: Whole) -> Whole:
    """Return each applicant's place, -1 for none; inputs and errors as `deferred_acceptance`.

    >>> from zhaohui.engines.matching.wishes import wishes_of
    >>> w = wishes_of([[0, 1], [1, 0]], [[1, 0], [1, 0]])
    >>> places_propose(w, np.array([1, 1]), np.array([0, 1])).tolist()
    [1, 0]
    """
    require_sound(wishes, capacity, turn)
    key, owner = merit(wishes, turn), wishes.owner
    listed = np.lexsort((key, wishes.place))  # each place's list, best first
    count = np.bincount(wishes.place, minlength=len(capacity))
    at = np.concatenate(([0], np.cumsum(count)))[:-1]
    end, free = at + count, capacity.astype(np.int64).copy()
    best = np.full(wishes.count, NONE, dtype=np.int64)  # the wish that each holds
    while True:
        asks = np.minimum(free, end - at)
        places = np.flatnonzero(asks > 0)
        if not len(places):
            break
        many = asks[places]
        inside = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        wish = listed[np.repeat(at[places], many) + inside]
        at[places] += many
        free[places] -= many
        before = best[owner[wish]]
        every = np.concatenate((wish, np.unique(before[before != NONE])))
        # A lower index is an earlier wish of the same applicant: the least one stays.
        stays = np.full(wishes.count, np.iinfo(np.int64).max, dtype=np.int64)
        np.minimum.at(stays, owner[every], every)
        best[owner[every]] = stays[owner[every]]
        lost = every[best[owner[every]] != every]
        np.add.at(free, wishes.place[lost], 1)
    held = best != NONE
    found = np.full(wishes.count, NONE, dtype=np.int64)
    found[held] = wishes.place[best[held]]
    return found
