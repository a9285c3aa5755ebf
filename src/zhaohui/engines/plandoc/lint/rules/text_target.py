"""A target in words under a numeric unit."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding

ID = "text-target"


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for each row."""
    for row in draft.plan.indicators:
        if row.unit and row.target.operator == "text" and row.target.raw.strip():
            binding = "，且为约束性" if row.nature == "约束性" else ""
            yield Finding(
                rule=ID,
                severity="low",
                first=draft.row_place(row),
                second=draft.cell_place(row, row.target),
                message=f"“{row.name}”的单位是{row.unit}，目标却是文字“{row.target.raw}”{binding}。",
            )
