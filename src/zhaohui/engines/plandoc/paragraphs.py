"""Paragraphs of running text: white space dropped, every character knows where it was printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.engines.plandoc.document import Line

_STARTS = re.compile(
    r"\(?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)|[①-⑳●◆■▪•·★◎]|专\s*栏|第.{1,3}[章节条]"
)
_ENDS = ("。", "；", "！", "？", ":", ";")
_WESTERN_STOP = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|[;!?]")
_CHINESE_STOPS = {",": "，", ";": "；", "!": "！", "?": "？"}
SHORTEST_WRAPPED = 15
MOST_WRAPPED = 100


@dataclass(frozen=True)
class Paragraph:
    """`text` is half-width without white space; `places[i]` is (line index, column) of `text[i]`."""

    text: str
    lines: tuple[Line, ...]
    places: tuple[tuple[int, int], ...]

    def line_at(self, i: int) -> int:
        return self.lines[self.places[i][0]].number

    def printed(self, start: int, end: int) -> str:
        """The characters as printed: an exact piece of the line when they stand on one line."""
        (first, a), (last, b) = self.places[start], self.places[end - 1]
        if first == last:
            return self.lines[first].text[a : b + 1]
        return "".join(self.lines[i].text[c] for i, c in self.places[start:end])


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Lines, with those that a printer wrapped inside a sentence put together again."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and len(groups[-1]) < MOST_WRAPPED and _is_wrapped(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _is_wrapped(before: Line, line: Line) -> bool:
    if line.after_blank or line.number != before.number + 1:
        return False
    if before.folded.endswith(_ENDS) or len(before.folded) < SHORTEST_WRAPPED:
        return False
    return not _STARTS.match(line.folded)


def _paragraph(group: Sequence[Line]) -> Paragraph:
    places = [
        (i, column)
        for i, line in enumerate(group)
        for column, character in enumerate(line.folded)
        if not character.isspace()
    ]
    text = "".join(group[i].folded[column] for i, column in places)
    text = _WESTERN_STOP.sub(lambda m: _CHINESE_STOPS[m[0]], text)
    return Paragraph(text, tuple(group), tuple(places))
