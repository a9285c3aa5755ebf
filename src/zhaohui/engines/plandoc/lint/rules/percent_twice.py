"""The percent sign in the indicator's name and again in its cell."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.widths import fold

ID = "percent-twice"


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for each row."""
    for row in draft.plan.indicators:
        if row.unit not in ("%", "‰"):
            continue
        twice = [
            v
            for v in (row.target, row.baseline)
            if row.unit in fold(v.raw) and v.operator != "text"
        ]
        if twice:
            yield Finding(
                rule=ID,
                severity="low",
                first=draft.row_place(row),
                second=draft.cell_place(row, twice[0]),
                message=f"“{row.name}”的单位已是{row.unit}，值“{twice[0].raw}”又印一次。",
            )
