"""When duties fall due: by the calendar, and the set operations as the definition has it."""

import datetime as dt

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.county.schedules.due_days import fixed_anchor, occurrences
from zhaohui.county.schedules.planning import wanted
from zhaohui.packs.schema.schedules import AnchorRow, DutyRow

DAY = dt.timedelta(days=1)
SPANS = st.builds(
    lambda number, unit: f"{number} {unit}",
    st.integers(0, 40),
    st.sampled_from(["days", "months", "years"]),
)
REPEATS = st.builds(
    lambda number, unit: f"{number} {unit}",
    st.integers(1, 40),
    st.sampled_from(["days", "months", "years"]),
)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))


def duty(**given):
    kept = {key: value for key, value in given.items() if value}
    return DutyRow(place="x:1", id="duty", name="模拟", post="village-worker", how="home", **kept)


def days(made, anchor, low, high):
    return [each.due for each in occurrences(made, anchor, low, high)]


@pytest.mark.parametrize(
    ("anchor", "after", "due"),
    [
        (dt.date(2024, 2, 29), "1 years", dt.date(2025, 3, 1)),
        (dt.date(2024, 2, 29), "4 years", dt.date(2028, 2, 29)),
        (dt.date(2026, 1, 31), "1 months", dt.date(2026, 3, 1)),
        (dt.date(2026, 1, 31), "2 months", dt.date(2026, 3, 31)),
        (dt.date(2026, 12, 31), "42 days", dt.date(2027, 2, 11)),
    ],
)
def test_a_day_that_a_month_lacks_is_the_first_of_the_next(anchor, after, due):
    assert days(duty(after=after), anchor, anchor, dt.date(2030, 1, 1)) == [due]


def test_months_are_counted_from_the_anchor_not_from_the_time_before():
    found = days(duty(every="1 months"), dt.date(2026, 1, 31), dt.date(2026, 1, 1), dt.date(2026, 5, 1))  # fmt: skip
    expected = [(1, 31), (3, 1), (3, 31), (5, 1)]
    assert found == [dt.date(2026, month, day) for month, day in expected]


def test_what_ends_and_whose_window_has_closed_is_left_out():
    made = duty(after="3 months", every="3 months", until="1 years", closes_days=10)
    found = days(made, dt.date(2026, 1, 1), dt.date(2026, 7, 11), dt.date(2030, 1, 1))
    assert found == [dt.date(2026, 7, 1), dt.date(2026, 10, 1), dt.date(2027, 1, 1)]


def test_a_day_of_each_year_comes_each_year():
    anchor = fixed_anchor(AnchorRow(place="x:1", day="06-30"))
    found = days(duty(every="1 years"), anchor, dt.date(2026, 1, 1), dt.date(2028, 1, 1))
    assert found == [dt.date(2026, 6, 30), dt.date(2027, 6, 30)]


class APack:
    """As much of a pack as the set operations read."""

    def __init__(self, made):
        row = type("Row", (), {"id": "schedule", "duties": (made,)})
        self.schedules = (row,)


DUTIES = st.builds(
    lambda after, every, until, opens, closes: duty(
        after=after,
        every=every,
        until=until if every else "",
        opens_days=opens,
        closes_days=closes,
    ),
    SPANS,
    st.one_of(st.just(""), REPEATS),
    st.one_of(st.just(""), SPANS),
    st.integers(0, 60),
    st.integers(0, 60),
)


@given(
    made=DUTIES,
    anchors=st.lists(DAYS, min_size=1, max_size=8),
    low=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    ahead=st.integers(0, 100),
)
@settings(max_examples=150, deadline=None)
def test_everybody_at_once_is_as_one_after_the_other(made, anchors, low, ahead):
    high = low + ahead * DAY
    with duckdb.connect() as db:
        db.execute(
            "CREATE TABLE subjects (schedule VARCHAR, subject_id BIGINT, person_id BIGINT,"
            " record_id BIGINT, area VARCHAR, anchor DATE, base INTEGER, sure BOOLEAN)"
        )
        db.executemany(
            "INSERT INTO subjects VALUES ('schedule', ?, ?, NULL, '', ?, 0, TRUE)",
            [(pk, pk, anchor) for pk, anchor in enumerate(anchors)],
        )
        wanted.lay_out(db, APack(made), {"schedule": low}, high)
        query = "SELECT subject_id, number, opens, due, closes FROM wanted ORDER BY ALL"
        found = db.sql(query).fetchall()
    assert found == sorted(
        (pk, each.number, each.opens, each.due, each.closes)
        for pk, anchor in enumerate(anchors)
        for each in occurrences(made, anchor, low, high)
    )
