"""Sharing out and pairing keep their promises for any numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.engines.synth.allocation import (
    draw_kinds,
    pick_by_chance,
    pick_exactly,
    places_in_groups,
    share_out,
)
from zhaohui.engines.synth.pairing import outward, pair_up

weights = st.lists(st.floats(0, 1_000), min_size=1, max_size=40).map(np.array)
keys = st.lists(st.integers(0, 120), max_size=200).map(lambda found: np.array(found, dtype=int))
quick = settings(max_examples=60, deadline=None, derandomize=True)


@quick
@given(total=st.integers(0, 100_000), given_weights=weights)
def test_shares_sum_to_the_total_and_are_within_one(total: int, given_weights: np.ndarray) -> None:
    parts = share_out(total, given_weights)
    assert parts.sum() == total
    assert (parts >= 0).all()
    if given_weights.sum() > 0:
        exact = total * given_weights / given_weights.sum()
        assert (np.abs(parts - exact) < 1 + 1e-6).all()


@quick
@given(chances=weights, count=st.integers(0, 60), seed=st.integers(0, 99))
def test_exactly_as_many_are_picked_as_asked(chances: np.ndarray, count: int, seed: int) -> None:
    chosen = pick_exactly(np.random.default_rng(seed), chances, count)
    assert chosen.sum() == min(count, (chances > 0).sum())
    assert not chosen[chances == 0].any()


@quick
@given(
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=300).map(np.array),
    seed=st.integers(0, 99),
)
def test_picks_by_chance_come_to_their_sum(chances: np.ndarray, seed: int) -> None:
    chosen = pick_by_chance(np.random.default_rng(seed), chances)
    assert abs(chosen.sum() - chances.sum()) < 1 + 1e-6
    assert not chosen[chances == 0].any()


@quick
@given(size=st.integers(0, 500), seed=st.integers(0, 99))
def test_kinds_occur_in_proportion(size: int, seed: int) -> None:
    kinds = draw_kinds(np.random.default_rng(seed), size, np.array([1.0, 2.0, 1.0]))
    counts = np.bincount(kinds, minlength=3)
    assert np.abs(counts - size * np.array([0.25, 0.5, 0.25])).max() <= 1


@quick
@given(found=keys)
def test_places_count_within_groups(found: np.ndarray) -> None:
    places = places_in_groups(found)
    for key in set(found.tolist()):
        assert places[found == key].tolist() == list(range(int((found == key).sum())))


@quick
@given(wanted=keys, offered=keys, low=st.integers(-9, 0), high=st.integers(0, 9))
def test_pairs_are_within_steps_and_nobody_is_in_two(
    wanted: np.ndarray, offered: np.ndarray, low: int, high: int
) -> None:
    one, other = pair_up(wanted, offered, steps=outward(low, high), rng=np.random.default_rng(0))
    assert len(one) == len(other)
    assert len(set(one.tolist())) == len(one)
    assert len(set(other.tolist())) == len(other)
    gap = offered[other] - wanted[one]
    assert ((gap >= low) & (gap <= high)).all()


@quick
@given(wanted=keys)
def test_equal_sides_pair_completely(wanted: np.ndarray) -> None:
    one, other = pair_up(wanted, wanted[::-1], steps=[0], rng=np.random.default_rng(0))
    assert len(one) == len(wanted)
    assert (wanted[one] == wanted[::-1][other]).all()
