"""Dated parameters: nearest area with a value in force, gaps passed over, lapsed values marked."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.rules.words import AREAS, make_book, parameter, rule, version
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.parameters import resolve

NEW_YEAR = date(2024, 1, 1)
STEPS = parameter(
    "甲", "money",
    version(100, date(2020, 1, 1), date(2021, 12, 31), "51"),
    version(200, date(2022, 1, 1), date(2025, 12, 31), "51"),
    version(150, date(2023, 1, 1), date(2023, 12, 31), "510811"),
    version(None, NEW_YEAR, None, "510811"),
    version(90, date(2020, 1, 1), None, "00"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "expected", "stale"),
    [
        (date(2019, 12, 31), None, False),
        (date(2020, 1, 1), 100, False),
        (date(2021, 12, 31), 100, False),
        (date(2022, 1, 1), 200, False),
        (date(2023, 6, 1), 150, False),
        (NEW_YEAR, 200, False),  # the district's gap is passed over for the province
        (date(2024, 1, 2), 200, True),  # the province's figure is more than two years old
        (date(2026, 1, 1), 90, True),  # the province's has lapsed; the nation's is in force
    ],
)
def test_the_value_on_a_date(as_of, expected, stale):
    found = resolve(STEPS, AREAS, as_of)
    assert (found.value, found.stale) == (expected, stale)


def test_a_lapsed_value_goes_on_with_its_mark():
    lapsed = parameter("甲", "money", version(5, date(2025, 1, 1), date(2025, 12, 31)))
    assert resolve(lapsed, AREAS, date(2025, 12, 31)) == resolve(lapsed, AREAS, date(2025, 6, 1))
    after = resolve(lapsed, AREAS, date(2026, 1, 1))
    assert (after.value, after.stale) == (5, True)


def test_a_declared_gap_ends_the_value_before_it():
    gap = parameter(
        "甲", "money",
        version(5, date(2020, 1, 1), date(2022, 12, 31)), version(None, date(2023, 1, 1)),
    )  # fmt: skip
    found = resolve(gap, AREAS, date(2023, 1, 1))
    assert found.value is None
    assert found.version.gap == "未读到"


def test_age_of_a_figure_counts_from_its_start():
    old = parameter("甲", "int", version(1, date(2024, 2, 29)), review_months=12)
    assert not resolve(old, AREAS, date(2025, 3, 1)).stale
    assert resolve(old, AREAS, date(2025, 3, 2)).stale


def test_only_what_was_used_is_marked():
    lapsed = parameter("旧", "money", version(5, date(2020, 1, 1), date(2020, 12, 31)))
    fresh = parameter("新", "money", version(5, date(2026, 1, 1)))
    book = make_book(
        rule("残疾证", "月收入 > 旧", amount="旧 + 新"),
        rule("残疾证", amount="旧", name="q"),
        parameters=[lapsed, fresh],
    )

    def stale(**facts):
        return [each.stale for each in book.evaluate(Household([facts]), date(2026, 3, 1))]

    assert stale(残疾证=True, 月收入=9) == [("旧",), ("旧",)]
    assert stale(残疾证=False, 月收入=9) == [(), ()]
    assert stale(残疾证=True, 月收入=1) == [("旧",), ("旧",)]
    assert stale(残疾证=True) == [("旧",), ("旧",)]
