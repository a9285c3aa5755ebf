"""Mass lay-offs by head-counts of a firm: the law's measure, and the chart that keeps chance out."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.engines.warning.cusum import SHIFT, calm, chart, limit_for, standardised

# 中华人民共和国劳动合同法 第四十一条: 二十人以上, 或者不足二十人但占企业职工总数百分之十以上.
PEOPLE, PERCENT = 20, 10
LEAST_SPREAD = 0.5  # of a head-count: whole people are counted, so less is only rounding


def is_mass_layoff(before: int, after: int) -> bool:
    """Say whether a fall from `before` to `after` employees reaches 劳动合同法第四十一条.

    Twenty people or more, or fewer that are a tenth of the employees or more.

    >>> is_mass_layoff(1000, 980), is_mass_layoff(50, 45), is_mass_layoff(1000, 981)
    (True, True, False)
    """
    gone = before - after
    return gone >= PEOPLE or (gone > 0 and gone * 100 >= before * PERCENT)


def layoff_alarms(counts: Sequence[int], *, baseline: int, periods: float) -> list[int]:
    """Return the positions at which both tell: the chart of falls, and the law's measure.

    The first `baseline` counts are the calm time. The chart gives one false alarm in so many
    `periods` by chance; the law's measure is taken from the calm time's mean, not from last month.
    """
    if len(counts) <= baseline:
        return []
    mean, spread = calm(counts[:baseline])
    scores = standardised(counts[baseline:], mean, max(spread, LEAST_SPREAD), falls=True)
    found = chart(scores, limit_for(periods), SHIFT).alarms
    return [
        baseline + each for each in found if is_mass_layoff(round(mean), counts[baseline + each])
    ]
