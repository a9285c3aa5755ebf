"""The service table 基本公共服务项目清单: domains, their items and the counts they declare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.engines.plandoc.document import Line, PlanError
from zhaohui.engines.plandoc.headers import Header, find_headers
from zhaohui.engines.plandoc.headings import CHINESE, is_strong
from zhaohui.engines.plandoc.service_items import (
    COUNT,
    DECLARED,
    domains_of_lists,
    domains_of_single_items,
)
from zhaohui.engines.plandoc.spec import ServiceDomain
from zhaohui.engines.plandoc.tables import (
    TOTAL,
    Column,
    Fragment,
    Row,
    fragments,
    joined,
    lay_out,
    total_lines,
)
from zhaohui.engines.plandoc.widths import canonical

WORDS = {
    "index": re.compile(r"序号|编号"),
    "domain": re.compile(r"(?:服务|重点|保障)?(?:领域|类别|分类)"),
    "content": re.compile(
        r"(?:主要)?(?:服务)?(?:内容(?:[与和及]目标)?|目标(?:[与和及]内容)?)|服务对象(?:[与和及]内容)?"
    ),
    "items": re.compile(r"(?:基本公共)?(?:服务|具体)?(?:项目|事项)(?:清单|名称)?|服务清单"),
    "count": re.compile(r"(?:(?:项目|事项|服务)?(?:数量|项数|个数)|(?:项目|事项)数)(?:\(项\))?"),
    "other": re.compile(r"(?:责任|牵头|主管|实施|支出)(?:单位|部门|责任)|(?:服务|保障)标准|备注"),
}
NEEDED = {"domain", "items"}
_ANY_COUNT = re.compile(rf"[(\[]{COUNT}[)\]]|等{COUNT}")
_ONLY_COUNT = re.compile(rf"(?:{COUNT}|(\d+))")


@dataclass(frozen=True)
class ServiceTables:
    """The domains of all service tables, and the lines that the tables fill."""

    domains: tuple[ServiceDomain, ...]
    lines: frozenset[int]


def read_services(body: Sequence[Line]) -> ServiceTables:
    """All service tables, none where the plan has none; `PlanError` where one breaks off."""
    parts = fragments(body)
    found: list[ServiceDomain] = []
    used: set[int] = set()
    strong = {x.number for x in body if is_strong(x)}

    def ends(part: Fragment) -> bool:
        return part.line in strong or bool(TOTAL.fullmatch(part.text))

    for header in find_headers(parts, WORDS, NEEDED):
        stop = next((i for i in range(header.end, len(parts)) if ends(parts[i])), len(parts))
        region = parts[header.end : stop]
        rows, last = _rows(region, header, at_end=stop == len(parts))
        found += domains_of_lists(rows)
        if not rows:
            rows, last = _single_items(region, header)
            found += domains_of_single_items(rows)
        if rows:
            used.update(range(parts[header.start].line, last + 1))
            used.update(total_lines(parts[stop:]))
    return ServiceTables(tuple(found), frozenset(used))


def header_lines(body: Sequence[Line]) -> set[int]:
    """Where service tables begin, so that a table above them ends there."""
    parts = fragments(body)
    return {parts[h.start].line for h in find_headers(parts, WORDS, NEEDED)}


def _rows(parts: Sequence[Fragment], header: Header, *, at_end: bool) -> tuple[Sequence[Row], int]:
    layout = lay_out(parts, _columns(header))
    rest = parts[layout.filled :]
    # What follows a finished table is prose; a short first line would be the next row's domain.
    first = rest[0].text if rest else ""
    short = 0 < len(first) <= 6 and not (_AFTER.match(first) or _HEADING.match(first))
    counted = any(DECLARED.search(p.text) for p in rest[:4])
    if layout.rows and not (counted or (short and at_end)):
        return layout.rows, parts[layout.filled - 1].line
    if not layout.rows and not counted and not (at_end and len(rest) <= 2):
        return [], 0  # the header words stood in a sentence, or in a table of another kind
    after = f" after “{canonical(joined(layout.rows[-1]['domain']))}”" if layout.rows else ""
    where = f"line {rest[0].line} (“{rest[0].raw[:20]}”)" if rest else "its header"
    raise PlanError(
        f"The service table breaks off{after}: the row that starts in {where} has no list of "
        "items that ends with its count, such as （9项）."
    )


_HEADING = re.compile(rf"{CHINESE}、|\({CHINESE}\)|第{CHINESE}[章节条]")
_AFTER = re.compile(r"(?:注|说明|备注|资料来源)[:：]|表\s*\d|专\s*栏")


def _single_items(parts: Sequence[Fragment], header: Header) -> tuple[Sequence[Row], int]:
    """Rows of one numbered item each, as national lists print them; none in any other table."""
    if "index" not in header.kinds():
        return [], 0
    layout = lay_out(parts, _columns(header, one_item=True))
    if len(layout.rows) < 2 or not joined(layout.rows[0].get("domain", ())):
        return [], 0
    return layout.rows, parts[layout.filled - 1].line


def _columns(header: Header, *, one_item: bool = False) -> list[Column]:
    counted = "count" in header.kinds()
    items = _one_item_cost if one_item else _plain_items_cost if counted else _items_cost
    makers = {
        "index": Column("index", _index_cost, 1, skip=None if one_item else 2.0),
        "domain": Column("domain", _domain_cost, 6, skip=0.0 if one_item else None),
        "content": Column("content", _text_cost if one_item else _content_cost, 8),
        "items": Column("items", items, 10),
        "other": Column("other", _text_cost, 4, skip=2.0),
        "count": Column("count", lambda t, _p: 0.0 if _ONLY_COUNT.fullmatch(t) else None, 1),
    }
    return [makers[c.kind] for c in header.columns]


def _index_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    return 0.0 if re.fullmatch(r"\d{1,3}", text) else None


def _one_item_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    return None if not text or re.search(r"[。；\d]$", text) else 0.0


def _text_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    if any(_HEADING.match(p.text) for p in parts):
        return None
    return 0.0 if text else 0.5


def _domain_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    if not 0 < len(text) <= 12 or re.search(r"[。，,;；()]", text):
        return None
    vertical = len(parts) > 1 and all(len(p.text) <= 2 for p in parts)
    return (0.2 if len(text) <= 6 else 2.0) - (0.5 * (len(parts) - 1) if vertical else 0.0)


def _content_cost(text: str, parts: Sequence[Fragment]) -> float | None:
    if _ANY_COUNT.search(text) or not text:
        return None
    inner = sum(p.text.endswith("。") for p in parts[:-1])
    return 2.0 * (not text.endswith("。")) + 3.0 * inner + (3.0 if len(text) < 8 else 0.0)


def _items_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    found = DECLARED.search(text)
    if not found or len(_ANY_COUNT.findall(text)) != 1 or not found.start():
        return None
    return 2.0 * ("。" in text[: found.start()])


def _plain_items_cost(text: str, _parts: Sequence[Fragment]) -> float | None:
    return 0.0 if re.search(r"[，、,;；]", text) else 1.0 if text else None
