"""What the rows of a service table say: each domain's items and the count it declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaohui.engines.plandoc.headings import CHINESE
from zhaohui.engines.plandoc.spec import ServiceDomain
from zhaohui.engines.plandoc.tables import Row, joined, raw_text
from zhaohui.engines.plandoc.widths import canonical, chinese_number

COUNT = rf"(?:共计?|合?计)?(\d+|{CHINESE})项"
DECLARED = re.compile(
    rf"[。,，;；]?(?:[(\[]{COUNT}[)\]]|(?:(?<=等)|(?<=[，,;；、。])共|共计){COUNT})[。;；]?$"
)
_CLOSING = re.compile(r"等[。;；]?$")
_STRONG_MARKS = "，,;；"


def domains_of_lists(rows: Sequence[Row]) -> list[ServiceDomain]:
    """One domain per row; where no list of the table uses ，or ； its lists are separated by 、."""
    lists = [joined(row["items"]) for row in rows]
    only_dun = len(rows) > 1 and not any(
        len(_split(_listed(t)[0], _STRONG_MARKS)) > 1 for t in lists
    )
    return [_domain(row, "、" if only_dun else _STRONG_MARKS) for row in rows]


def domains_of_single_items(rows: Sequence[Row]) -> list[ServiceDomain]:
    """Rows of one item each, as domains: a domain is printed once, before the first of its items."""
    found: list[ServiceDomain] = []
    grouped: list[tuple[Row, list[str]]] = []
    for row in rows:
        name = joined(row.get("domain", ()))
        if not grouped or (name and name != joined(grouped[-1][0]["domain"])):
            grouped.append((row, []))
        grouped[-1][1].append(canonical(joined(row["items"])))
    for first, items in grouped:
        found.append(
            ServiceDomain(
                domain=canonical(joined(first["domain"])),
                content="",
                items=tuple(items),
                named=tuple(items),
                open_ended=False,
                declared=None,
                line=first["items"][0].line,
            )
        )
    return found


def _listed(text: str) -> tuple[str, int | None, bool]:
    """A printed list without its count and closing 等: the list, the count, whether 等 closed it."""
    found = DECLARED.search(text)
    listed = text[: found.start()] if found else text
    bare = _CLOSING.sub("", listed.rstrip("。;；"))
    return bare, _number(found[1] or found[2]) if found else None, bool(_CLOSING.search(listed))


def _domain(row: Row, marks: str) -> ServiceDomain:
    listed, declared, open_ended = _listed(joined(row["items"]))
    if "count" in row:
        declared = _number(re.sub(r"[^\d一-龥]|项|共|合|计", "", joined(row["count"])))
    items = _split(listed, marks)
    return ServiceDomain(
        domain=canonical(joined(row["domain"])),
        content=raw_text(row["content"]) if "content" in row else "",
        items=items,
        named=_named(items, declared, open_ended=open_ended),
        open_ended=open_ended,
        declared=declared,
        line=row["items"][0].line,
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)


def _split(text: str, marks: str) -> tuple[str, ...]:
    """Cut at `marks` outside brackets; nothing empty."""
    parts, depth = [""], 0
    for c in text:
        depth += (c in "(（[") - (c in ")）]")
        if c in marks and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return tuple(canonical(p) for p in parts if p)


def _named(items: tuple[str, ...], declared: int | None, *, open_ended: bool) -> tuple[str, ...]:
    """A list that uses 、 alone is cut at 、 where that agrees with the declared count."""
    inner = _split(items[0], "、") if len(items) == 1 else ()
    agrees = len(inner) == declared or (open_ended and 1 < len(inner) < (declared or 0))
    return inner if inner and agrees else items
