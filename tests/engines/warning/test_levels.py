"""Levels: never raised twice within the cool-down, cleared only below the threshold of clearing."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaohui.engines.warning import (
    Level,
    Record,
    Standing,
    Threshold,
    alarms_in,
    cleared_by_hand,
    expected_false,
    is_mass_layoff,
    is_raised,
    reached,
    share_wrong,
    step,
    worst,
)

START = dt.date(2026, 1, 1)
RULES = st.lists(
    st.builds(Level, hold_days=st.integers(0, 3), cool_days=st.integers(1, 6)),
    min_size=1,
    max_size=3,
)
LOOKS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 3)), st.integers(0, 3), st.booleans()),
    max_size=30,
)


def days(levels, looks):
    """Yield day, standing before, standing after, what was met and kept."""
    standing = Standing()
    for n, (seen, held, closes) in enumerate(looks):
        today = START + dt.timedelta(days=n)
        met = None if seen is None else min(seen, len(levels))
        kept = max(min(held, len(levels)), met or 0)
        before = cleared_by_hand(levels, standing, today) if closes else standing
        standing = step(levels, before, met=met, kept=kept, today=today)
        yield today, before, standing, met, kept


@given(RULES, LOOKS)
def test_no_level_is_raised_twice_within_its_cool_down(levels, looks):
    raised: list[tuple[int, dt.date]] = []
    for today, before, after, _met, _kept in days(levels, looks):
        if is_raised(before, after):
            rest = levels[after.level - 1].cool_days
            assert all((today - day).days >= rest for n, day in raised if n >= after.level)
            raised.append((after.level, today))


@given(RULES, LOOKS)
def test_a_level_falls_only_where_its_clearing_is_met(levels, looks):
    for _today, before, after, met, kept in days(levels, looks):
        if after.level < before.level:
            assert met is not None
            assert kept < before.level
        if met is None:
            assert after.level == before.level


@given(RULES, LOOKS)
def test_nothing_is_raised_that_has_not_held_for_its_days(levels, looks):
    history: list[int | None] = []
    for _today, before, after, met, _kept in days(levels, looks):
        history.append(met)
        if is_raised(before, after):
            hold = levels[after.level - 1].hold_days
            known = [each for each in history[-hold - 1 :] if each is not None]
            assert all(each >= after.level for each in known)


@given(RULES, LOOKS)
def test_a_second_look_on_the_same_day_changes_nothing(levels, looks):
    for today, _before, after, met, kept in days(levels, looks):
        assert step(levels, after, met=met, kept=kept, today=today) == after


def test_between_the_thresholds_nothing_changes():
    rule = [Threshold(raise_at=Decimal(6), clear_at=Decimal(8)), Threshold(raise_at=Decimal(3))]
    seen = [reached(rule, Decimal(v), "below") for v in (9, 8, 7, 6, 4, 3, 2)]
    assert seen == [(0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (2, 2), (2, 2)]
    assert reached(rule, None, "below") == (None, 0)
    unset = [Threshold(raise_at=None), Threshold(raise_at=Decimal(3))]
    assert reached(unset, Decimal(5), "above") == (2, 2)
    assert reached([Threshold(raise_at=None)], Decimal(5), "above") == (None, 0)


def test_getting_worse_is_told_within_the_cool_down():
    levels = [Level(cool_days=30), Level(cool_days=30)]
    first = step(levels, Standing(), met=1, kept=1, today=START)
    worse = step(levels, first, met=2, kept=2, today=START + dt.timedelta(days=1))
    assert (first.level, worse.level) == (1, 2)
    better = step(levels, worse, met=0, kept=0, today=START + dt.timedelta(days=2))
    assert better.level == 0
    again = step(levels, better, met=2, kept=2, today=START + dt.timedelta(days=3))
    assert again.level == 0
    assert step(levels, again, met=2, kept=2, today=START + dt.timedelta(days=31)).level == 2


def test_what_was_closed_by_hand_is_told_again_after_the_cool_down():
    levels = [Level(cool_days=10)]
    raised = step(levels, Standing(), met=1, kept=1, today=START)
    closed = cleared_by_hand(levels, raised, START + dt.timedelta(days=5))
    for n, level in ((6, 0), (14, 0), (15, 1)):
        day = START + dt.timedelta(days=n)
        assert step(levels, closed, met=1, kept=1, today=day).level == level


def test_a_file_with_one_more_level_goes_on():
    before = Standing(1, (START,), (START,))
    after = step([Level(), Level()], before, met=2, kept=2, today=START + dt.timedelta(days=1))
    assert after.level == 2
    assert Standing().is_idle
    assert not after.is_idle


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (200, 180, True),
        (200, 181, False),
        (100, 90, True),
        (100, 91, False),
        (0, 0, False),
        (5, 6, False),
    ],
)
def test_the_law_counts_twenty_people_or_a_tenth(before, after, told):
    assert is_mass_layoff(before, after) is told


def test_how_often_it_was_wrong():
    record = Record(raised=10, true=3, false=1, unknown=2)
    assert share_wrong(record) == 0.25
    assert expected_false(record, 8) == 2
    assert share_wrong(Record(raised=2)) is None
    assert expected_false(Record(), 3) is None
    assert alarms_in(24, 120) == 0.2
    assert worst([], "above") is None
    assert worst([Decimal(1), Decimal(2)], "below") == 1
