"""One bound printed in several ways within the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.spec import Indicator, Value
from zhaohui.engines.plandoc.widths import fold, tight

ID = "mixed-operators"
_WAYS = {
    "floor": re.compile(r"≥|≧|⩾|>=|>|以上|不低于|不少于|大于|超过|高于"),
    "ceiling": re.compile(r"≤|≦|⩽|<=|<|以下|以内|不超过|不高于|低于|小于|控制在"),
}


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for the whole plan."""
    for kind, ways in _WAYS.items():
        found: dict[str, tuple[Indicator, Value]] = {}
        for row in draft.plan.indicators:
            for value in (row.baseline, row.target):
                if value.value is not None and (m := ways.search(tight(fold(value.raw)))):
                    found.setdefault(m[0], (row, value))
        if len(found) >= 2:
            (first, a), (second, b) = list(found.values())[:2]
            word = "下限" if kind == "floor" else "上限"
            yield Finding(
                rule=ID,
                severity="low",
                first=draft.cell_place(first, a),
                second=draft.cell_place(second, b),
                message=f"表中{word}用了{len(found)}种写法：{'、'.join(found)}。",
            )
            return
