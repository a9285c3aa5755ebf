"""A yearly number that does not add up to the total of the five years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "annual-total"
YEARS = 5
ROUGH = 0.1
_FLOW = re.compile(r"新增|培训|改造|转移|演出|服务")
_COUNTED = frozenset(["人", "人次", "户", "套", "个", "场次", "次"])


def check(draft: Draft) -> Iterator[Finding]:
    """Totals of the period against what the text promises for each year."""
    for total in (s for alike in draft.named.values() for s in alike):
        if total.unit not in _COUNTED or "annual" in total.name.scopes:
            continue
        for yearly in draft.named[total.name.core]:
            if _is_yearly(total, yearly) and not _adds_up(total, yearly):
                yield Finding(
                    rule=ID,
                    severity="medium",
                    first=total.place,
                    second=yearly.place,
                    message=(
                        f"“{total.said}”累计{shown(total)}，而年均{shown(yearly)}，"
                        f"五年应为{yearly.value * YEARS:g}{yearly.unit}。"
                    ),
                )


def _is_yearly(total: Statement, yearly: Statement) -> bool:
    a, b = total.name, yearly.name
    summed = "cumulative" in a.scopes or (
        bool(_FLOW.search(total.said)) and total.value > 2 * yearly.value
    )
    return (
        summed
        and not yearly.in_table
        and total.pairs(yearly)
        and "annual" in b.scopes
        and a.core == b.core
        and a.per == b.per
        and a.acts == b.acts
    )


def _adds_up(total: Statement, yearly: Statement) -> bool:
    """Also where the total was printed in another unit than meant: 0.7 for 0.7万."""
    five = float(yearly.value) * YEARS
    sizes = (
        [float(total.value), float(total.value) * 10_000]
        if total.value < 10
        else [float(total.value)]
    )
    bound = yearly.operator in ("≥", ">")
    return any(abs(five - v) <= ROUGH * max(five, v) or (bound and five <= v) for v in sizes)
