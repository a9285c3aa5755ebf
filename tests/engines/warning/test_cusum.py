"""The chart keeps its promise of false alarms, and finds what the law's rule finds with far fewer of them."""

import random

import pytest

from zhaohui.engines.warning import (
    average_run_length,
    chart,
    is_mass_layoff,
    layoff_alarms,
    limit_for,
)
from zhaohui.engines.warning.cusum import standardised

# Montgomery, Introduction to Statistical Quality Control, 6th ed., section 9.1: Siegmund's formula
# gives 938.2 for one side at h = 5, k = 0.5; the true two-sided value is 465, so 930 for one side.
MONTGOMERY_SIEGMUND, MONTGOMERY_TRUE = 938.2, 930.0
RUNS, SEED = 1_500, 20260101


def run_length(draw: random.Random, limit: float, shift: float = 0.0) -> int:
    total, n = 0.0, 0
    while total <= limit:
        n += 1
        total = max(0.0, total + draw.gauss(shift, 1) - 0.5)
    return n


def test_the_run_length_is_what_the_book_prints():
    assert round(average_run_length(5), 1) == MONTGOMERY_SIEGMUND


def test_the_run_length_is_what_chance_gives():
    draw = random.Random(SEED)
    mean = sum(run_length(draw, 5) for _ in range(RUNS)) / RUNS
    # the standard error of 1,500 nearly exponential runs is 2.6 %
    assert mean == pytest.approx(MONTGOMERY_TRUE, rel=0.08)
    found = sum(run_length(draw, 5, 1.0) for _ in range(RUNS)) / RUNS
    assert found == pytest.approx(average_run_length(5, shift=1.0), rel=0.03)


@pytest.mark.parametrize("periods", [12, 60, 120, 1200])
def test_a_limit_keeps_its_budget(periods):
    assert average_run_length(limit_for(periods)) == pytest.approx(periods, rel=1e-3)


def test_a_chart_begins_anew_after_an_alarm():
    scores = [3.0] * 6
    alarms = chart(scores, 4).alarms
    assert alarms == (1, 3, 5)
    with pytest.raises(ValueError, match="spread"):
        standardised([1, 2], 1, 0)
    assert standardised([8], 10, 2, falls=True) == [1]


def firm(draw: random.Random, size: int, *, months: int, cut_at: int | None) -> list[int]:
    """Head-counts of a firm that wobbles by chance; from `cut_at` a fifth to a half goes in two months."""
    counts, staff = [], float(size)
    cut = draw.uniform(0.2, 0.5) * size if cut_at is not None else 0
    for month in range(months):
        if cut_at is not None and month in (cut_at, cut_at + 1):
            staff -= cut / 2
        counts.append(max(0, round(staff + draw.gauss(0, 0.03 * size + 0.6))))
    return counts


def law_alarms(counts: list[int], first: int) -> list[int]:
    return [m for m in range(first, len(counts)) if is_mass_layoff(counts[m - 1], counts[m])]


def test_chart_and_law_together_find_lay_offs_with_a_fifth_of_the_laws_false_alarms():
    draw = random.Random(SEED)
    calm_months, watched, firms, cut_at = 24, 24, 400, 30
    law_false = both_false = found = 0
    for _ in range(firms):
        size = draw.randint(15, 150)
        counts = firm(draw, size, months=calm_months + watched, cut_at=None)
        law_false += len(law_alarms(counts, calm_months))
        both_false += len(layoff_alarms(counts, baseline=calm_months, periods=120))
        cut = firm(draw, size, months=cut_at + 4, cut_at=cut_at)
        alarms = layoff_alarms(cut, baseline=calm_months, periods=120)
        found += any(month >= cut_at for month in alarms)
    assert found / firms >= 0.97
    assert both_false <= law_false / 5
    assert law_false > 100  # or the comparison would say nothing


def test_too_few_counts_tell_nothing():
    assert layoff_alarms([10] * 24, baseline=24, periods=120) == []
