"""The printed lines of a plan, and exact quotes out of them."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.engines.plandoc.document import Line
from zhaohui.engines.plandoc.lint.spec import LONGEST_QUOTE, Place
from zhaohui.engines.plandoc.widths import fold, tight


class Printed:
    """Lines by number, with the way from tight half-width text back to the printed one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = {line.number: line for line in lines}
        self._tight: dict[int, tuple[str, list[int]]] = {}

    def tight(self, number: int) -> str:
        """The line half-width and without white space."""
        return self._folded(number)[0]

    def place(self, number: int, wanted: str, *, around: str = "") -> Place:
        """The place of `wanted` in a line, or of as much as stands there.

        `around` is the piece that must be in the quote where `wanted` is longer than a quote may be.
        """
        text, columns = self._folded(number)
        printed = self.lines[number].text if number in self.lines else ""
        for words in (wanted, around):
            sought = tight(fold(words))
            start = text.find(sought) if sought else -1
            if start >= 0:
                return Place(number, _shortened(printed, columns, start, len(sought), text, around))
        shared = _shared_start(text, tight(fold(wanted)))
        if shared:
            start, size = shared
            return Place(number, _shortened(printed, columns, start, size, text, around))
        return Place(number, printed[:LONGEST_QUOTE].strip())

    def _folded(self, number: int) -> tuple[str, list[int]]:
        if number not in self._tight:
            line = self.lines.get(number)
            columns = [i for i, c in enumerate(line.folded) if not c.isspace()] if line else []
            text = "".join(line.folded[i] for i in columns) if line else ""
            self._tight[number] = text, columns
        return self._tight[number]


def _shortened(
    printed: str, columns: list[int], start: int, size: int, text: str, around: str
) -> str:
    """At most 60 printed characters of the stretch, ending with `around` where it is longer."""
    end = start + size
    if columns[end - 1] + 1 - columns[start] > LONGEST_QUOTE:
        inner = tight(fold(around))
        at = text.find(inner, start, end) if inner else -1
        if at >= 0:
            end = at + len(inner)
            start = max(start, end - LONGEST_QUOTE)
    low, high = columns[start], columns[end - 1] + 1
    if high - low > LONGEST_QUOTE:
        low, high = (high - LONGEST_QUOTE, high) if around else (low, low + LONGEST_QUOTE)
    return printed[low:high].strip()


def _shared_start(text: str, wanted: str) -> tuple[int, int] | None:
    """Where the longest beginning of `wanted` stands, at least two characters of it."""
    for size in range(min(len(wanted), len(text), LONGEST_QUOTE), 1, -1):
        if (start := text.find(wanted[:size])) >= 0:
            return start, size
    return None
