"""The printed lines of a plan, and exact quotes out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaohui.engines.plandoc.document import Line
from zhaohui.engines.plandoc.lint.spec import LONGEST_QUOTE, Place
from zhaohui.engines.plandoc.widths import fold, tight

_WESTERN = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|[;!?]")
_CHINESE = {",": "，", ";": "；", "!": "！", "?": "？"}


def plain_text(text: str) -> str:
    """Half-width, without white space, the marks that part sentences Chinese."""
    return _WESTERN.sub(lambda m: _CHINESE[m[0]], tight(fold(text)))


class Printed:
    """Lines by number, with the way from plain text back to the printed one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = {line.number: line for line in lines}
        self._plain: dict[int, tuple[str, list[int]]] = {}

    def tight(self, number: int) -> str:
        """The line as plain text."""
        return self._folded(number)[0]

    def place(self, number: int, wanted: str, *, around: str = "") -> Place:
        """The place of `wanted` in a line, or of as much of it as stands there.

        Where that is longer than a quote may be, the quote ends with `around` if it is given.
        """
        text = self.tight(number)
        for words in (wanted, around):
            sought = plain_text(words)
            start = text.find(sought) if sought else -1
            if start >= 0:
                return self._quoted(number, start, start + len(sought), plain_text(around))
        start, end = _shared_start(text, plain_text(wanted))
        return self._quoted(number, start, end, "")

    def cell(self, number: int, raw: str) -> Place:
        """The place of a table cell, which stands alone between borders or on its line."""
        line = self.lines[number]
        for m in re.finditer(r"(?:[^|\t\s]|(?<=[^|\s]) (?=[^|\s]))+", line.text):
            if plain_text(m[0]) == plain_text(raw):
                return Place(number, m[0][:LONGEST_QUOTE])
        return self.place(number, raw)

    def _quoted(self, number: int, start: int, end: int, around: str) -> Place:
        text, columns = self._folded(number)
        printed = self.lines[number].text if number in self.lines else ""
        if end <= start:
            return Place(number, printed[:LONGEST_QUOTE].strip())
        at = text.find(around, start, end) if around else -1
        low, high = columns[start], columns[end - 1] + 1
        if high - low > LONGEST_QUOTE:
            high = columns[at + len(around) - 1] + 1 if at >= 0 else low + LONGEST_QUOTE
            low = max(low, high - LONGEST_QUOTE)
        return Place(number, printed[low:high].strip())

    def _folded(self, number: int) -> tuple[str, list[int]]:
        if number not in self._plain:
            line = self.lines.get(number)
            columns = [i for i, c in enumerate(line.folded) if not c.isspace()] if line else []
            self._plain[number] = plain_text(line.folded) if line else "", columns
        return self._plain[number]


def _shared_start(text: str, wanted: str) -> tuple[int, int]:
    """Where the longest beginning of `wanted` stands, at least two characters of it; else nowhere."""
    for size in range(min(len(wanted), len(text), LONGEST_QUOTE), 1, -1):
        if (start := text.find(wanted[:size])) >= 0:
            return start, start + size
    return 0, 0
