import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.engines.areas import (
    AreaError,
    ancestors,
    chain,
    code_range,
    codes,
    is_within,
    level,
    shortest,
)

WIDTHS = (2, 4, 6, 9, 12)
ORDER = ("nation", "province", "city", "county", "town", "village")


@st.composite
def short_codes(draw, least=1):
    depth = draw(st.integers(least, len(WIDTHS)))
    text, before = "", 0
    for width in WIDTHS[:depth]:
        digits = width - before
        text += str(draw(st.integers(1, 10**digits - 1))).zfill(digits)
        before = width
    return text


def test_examples_in_the_docstrings_run():
    assert doctest.testmod(codes).failed == 0
    assert doctest.testmod(codes).attempted >= 6


@settings(max_examples=100, derandomize=True, deadline=None)
@given(short_codes())
def test_padding_with_zeros_does_not_change_the_area(code):
    for width in WIDTHS:
        if width >= len(code):
            padded = code.ljust(width, "0")
            assert shortest(padded) == code
            assert level(padded) == level(code)
            assert code_range(padded) == code_range(code)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(short_codes())
def test_ancestors_are_one_level_apart_and_contain_the_area(code):
    line = chain(code)
    assert line == (code, *ancestors(code))
    assert line[-1] == "00"
    assert [ORDER.index(level(area)) for area in line] == list(range(len(line) - 1, -1, -1))
    assert all(is_within(code, area) for area in line)
    assert not any(is_within(area, code) for area in ancestors(code))


@settings(max_examples=100, derandomize=True, deadline=None)
@given(short_codes(least=5), short_codes())
def test_the_range_holds_exactly_the_places_within(village, area):
    low, high = code_range(area)
    assert len(low) == len(high) == 12
    assert (low <= village <= high) == is_within(village, area)
    assert all(code_range(a)[0] <= village <= code_range(a)[1] for a in chain(village))


@pytest.mark.parametrize(
    "bad",
    ["", "5", "51081", "5108110", "五一", "51０8", "51081x", "510011", "000001", "510811000001"],
)
def test_a_bad_code_is_refused_with_a_sentence(bad):
    with pytest.raises(AreaError) as caught:
        level(bad)
    assert bad in caught.value.message
    assert caught.value.hint
