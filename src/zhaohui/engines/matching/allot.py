"""An allotment from its inputs and the seed: the one place where methods are told apart."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, get_args

import numpy as np

from zhaohui.engines.matching.allotment_files import Inputs, ResultLine
from zhaohui.engines.matching.deferred_acceptance import deferred_acceptance
from zhaohui.engines.matching.errors import MatchingError
from zhaohui.engines.matching.lottery import draw
from zhaohui.engines.matching.priority import in_turn, queue_order
from zhaohui.engines.matching.wishes import Whole, wishes_of

Method = Literal["lottery", "priority_queue", "points", "deferred_acceptance"]
METHODS: tuple[str, ...] = get_args(Method)


def allot(inputs: Inputs, *, method: str, seed: str, algorithm: str = "sm3") -> list[ResultLine]:
    """Return who got what, in order. The same inputs and seed give the same rows, bit for bit.

    `lottery`: by class, then by lot. `priority_queue`: by class, then since when, then by lot.
    `points`: by class, then points, then by lot. `deferred_acceptance`: classes at each place, then by
    lot; `position` is the lot's. MatchingError for another method or inputs that don't fit together.
    """
    if method not in METHODS:
        raise MatchingError(f"{method!r} is no method of allotment.", hint="、".join(METHODS))
    inputs.texts()
    people = sorted(inputs.applicants)
    index = {row.number: at for at, row in enumerate(people)}
    places = sorted(inputs.places)
    at_place = {row.place: at for at, row in enumerate(places)}
    wanted: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for row in sorted(inputs.wishes):
        wanted[index[row.number]].append((row.wish, at_place[row.place], row.level))
    lists = [[place for _, place, _ in wanted[at]] for at in range(len(people))]
    capacity = np.array([row.capacity for row in places], dtype=np.int64)
    turn = np.zeros(len(people), dtype=np.int64)
    for position, number in enumerate(draw(index, seed, algorithm)):
        turn[index[number]] = position
    if method == "deferred_acceptance":
        levels = [[level for _, _, level in wanted[at]] for at in range(len(people))]
        placed = deferred_acceptance(wishes_of(lists, levels), capacity, turn)
        order = np.argsort(turn)
    else:
        order = _order(inputs, method, turn)
        placed = in_turn(order, lists, capacity.tolist())
    rows = []
    for position, at in enumerate(order.tolist(), 1):
        number, place = people[at].number, int(placed[at])
        if place < 0:
            rows.append(ResultLine(position, number))
        else:
            wish = next(wish for wish, each, _ in wanted[at] if each == place)
            rows.append(ResultLine(position, number, places[place].place, wish))
    return rows


def _order(inputs: Inputs, method: str, turn: Whole) -> Whole:
    people = sorted(inputs.applicants)
    days = {day: at for at, day in enumerate(sorted({row.since for row in people}))}
    nothing = np.zeros(len(people), dtype=np.int64)
    levels = np.array([row.level for row in people], dtype=np.int64)
    points = np.array([row.points for row in people], dtype=np.int64)
    since = np.array([days[row.since] for row in people], dtype=np.int64)
    return queue_order(
        levels,
        points if method == "points" else nothing,
        since if method == "priority_queue" else nothing,
        turn,
    )
