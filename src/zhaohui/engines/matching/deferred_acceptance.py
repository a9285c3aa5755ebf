"""Deferred acceptance (Gale and Shapley 1962): no applicant and place would both rather have each other.

Applicants propose, so each gets the best that any stable outcome gives her, and none gains by
stating another order than her own. Ties of a priority class are broken by one lottery for all places.
Many proposals at once as columns while there are many; the last few one by one on heaps: the outcome
is the same whatever the order of proposals (it is the one that all applicants like best).
"""

from __future__ import annotations

import heapq

import numpy as np

from zhaohui.engines.matching.priority import NONE
from zhaohui.engines.matching.wishes import Whole, Wishes, require_sound

FEW = 256  # proposals a round: below, a heap is faster than a sort
NEVER = np.iinfo(np.int64).max


def deferred_acceptance(wishes: Wishes, capacity: Whole, turn: Whole) -> Whole:
    """Return each applicant's place, -1 for none; `turn[i]` is applicant i's position in the lottery.

    Raises as `wishes.require_sound`.

    >>> from zhaohui.engines.matching.wishes import wishes_of
    >>> w = wishes_of([[0, 1], [0, 1]], [[1, 0], [0, 0]])
    >>> deferred_acceptance(w, np.array([1, 1]), np.array([0, 1])).tolist()
    [1, 0]
    """
    require_sound(wishes, capacity, turn)
    rounds = _Rounds(wishes, capacity, turn)
    rounds.work()
    return rounds.outcome()


class _Rounds:
    """Who is held where: `who[base[p]:base[p] + taken[p]]` are the applicants that place p holds.

    A key is class × n + position in the lottery: the lower, the sooner. It says who it belongs to.
    """

    def __init__(self, wishes: Wishes, capacity: Whole, turn: Whole) -> None:
        self.place, self.level, self.turn = wishes.place, wishes.level, turn
        self.count = wishes.count
        self.by_turn = np.argsort(turn)
        most = np.bincount(wishes.place, minlength=len(capacity)).astype(np.int64)
        self.room = np.minimum(capacity, most)  # a place can't hold more than ask for it
        self.base = np.concatenate(([0], np.cumsum(self.room)))
        self.held = np.full(int(self.base[-1]), NONE, dtype=np.int64)  # keys, best first
        self.taken = np.zeros(len(capacity), dtype=np.int64)
        self.worst = np.where(self.room > 0, NEVER, NONE)  # a full place's last key
        self.next, self.end = wishes.start[:-1].copy(), wishes.start[1:]

    def work(self) -> None:
        free = np.arange(self.count, dtype=np.int64)
        free = free[self.next < self.end]
        while len(free) > FEW:
            free = self._round(free)
        self._last_few(free)

    def outcome(self) -> Whole:
        found = np.full(self.count, NONE, dtype=np.int64)
        kept = self.held != NONE
        at = np.repeat(np.arange(len(self.room)), self.room)
        found[self.by_turn[self.held[kept] % self.count]] = at[kept]
        return found

    def _round(self, free: Whole) -> Whole:
        """Let everybody without a place propose once; return who still can."""
        wish = self.next[free]
        self.next[free] += 1
        place = self.place[wish]
        key = self.level[wish] * self.count + self.turn[free]
        hopeful = key < self.worst[place]
        lost = [free[~hopeful]]
        if hopeful.any():
            lost.append(self._admit(place[hopeful], key[hopeful]))
        out = np.concatenate(lost)
        return out[self.next[out] < self.end[out]]

    def _admit(self, place: Whole, key: Whole) -> Whole:
        """Hold the best of these and of those held before; return the applicants who lose."""
        asked = np.zeros(len(self.room), dtype=bool)
        asked[place] = True
        places = np.flatnonzero(asked)
        counts = self.taken[places]
        inside = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        keys = np.concatenate((self.held[np.repeat(self.base[places], counts) + inside], key))
        at = np.concatenate((np.repeat(places, counts), place))
        order = _sorted(at, keys)
        at, keys = at[order], keys[order]
        sizes = np.bincount(at, minlength=len(self.room))[places]
        rank = np.arange(len(at)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        stays = rank < self.room[at]
        self.held[self.base[at[stays]] + rank[stays]] = keys[stays]
        self.taken[places] = np.minimum(sizes, self.room[places])
        full = places[self.taken[places] == self.room[places]]
        self.worst[full] = self.held[self.base[full] + self.room[full] - 1]
        lost: Whole = self.by_turn[keys[~stays] % self.count]
        return lost

    def _last_few(self, free: Whole) -> None:
        heaps: dict[int, list[int]] = {}
        waiting = free.tolist()
        while waiting:
            who = waiting.pop()
            while self.next[who] < self.end[who]:
                wish = int(self.next[who])
                self.next[who] = wish + 1
                at = int(self.place[wish])
                if at not in heaps:
                    heaps[at] = self._heap(at)
                heap = heaps[at]
                mine = -(int(self.level[wish]) * self.count + int(self.turn[who]))
                if len(heap) < self.room[at]:
                    heapq.heappush(heap, mine)
                    break
                if heap and mine > heap[0]:
                    out = heapq.heapreplace(heap, mine)
                    waiting.append(int(self.by_turn[-out % self.count]))
                    break
        for at, heap in heaps.items():
            begin = int(self.base[at])
            self.held[begin : begin + len(heap)] = [-each for each in heap]

    def _heap(self, at: int) -> list[int]:
        begin = int(self.base[at])
        heap: list[int] = (-self.held[begin : begin + int(self.taken[at])]).tolist()
        heapq.heapify(heap)
        return heap


def _sorted(place: Whole, key: Whole) -> Whole:
    """Return the order by place, then by key; as one number where it fits into 62 bits."""
    span = int(key.max()) + 1
    if (int(place.max()) + 1) * span < 2**62:
        return np.argsort(place * span + key)
    return np.lexsort((key, place))
