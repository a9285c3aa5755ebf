"""Stable matching: what holds of every outcome, and against a textbook version one by one."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.engines.matching import (
    MatchingError,
    blocking,
    deferred_acceptance,
    is_feasible,
    places_propose,
    wishes_of,
)
from zhaohui.engines.matching.verify_allotment import propose


@st.composite
def markets(draw, people=8, places=4):
    count, of = draw(st.integers(1, people)), draw(st.integers(1, places))
    lists = [draw(st.lists(st.integers(0, of - 1), unique=True, max_size=of)) for _ in range(count)]
    levels = [[draw(st.integers(0, 2)) for _ in row] for row in lists]
    capacity = np.array([draw(st.integers(0, 3)) for _ in range(of)])
    turn = np.array(draw(st.permutations(range(count))))
    return lists, levels, capacity, turn


def textbook(lists, levels, capacity, turn):
    wishes = {
        str(who): [(at + 1, str(place), levels[who][at]) for at, place in enumerate(row)]
        for who, row in enumerate(lists)
    }
    room = {str(place): int(each) for place, each in enumerate(capacity)}
    found = propose(wishes, room, {str(who): int(each) for who, each in enumerate(turn)})
    return [int(found[str(who)][0]) if str(who) in found else -1 for who in range(len(lists))]


@given(markets())
@settings(max_examples=300)
def test_stable_feasible_and_as_the_textbook_says(market):
    lists, levels, capacity, turn = market
    wishes = wishes_of(lists, levels)
    found = deferred_acceptance(wishes, capacity, turn)
    assert found.tolist() == textbook(*market)
    assert is_feasible(wishes, capacity, found)
    assert not len(blocking(wishes, capacity, turn, found))
    other = places_propose(wishes, capacity, turn)
    assert is_feasible(wishes, capacity, other)
    assert not len(blocking(wishes, capacity, turn, other))


@given(markets())
def test_nobody_likes_what_places_propose_better_and_the_same_people_are_placed(market):
    lists, levels, capacity, turn = market
    wishes = wishes_of(lists, levels)
    mine, theirs = (
        deferred_acceptance(wishes, capacity, turn),
        places_propose(wishes, capacity, turn),
    )
    assert ((mine == -1) == (theirs == -1)).all()  # rural hospitals
    for who, row in enumerate(lists):
        if mine[who] != -1:
            assert row.index(mine[who]) <= row.index(theirs[who])


@given(markets(people=5, places=3), st.data())
@settings(max_examples=60)
def test_no_other_list_gets_anybody_more(market, data):
    lists, levels, capacity, turn = market
    who = data.draw(st.integers(0, len(lists) - 1))
    mine = deferred_acceptance(wishes_of(lists, levels), capacity, turn)[who]
    level_at = dict(zip(lists[who], levels[who], strict=True))
    for size in range(len(lists[who]) + 1):
        for other in permutations(lists[who], size):
            told = [*lists[:who], list(other), *lists[who + 1 :]]
            classes = [*levels[:who], [level_at[each] for each in other], *levels[who + 1 :]]
            got = deferred_acceptance(wishes_of(told, classes), capacity, turn)[who]
            if got != -1:
                assert mine != -1
                assert lists[who].index(mine) <= lists[who].index(got)


@given(markets(), st.randoms(use_true_random=False))
def test_who_stands_where_in_the_file_makes_no_difference(market, shuffle):
    lists, levels, capacity, turn = market
    mixed = list(range(len(lists)))
    shuffle.shuffle(mixed)
    again = deferred_acceptance(
        wishes_of([lists[at] for at in mixed], [levels[at] for at in mixed]), capacity, turn[mixed]
    )
    assert (
        again.tolist()
        == deferred_acceptance(wishes_of(lists, levels), capacity, turn)[mixed].tolist()
    )


@pytest.mark.parametrize("few", [0, 10_000])
def test_columns_and_heaps_come_to_the_same(few, monkeypatch):
    import sys

    module = sys.modules["zhaohui.engines.matching.deferred_acceptance"]
    draw = np.random.default_rng(7)
    lists = [
        draw.choice(30, size=draw.integers(0, 9), replace=False).tolist() for _ in range(2_000)
    ]
    levels = [draw.integers(0, 3, len(row)).tolist() for row in lists]
    wishes, capacity, turn = (
        wishes_of(lists, levels),
        draw.integers(0, 60, 30),
        draw.permutation(2_000),
    )
    plain = deferred_acceptance(wishes, capacity, turn)
    monkeypatch.setattr(module, "FEW", few)
    assert np.array_equal(deferred_acceptance(wishes, capacity, turn), plain)
    assert not len(blocking(wishes, capacity, turn, plain))
    assert (plain == -1).any()


@pytest.mark.parametrize(
    ("lists", "levels", "capacity", "turn", "said"),
    [
        ([[0, 0]], None, [1], [0], "twice"),
        ([[0, 0], [1]], None, [1, 1], [0, 1], "twice"),
        ([[3]], None, [1], [0], "there is not"),
        ([[0]], None, [-1], [0], "below zero"),
        ([[0]], [[-1]], [1], [0], "class is below"),
        ([[0]], None, [1], [1], "positions"),
    ],
)
def test_what_is_wrong_is_said(lists, levels, capacity, turn, said):
    with pytest.raises(MatchingError, match=said):
        deferred_acceptance(wishes_of(lists, levels), np.array(capacity), np.array(turn))


def test_nobody_and_nothing():
    assert not len(deferred_acceptance(wishes_of([]), np.zeros(0, int), np.zeros(0, int)))
    assert deferred_acceptance(wishes_of([[]]), np.array([1]), np.array([0])).tolist() == [-1]
