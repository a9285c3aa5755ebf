"""Targets without a base: progress cannot be measured."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding

ID = "no-baseline"


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for the whole plan."""
    empty = [row for row in draft.plan.indicators if row.baseline.operator == "—"]
    if not empty:
        return
    binding = [row for row in empty if row.nature == "约束性"]
    shown = (binding or empty)[0]
    yield Finding(
        rule=ID,
        severity="medium" if binding else "low",
        first=draft.row_place(shown),
        second=draft.cell_place(shown, shown.baseline),
        message=f"{len(draft.plan.indicators)}项指标中{len(empty)}项没有基期值，其中约束性{len(binding)}项；无法算进度。",
    )
