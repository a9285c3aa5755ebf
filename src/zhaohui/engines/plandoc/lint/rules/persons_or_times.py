"""A name that counts people under a unit that counts times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding

ID = "persons-or-times"


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for each row."""
    for row in draft.plan.indicators:
        people = re.search(r"人数(?!量)", row.name) and row.unit.endswith("人次")
        times = re.search(r"人次", row.name) and re.fullmatch(r"[千万]?人", row.unit)
        if people or times:
            word = "人数" if people else "人次"
            yield Finding(
                rule=ID,
                severity="low",
                first=draft.row_place(row),
                second=None,
                message=f"名称写“{word}”，单位却是“{row.unit}”。",
            )
