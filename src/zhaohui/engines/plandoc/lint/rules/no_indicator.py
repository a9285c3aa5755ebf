"""Promises with a number that no indicator follows."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.direction import shared
from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "no-indicator"
SMALL = 10
RATES = ("%", "‰")
ENOUGH = 4


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for each paragraph of a box or dated promise, with its largest such number."""
    names = [row.name for row in draft.plan.indicators]
    if not names:
        return  # a plan without a table follows its promises in another way
    boxed = {project.line for project in draft.plan.projects}
    found: dict[int, list[Statement]] = {}
    for s in draft.said:
        stands_out = s.place.line in boxed or s.unit in RATES
        promises = s.when == "target" and stands_out and _is_promise(s)
        if promises and not any(_follows(n, s) for n in names):
            found.setdefault(s.place.line, []).append(s)
    for orphans in found.values():
        top = max(orphans, key=lambda s: (s.unit in RATES, s.value))
        more = f"（同一段共{len(orphans)}处）" if len(orphans) > 1 else ""
        yield Finding(
            rule=ID,
            severity="low",
            first=top.place,
            second=None,
            message=f"“{top.said}”承诺{shown(top)}，指标表里没有对应指标{more}。",
        )


def _is_promise(s: Statement) -> bool:
    """A rate, or a number large enough to be followed, of something that is named."""
    if len(s.name.core) < ENOUGH:
        return False
    return s.unit in RATES or (s.value >= SMALL and s.unit not in ("分钟", "小时", "岁"))


def _follows(indicator: str, s: Statement) -> bool:
    if s.unit in RATES and s.name.core[-3:] in indicator:
        return True
    need = min(ENOUGH, max(2, len(s.name.core)))
    return bool(shared(s.name.core, indicator, least=need))
