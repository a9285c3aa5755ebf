"""Figures that may have changed are listed by the department that should look again."""

import datetime as dt
from pathlib import Path

import pytest

from zhaohui.packs import load, rulebook
from zhaohui.packs.aged import aged

PACK = load(Path(__file__).parents[2] / "packs" / "510811-zhaohua")
TODAY = dt.date(2026, 11, 1)


def test_the_list_is_what_the_engine_marks_stale():
    resolved = rulebook(PACK).day(TODAY).resolved
    stale = {name for name, each in resolved.items() if each.stale}
    assert stale
    assert {each.parameter for each in aged(PACK, TODAY)} == stale


def test_each_says_since_when_and_who_should_look():
    found = {each.parameter: each for each in aged(PACK, TODAY)}
    assert found["高龄津贴标准"].department == "民政"
    assert "2017-01-01 起已用118个月" in found["高龄津贴标准"].why
    assert "2024-12-31 已到期" in found["就业见习补贴比例"].why
    departments = [each.department for each in aged(PACK, TODAY)]
    assert departments == sorted(departments)


@pytest.mark.parametrize(("day", "is_old"), [((2025, 7, 1), False), ((2025, 7, 2), True)])
def test_a_figure_ages_the_day_after_its_review_period(day, is_old):
    """低保低限_农村 from 2023-07-01 is to be reviewed every 24 months."""
    names = {each.parameter for each in aged(PACK, dt.date(*day))}
    assert ("低保低限_农村" in names) == is_old


def test_a_gap_is_no_old_figure():
    gaps = {row.name for row in PACK.parameters if all(v.value is None for v in row.versions)}
    assert gaps
    assert gaps.isdisjoint(each.parameter for each in aged(PACK, TODAY))
