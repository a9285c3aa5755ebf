"""Wishes of everybody for places, as columns: what deferred acceptance works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhaohui.engines.matching.errors import MatchingError

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Wishes:
    """Row `start[i]:start[i + 1]` of `place` are applicant i's wishes, most wanted first.

    `level` is her priority class at that place (0 first). Shapes: start n + 1, place and level m.
    """

    start: Whole
    place: Whole
    level: Whole

    @property
    def count(self) -> int:
        """How many applicants there are."""
        return len(self.start) - 1

    @property
    def owner(self) -> Whole:
        """Whose each wish is."""
        return np.repeat(np.arange(self.count, dtype=np.int64), np.diff(self.start))


def wishes_of(
    rows: Sequence[Sequence[int]], levels: Sequence[Sequence[int]] | None = None
) -> Wishes:
    """Return the columns of lists of wishes, one list an applicant; levels default to 0.

    >>> wishes_of([[2, 0], [1]]).start.tolist()
    [0, 2, 3]
    """
    lengths = [len(row) for row in rows]
    start = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    place = np.fromiter((each for row in rows for each in row), np.int64, int(start[-1]))
    flat = np.zeros(len(place), dtype=np.int64)
    if levels is not None:
        if [len(row) for row in levels] != lengths:
            raise MatchingError("There is not one level for each wish.")
        flat = np.fromiter((each for row in levels for each in row), np.int64, len(place))
    return Wishes(start, place, flat)


def require_sound(wishes: Wishes, capacity: Whole, turn: Whole) -> None:
    """Raise MatchingError for what no outcome can be made of, and say what it is.

    A place that is none, a wish that stands twice, a negative capacity or class, positions of the
    lottery (`turn[i]` is applicant i's) that are no permutation.
    """
    count = wishes.count
    if len(turn) != count or not np.array_equal(np.sort(turn), np.arange(count)):
        raise MatchingError("The lottery's positions are not each of 0 … n − 1 once.")
    if len(capacity) and int(capacity.min()) < 0:
        raise MatchingError("A place has a capacity below zero.")
    if not len(wishes.place):
        return
    if int(wishes.place.min()) < 0 or int(wishes.place.max()) >= len(capacity):
        raise MatchingError("A wish names a place that there is not.")
    if int(wishes.level.min()) < 0:
        raise MatchingError("A priority class is below zero.")
    if _stands_twice(wishes, len(capacity)):
        raise MatchingError("Somebody wishes one place twice.", hint="Each place once a list.")


def _stands_twice(wishes: Wishes, places: int) -> bool:
    lengths = np.diff(wishes.start)
    if int(lengths.min()) == int(
        lengths.max()
    ):  # rows of one length are sorted several times faster
        rows = np.sort(wishes.place.astype(np.int32).reshape(wishes.count, -1), axis=1)
        return bool((rows[:, 1:] == rows[:, :-1]).any())
    pairs = np.sort(wishes.owner * places + wishes.place)
    return bool((pairs[1:] == pairs[:-1]).any())


def merit(wishes: Wishes, turn: Whole) -> Whole:
    """Return each wish's key at its place: the lower, the sooner; no two alike at one place."""
    return wishes.level * wishes.count + turn[wishes.owner]
