"""The lottery: nobody can steer it, anybody can replay it."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaohui.engines.matching import MatchingError, commitment, draw, is_kept, seed_of
from zhaohui.engines.matching.lottery import ALGORITHMS, digest
from zhaohui.engines.matching.verify_allotment import hasher, sm3

SECRET = bytes(range(32))
numbers = st.lists(st.text("0123456789ABC", min_size=1, max_size=8), unique=True, max_size=40)


@given(numbers, st.randoms(use_true_random=False), st.sampled_from(ALGORITHMS))
def test_the_order_does_not_depend_on_the_order_of_the_list(every, shuffle, algorithm):
    mixed = list(every)
    shuffle.shuffle(mixed)
    assert draw(mixed, "5eed", algorithm) == draw(every, "5eed", algorithm)
    assert sorted(draw(every, "5eed", algorithm)) == sorted(every)


@given(st.binary(min_size=32, max_size=64), st.sampled_from(ALGORITHMS))
def test_a_commitment_is_kept_by_its_own_secret_and_inputs_only(secret, algorithm):
    made = commitment(secret, "ab", algorithm)
    assert is_kept(secret, "ab", made, algorithm)
    assert not is_kept(secret, "ac", made, algorithm)
    assert not is_kept(secret + b"x", "ab", made, algorithm)


def test_one_more_number_does_not_reorder_the_others():
    every = [f"{each:04d}" for each in range(200)]
    with_more = [each for each in draw([*every, "9999"], "5eed") if each != "9999"]
    assert with_more == draw(every, "5eed")


def test_the_public_number_and_the_inputs_change_the_seed():
    seeds = {
        seed_of(SECRET, "a"),
        seed_of(SECRET, "a", "7"),
        seed_of(SECRET, "b"),
        seed_of(b"x" * 32, "a"),
    }
    assert len(seeds) == 4


def test_everybody_is_first_about_equally_often():
    first = Counter(draw("ABCDE", f"{seed}", "sha256")[0] for seed in range(5_000))
    assert all(850 < first[each] < 1_150 for each in "ABCDE")


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(MatchingError, match="twice"):
        draw(["1", "1"], "5eed")
    with pytest.raises(MatchingError, match="too short"):
        commitment(b"short", "ab")
    with pytest.raises(MatchingError, match="md5"):
        digest("md5", "a")
    with pytest.raises(MatchingError, match="line break"):
        digest("sm3", "a\nb")


@given(st.binary(max_size=300))
def test_the_stand_alone_sm3_is_sm3(data):
    assert sm3(data) == hashlib.new("sm3", data).hexdigest()


def test_the_standard_s_own_example():
    # GB/T 32905-2016, annex A.1
    known = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abc") == hasher("sm3")(b"abc") == known
