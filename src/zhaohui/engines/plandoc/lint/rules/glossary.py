"""An explained term that the plan never uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding

ID = "unused-term"
_ENTRY = re.compile(r"(?:\d+[.、])?[“\"](?P<term>[^”\"]{2,20})[”\"][^：:。，]{0,12}[：:]")


def check(draft: Draft) -> Iterator[Finding]:
    """Entries of 名词解释."""
    start = next(
        (
            s.line
            for s in draft.plan.sections
            if re.search(r"(?:名词|术语)解释", re.sub(r"\s", "", s.title))
        ),
        None,
    )
    if start is None:
        return
    body = "".join(draft.printed.tight(x.number) for x in draft.lines if x.number < start)
    for line in (x for x in draft.lines if x.number > start):
        found = _ENTRY.match(draft.printed.tight(line.number))
        if not found or found["term"] in body:
            continue
        cased = found["term"].lower() in body.lower()
        yield Finding(
            rule=ID,
            severity="low",
            first=draft.printed.place(line.number, found["term"]),
            second=None,
            message=f"“{found['term']}”在正文里"
            + ("大小写写法不同。" if cased else "没有出现过。"),
        )
