"""A heading that reads otherwise in the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.widths import canonical

ID = "contents-titles"


def check(draft: Draft) -> Iterator[Finding]:
    """Entries against headings of the same kind in the same order; silent where they do not match up."""
    entries = [e for e in draft.contents if e.kind in ("编", "篇", "部分", "章", "节")]
    kinds = {e.kind for e in entries}
    headings = [s for s in draft.plan.sections if s.kind in kinds]
    if not entries or len(entries) != len(headings):
        return
    for entry, heading in zip(entries, headings, strict=True):
        printed = canonical(re.sub(r"^第.+?[编篇章节]|^第.+?部分", "", heading.title))
        if printed.strip() != canonical(entry.name):
            yield Finding(
                rule=ID,
                severity="low",
                first=draft.printed.place(entry.line.number, entry.name),
                second=draft.printed.place(heading.line, printed),
                message=f"目录作“{canonical(entry.name)}”，正文标题作“{printed}”。",
            )
