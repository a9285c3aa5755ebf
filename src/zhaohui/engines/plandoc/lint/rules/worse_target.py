"""A target that is worse than its base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.agreement import CEILINGS, same_value
from zhaohui.engines.plandoc.lint.direction import (
    DOWN_WORDS,
    FLOWS,
    LESS_WORDS,
    MORE_WORDS,
    UP_WORDS,
    better,
    shared,
)
from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding, Place, Severity
from zhaohui.engines.plandoc.lint.statements import Statement
from zhaohui.engines.plandoc.spec import Indicator
from zhaohui.engines.plandoc.widths import canonical

ID = "worse-target"
EXACT = ("=", "≈")


def check(draft: Draft) -> Iterator[Finding]:
    """Rows of the indicator tables whose target goes the wrong way."""
    for row in draft.plan.indicators:
        cells = {c.when: c for c in draft.cells if c.row is row}
        base, target = cells.get("base"), cells.get("target")
        if base and target and (found := _compared(draft, row, base, target)):
            yield found


def _compared(draft: Draft, row: Indicator, base: Statement, target: Statement) -> Finding | None:
    falls, rises = target.value < base.value, target.value > base.value
    way = better(row.name)
    if target.operator in CEILINGS and base.operator in EXACT and rises and way == "down":
        promise = promised(draft, row.name, LESS_WORDS)
        return _finding(draft, (row, base, target), promise, "medium") if promise else None
    if target.operator not in EXACT or base.operator not in EXACT or not (falls or rises):
        return None
    if same_value(base, target):
        return None  # 4左右 keeps 3.9
    if falls and way == "up":
        promise = promised(draft, row.name, UP_WORDS)
        return _finding(draft, (row, base, target), promise, "high")
    if rises and way == "down":
        promise = promised(draft, row.name, DOWN_WORDS)
        return _finding(draft, (row, base, target), promise, "high")
    if falls and not way and FLOWS.search(row.name):
        promise = promised(draft, row.name, UP_WORDS)
        return _finding(draft, (row, base, target), promise, "high" if promise else "medium")
    if falls and not way and (promise := promised(draft, row.name, MORE_WORDS)):
        return _finding(draft, (row, base, target), promise, "medium")
    return None


def _finding(
    draft: Draft,
    compared: tuple[Indicator, Statement, Statement],
    promise: Place | None,
    severity: Severity,
) -> Finding:
    row, base, target = compared
    told = f"，而正文要求“{promise.quote}”" if promise else ""
    return Finding(
        rule=ID,
        severity=severity,
        first=draft.row_place(row),
        second=promise or target.place,
        message=f"“{row.name}”的目标{shown(target)}比基期{shown(base)}差{told}。",
    )


def promised(draft: Draft, name: str, words: re.Pattern[str]) -> Place | None:
    """The clause that promises the other direction of what the name measures, best match first."""
    core = re.sub(r"[（(].*?[）)]|累计|人数|人次|数量|总量|占比|比例|率$", "", canonical(name))
    best: tuple[int, Place] | None = None
    for line in draft.prose:
        if draft.whens.get(line.number) != "target":
            continue
        for clause in re.split(r"[，。；：:]", draft.printed.tight(line.number)):
            if not words.search(clause):
                continue
            piece = shared(core, words.sub("", clause))
            if piece and (best is None or len(piece) > best[0]):
                best = len(piece), draft.printed.place(line.number, clause, around=piece)
    return best[1] if best else None
