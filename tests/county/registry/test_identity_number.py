"""A citizen's number is checked by shape, date and check digit, and never repeated."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.county.small_county import identity_number
from zhaohui.county.registry.identity_number import IdentityFault, birth_date, normal_identity, sex


@settings(derandomize=True, max_examples=60)
@given(
    st.integers(0, 10_000),
    st.dates(dt.date(1900, 1, 1), dt.date(2030, 1, 1)),
    st.sampled_from("男女"),
    st.data(),
)
def test_a_number_says_birth_and_sex_and_one_wrong_digit_shows(position, born, which, data):
    number = identity_number(position, born, which)
    assert normal_identity(f" {number[:6]} {number[6:].lower()} ") == number
    assert (birth_date(number), sex(number)) == (born, which)
    place = data.draw(st.integers(0, 16))
    wrong = (
        number[:place]
        + str((int(number[place]) + data.draw(st.integers(1, 9))) % 10)
        + number[place + 1 :]
    )
    with pytest.raises(IdentityFault) as caught:
        normal_identity(wrong)
    assert wrong not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "990000800101001", "99000019800101001", "９" * 18, "99000019801301001X", "abc"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(IdentityFault):
        normal_identity(text)
