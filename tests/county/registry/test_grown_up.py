"""Eighteen years, to the day: the birthday itself counts, and 29 February has its next day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from zhaohui.county.registry.grown_up import is_minor, minor_since

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@given(DAYS)
def test_the_last_birth_date_of_the_grown_up_is_theirs_and_the_next_is_not(day):
    last = minor_since(day)
    assert is_minor(last, day) is False
    assert is_minor(last + dt.timedelta(days=1), day) is True


def test_who_has_no_birth_date_is_neither():
    assert is_minor(None, dt.date(2026, 1, 1)) is None


def test_a_leap_day_has_no_birthday_eighteen_years_later():
    born = dt.date(2008, 2, 29)
    assert is_minor(born, dt.date(2026, 2, 28)) is True
    assert is_minor(born, dt.date(2026, 3, 1)) is False
    assert minor_since(dt.date(2028, 2, 29)) == dt.date(2010, 2, 28)
