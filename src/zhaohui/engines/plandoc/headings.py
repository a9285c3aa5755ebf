"""Chapters, sections and unnumbered parts, told apart from the table of contents 目录."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.engines.plandoc.document import Line, PlanError
from zhaohui.engines.plandoc.spec import Section
from zhaohui.engines.plandoc.widths import chinese_number, tight

LONGEST_HEADING = 45
CHINESE = "[零〇一二两三四五六七八九十百]+"
_NUMBERED = re.compile(rf"第\s*({CHINESE}|\d+)\s*(编|篇|部分|章|节)(?![课日庆])[\s:、.]*(.*)")
_LISTED = re.compile(rf"({CHINESE})、(.+)")
_BRACKETED = re.compile(rf"\(({CHINESE})\)(.+)")
_PARTS = re.compile(
    r"(前言|序言|引言|导言|结语|结束语|后记|附则|名词解释|术语解释|附[件录表]\d*[:：]?.{0,20})"
)
_PAGE = re.compile(r"(?:[\s.…·•_—-]+|\t)\d{1,4}$|[….·]{2,}\s*$")
_RANKS = {"编": 0, "篇": 0, "部分": 0, "章": 1, "节": 2, "、": 3, "()": 4}
STRONG = ("编", "篇", "部分", "章", "节")


@dataclass(frozen=True)
class Heading:
    """A line that looks like a heading; `part` headings have number 0."""

    kind: str
    number: int
    name: str
    line: Line
    has_page: bool = False


def heading_of(line: Line) -> Heading | None:
    """The heading that this line could be, a page number at its end set aside."""
    page = _PAGE.search(line.folded)
    text = line.folded[: page.start()].strip() if page else line.folded
    if len(tight(text)) > LONGEST_HEADING or re.search(r"[。；！？]|[,，、:]$", text):
        return None
    if found := _NUMBERED.fullmatch(text):
        return Heading(found[2], _count(found[1]), found[3].strip(), line, page is not None)
    if _PARTS.fullmatch(tight(text)):
        return Heading("part", 0, tight(text), line, page is not None)
    for kind, pattern in (("、", _LISTED), ("()", _BRACKETED)):
        if found := pattern.fullmatch(text):
            return Heading(kind, chinese_number(found[1]), found[2].strip(), line, page is not None)
    return None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)


def is_strong(line: Line) -> bool:
    """A heading that no table cell or list item can be: 第一章, 第二节, 前言."""
    heading = heading_of(line)
    return heading is not None and heading.kind in (*STRONG, "part")


def find_contents(lines: Sequence[Line]) -> list[Heading]:
    """The entries of the table of contents, empty where the plan has none.

    It starts at 目录 (or at three headings with page numbers in a row) and ends where the numbering
    starts again: there the body begins.
    """
    start = next((i for i, x in enumerate(lines) if tight(x.folded) in ("目录", "目次")), None)
    if start is not None:
        return _entries(lines[start + 1 :])
    for i in range(len(lines) - 2):
        three = [heading_of(x) for x in lines[i : i + 3]]
        if all(h is not None and h.has_page for h in three):
            return _entries(lines[i:])
    return []


def _entries(lines: Sequence[Line]) -> list[Heading]:
    entries: list[Heading] = []
    for line in lines:
        heading = heading_of(line) or _with_glued_page(line)
        if heading is None or _starts_again(heading, entries):
            break
        entries.append(heading)
    while entries and entries[-1].kind == "part" and not entries[-1].has_page:
        if any(tight(x.folded) == entries[-1].name for x in lines[len(entries) :]):
            break
        entries.pop()
    return entries


def _with_glued_page(line: Line) -> Heading | None:
    """前言5: the page number follows without a gap."""
    bare = re.sub(r"\d{1,3}$", "", line.folded)
    found = heading_of(Line(line.number, line.text, bare, line.after_blank))
    return found and Heading(found.kind, found.number, found.name, line, has_page=True)


def _starts_again(heading: Heading, entries: Sequence[Heading]) -> bool:
    if heading.kind == "part":
        paged = sum(e.has_page for e in entries) > len(entries) / 2
        return any(e.name == heading.name for e in entries) or (paged and not heading.has_page)
    top = min((_RANKS[e.kind] for e in entries if e.kind != "part"), default=9)
    last = max((e.number for e in entries if _RANKS.get(e.kind) == top), default=0)
    return _RANKS[heading.kind] <= top and heading.number <= last


def find_sections(lines: Sequence[Line]) -> list[Section]:
    """Headings of the body in order; `lines` are the body's, without contents, tables and boxes."""
    headings = _body_headings(lines)
    ranks = sorted({_RANKS[h.kind] for h in headings if h.kind != "part"})
    return [
        Section(
            level=1 if h.kind == "part" else ranks.index(_RANKS[h.kind]) + 1,
            title=h.name if h.kind == "part" else re.sub(r"\s+", " ", h.line.text),
            line=h.line.number,
            kind=h.kind,
        )
        for h in headings
    ]


def _body_headings(lines: Sequence[Line]) -> list[Heading]:
    headings: list[Heading] = []
    for i, line in enumerate(lines):
        heading = heading_of(line)
        if heading is None or (heading.kind == "()" and not headings):
            continue
        if heading.kind in STRONG and not heading.name and i + 1 < len(lines):
            heading = _with_name_below(heading, lines[i + 1])
        headings.append(heading)
    return headings


def _with_name_below(heading: Heading, below: Line) -> Heading:
    """第一章 alone on its line: the next short line is its name."""
    if heading_of(below) or len(below.folded) > LONGEST_HEADING or "。" in below.folded:
        return heading
    line = heading.line
    joined = Line(line.number, f"{line.text} {below.text}", line.folded, line.after_blank)
    return Heading(heading.kind, heading.number, below.text, joined)


def _paths(headings: Sequence[Heading]) -> list[tuple[int, ...]]:
    path: dict[int, int] = {}
    paths = []
    for heading in headings:
        if heading.kind not in STRONG:
            continue
        rank = _RANKS[heading.kind]
        path = {r: n for r, n in path.items() if r < rank} | {rank: heading.number}
        paths.append(tuple(path.values()))
    return paths


def refuse_missing_chapters(contents: Sequence[Heading], body: Sequence[Line], end: int) -> None:
    """Raise `PlanError` when the contents promise chapters after the point where the text ends."""
    numbered = [h for h in contents if h.kind in STRONG]
    promised = _paths(numbered)
    printed = set(_paths(_body_headings(body)))
    for entry, at in zip(numbered, range(len(promised)), strict=True):
        if promised[at] not in printed and not printed.intersection(promised[at:]):
            name = f"第{entry.line.text.split('第', 1)[-1].split(entry.kind)[0]}{entry.kind}"
            raise PlanError(
                f"The text ends at line {end}, but its table of contents (line "
                f"{entry.line.number}) promises “{name} {entry.name}”: it was cut short."
            )
