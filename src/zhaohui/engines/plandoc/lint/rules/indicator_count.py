"""An announced number of indicators against the rows of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding

ID = "indicator-count"
NEAR = 60
_ALL = re.compile(
    r"(?:设置|设定|设立|提出|确定|明确|制定|构建|共|共计|包括|设|形成)[^，。；\d]{0,14}?(?P<n>\d+)(?:项|个)(?:主要|具体|核心|发展|量化|规划|预期|关键)*指标"
    r"|(?:主要|发展|规划)指标(?:共|共计|共有|包括|为)?(?P<m>\d+)(?:项|个)"
)
_KIND = re.compile(
    r"(?P<k>约束性|预期性)(?:指标)?(?:为|有|共)?(?P<n>\d+)(?:项|个)|(?P<m>\d+)(?:项|个)(?:为)?(?P<j>约束性|预期性)"
)


def check(draft: Draft) -> Iterator[Finding]:
    """Sentences shortly above or below the table, for all indicators and for each nature."""
    rows = draft.plan.indicators
    if not rows:
        return
    first, last = min(r.line for r in rows) - NEAR, max(r.line for r in rows) + NEAR
    for line in (x for x in draft.prose if first <= x.number <= last):
        text = draft.printed.tight(line.number)
        whole = _ALL.search(text)
        if whole is None:
            continue
        counts = [(int(whole["n"] or whole["m"]), len(rows), "", whole[0])]
        for m in _KIND.finditer(text, whole.start()):
            kind = m["k"] or m["j"]
            there = sum(r.nature == kind for r in rows)
            counts.append((int(m["n"] or m["m"]), there, kind, m[0]))
        for said, there, kind, words in counts:
            if said != there:
                yield Finding(
                    rule=ID,
                    severity="high",
                    first=draft.printed.place(line.number, words),
                    second=draft.row_place(rows[-1]),
                    message=f"正文称{kind}指标{said}项，表中{kind}指标有{there}项。",
                )
                break
