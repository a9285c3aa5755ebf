"""至少 before a range: which end is the least?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding

ID = "at-least-range"
_FOUND = re.compile(
    r"(?:至少|不少于|不低于)[^，。；\d]{0,6}\d+(?:\.\d+)?[-–—―~～至]{1,2}\d+(?:\.\d+)?[^，。；\d]"
)


def check(draft: Draft) -> Iterator[Finding]:
    """One finding for each such phrase."""
    for line in draft.prose:
        for m in _FOUND.finditer(draft.printed.tight(line.number)):
            yield Finding(
                rule=ID,
                severity="low",
                first=draft.printed.place(line.number, m[0]),
                second=None,
                message="“至少”与区间并用，下限不明。",
            )
