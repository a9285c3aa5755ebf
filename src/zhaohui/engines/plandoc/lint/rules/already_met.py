"""A target that the base already meets, or that only repeats it."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.agreement import CEILINGS, FLOORS
from zhaohui.engines.plandoc.lint.direction import better
from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding, Severity
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "already-met"


def check(draft: Draft) -> Iterator[Finding]:
    """Rows of the table, then text targets against any base."""
    tabled = {c.name.core for c in draft.cells if c.when == "target"}
    for target in (s for s in [*draft.cells, *draft.comparable] if s.when == "target"):
        if target.row is None and target.name.core in tabled:
            continue
        alike = draft.named[target.name.core]
        base = next((b for b in alike if b.when == "base" and _compares(b, target)), None)
        if base and (severity := _severity(base, target)):
            yield Finding(
                rule=ID,
                severity=severity,
                first=base.place,
                second=target.place,
                message=f"“{target.said}”的目标{shown(target)}，基期已是{shown(base)}；只能算维持。",
            )


def _compares(base: Statement, target: Statement) -> bool:
    if target.row is not None:
        return base.row is target.row
    return base.unit == target.unit and base.name.same(target.name)


def _severity(base: Statement, target: Statement) -> Severity | None:
    way = better(target.said)
    if base.unit == "%" and base.value >= 100:
        return None  # nothing is left to gain
    if base.value == target.value:
        if target.operator in CEILINGS and base.operator in CEILINGS:
            return None  # a bound that is kept
        return "low" if way == "up" and target.in_table else None
    beyond_floor = target.operator in FLOORS and base.value > target.value and way != "down"
    below_ceiling = target.operator in CEILINGS and base.value < target.value and way != "up"
    if beyond_floor and base.operator not in CEILINGS:
        return "medium"
    if below_ceiling and base.operator not in FLOORS:
        return "low"
    fell = (
        way == "up" and target.row is None and target.operator == "=" and target.value < base.value
    )
    return "medium" if fell else None
