"""Boxes 专栏 and the project paragraphs in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zhaohui.engines.plandoc.document import Line
from zhaohui.engines.plandoc.headings import CHINESE, heading_of
from zhaohui.engines.plandoc.spec import Project
from zhaohui.engines.plandoc.widths import canonical, chinese_number

_BOX = re.compile(
    rf"(?P<open>[【\[])?专\s*栏\s*(?P<number>\d+(?:-\d+)?|{CHINESE})?(?(open)[】\]]?)"
    r"\s*[:.、]?\s*(?P<title>.*?)(?(open)[】\]]?)"
)
# One alternative per style of numbering; (一) before 1. before ① before 一、 before 一是 before 01.
_STYLES = (
    rf"\((?P<brackets>{CHINESE}|\d+)\)",
    r"(?P<dot>\d+)[.、](?!\d)",
    r"(?P<circle>[①-⑳])",
    rf"(?P<comma>{CHINESE})、",
    r"(?P<shi>[一二三四五六七八九十])是(?=[^。]{2,40}。)",
    r"(?P<space>0\d|[1-9]\d?)\s+(?=[一-龥“])",
    r"(?P<bullet>[●◆■▪•·★◎□▲◇○※►➢])\s*",
    rf"第(?P<item>{CHINESE}|\d+)项[:：、]?",
)
_MARK = re.compile(rf"(?:{'|'.join(_STYLES)})\s*(?P<title>.+)")
_UNNUMBERED = re.compile(r"(?!注|备注|说明|来源)(?P<title>[^，。；:、]{2,20}:.{8,})")
LONGEST_BARE = 26
_SENTENCE_ENDS = ("。", "；", "！", "：", ":")


@dataclass(frozen=True)
class Boxes:
    """All projects, and the lines of boxes that must not be taken for headings."""

    projects: tuple[Project, ...]
    lines: frozenset[int]


def read_boxes(body: Sequence[Line], tables: Collection[int] = ()) -> Boxes:
    """Every box with its numbered paragraphs; a plan without boxes has none.

    `tables` are the lines of tables, which `body` leaves out: a box around a table has no projects.
    """
    projects: list[Project] = []
    used: set[int] = set()
    for i, line in enumerate(body):
        box = _box_title(body, i)
        if box is None:
            continue
        title, first = box
        below = body[first].number if first < len(body) else line.number
        if any(n in tables for n in range(line.number, below)):
            used.update(x.number for x in body[i:first] if x.number < below)
            continue
        found, end = _projects(body, first, title, line.number)
        projects += found
        used.update(x.number for x in body[i:end])
    return Boxes(tuple(projects), frozenset(used))


def _box_title(body: Sequence[Line], i: int) -> tuple[str, int] | None:
    """The box as 专栏N：title, and where its paragraphs start; None for any other line."""
    line = body[i]
    found = _BOX.fullmatch(line.folded)
    if not found or len(line.folded) > 50 or "。" in line.folded or "，" in line.folded:
        return None
    title, first = line.text[slice(*found.span("title"))], i + 1
    if not title and first < len(body):
        below = body[first]
        if not _MARK.fullmatch(below.folded) and len(below.text) <= 40:
            title, first = below.text, first + 1
    return f"专栏{found['number'] or ''}：{canonical(title)}", first


def _projects(
    body: Sequence[Line], first: int, box: str, box_line: int
) -> tuple[list[Project], int]:
    found: list[Project] = []
    style, number, i = "", 0, first
    while i < len(body):
        line = body[i]
        if _ends_box(line):
            break
        mark = _mark(line, style)
        if mark and found and _is_heading_after(body[first:i], line, mark):
            break
        if mark and (not style or _style(mark) == style):
            if _number(mark) <= number and _number(mark):
                break  # the numbering starts again: a list of the running text
            style, number = style or _style(mark), _number(mark)
            title = _title(line.text[mark.start("title") :], mark["title"])
            found.append(Project(box=box, title=title, line=line.number, box_line=box_line))
        elif not found or not (mark or _continues(body[i - 1], line)):
            break
        i += 1
    return found, i


def _mark(line: Line, style: str) -> re.Match[str] | None:
    """The numbering that opens a project, or its title and a colon where projects have no number."""
    found = _MARK.fullmatch(line.folded)
    return found or (_UNNUMBERED.fullmatch(line.folded) if style in ("", "unnumbered") else None)


def _is_heading_after(before: Sequence[Line], line: Line, mark: re.Match[str]) -> bool:
    """（二）监督评估 bare after projects with text: a heading of the running text."""
    bare = not re.search(r"[。；:]", line.folded) and len(line.folded) <= 30
    # A project that a printer wrapped has its 。 further down, but is longer than a bare title.
    marked = [x.folded for x in before if _MARK.fullmatch(x.folded)]
    told = all(re.search(r"[。；]", text) or len(text) > LONGEST_BARE for text in marked)
    return bare and told and _style(mark) in ("brackets", "comma") and not line.folded[1].isdigit()


def _ends_box(line: Line) -> bool:
    if _BOX.fullmatch(line.folded) and "。" not in line.folded:
        return True
    heading = heading_of(line)
    return heading is not None and heading.kind not in ("()", "、")


def _style(mark: re.Match[str]) -> str:
    groups = mark.groupdict()
    return next((k for k, text in groups.items() if text and k != "title"), "unnumbered")


def _number(mark: re.Match[str]) -> int:
    style = _style(mark)
    if style in ("unnumbered", "bullet"):
        return 0
    text = mark[style]
    if text.isdecimal():
        return int(text)
    return ord(text) - ord("①") + 1 if "①" <= text <= "⑳" else chinese_number(text)


def _title(printed: str, folded: str) -> str:
    """Up to the first full stop or colon; a paragraph that is only a title is all title."""
    end = re.search(r"[。:]|——", folded)
    return canonical(printed[: end.start()] if end else printed)


def _continues(before: Line, line: Line) -> bool:
    """The line above is a bare title, or breaks off inside a sentence, or stands right above."""
    bare = "。" not in before.folded and len(before.folded) <= 40
    return bare or not (line.after_blank and before.folded.endswith(_SENTENCE_ENDS))
