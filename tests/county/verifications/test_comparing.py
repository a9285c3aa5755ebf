"""Comparing what is registered with what an office says: unknown is never a difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhaohui.county.verifications.comparing import Result, compare

VALUES = st.one_of(st.none(), st.integers(0, 10**9), st.booleans(), st.sampled_from(["甲", "乙"]))


@given(
    st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=6),
    st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=6),
)
def test_unknown_is_never_a_difference(stated, found):
    results = compare(stated, found, tolerance_fen=0, money=set())
    assert set(results) == set(stated)
    for name, result in results.items():
        assert (result == Result.UNKNOWN) == (found.get(name) is None)
        if result == Result.DIFFERS:
            assert stated[name] is not None
            assert stated[name] != found[name]


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6))
def test_amounts_within_the_tolerance_are_the_same(stated, found, tolerance):
    result = compare({"a": stated}, {"a": found}, tolerance_fen=tolerance, money={"a"})["a"]
    assert result == (Result.SAME if abs(stated - found) <= tolerance else Result.DIFFERS)
