"""Table cells out of plain text: fragments, and the cheapest way to lay them out in rows.

A text extract prints a table one cell after another, with line breaks inside cells and without the
repeated cells of a merged column. So the columns are known (from the header) and the cell borders
are not. `lay_out` tries every border with dynamic programming: each column says how much a cell
would cost there, and the cheapest whole layout wins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from zhaohui.engines.plandoc.document import Line
from zhaohui.engines.plandoc.widths import tight

_RULED = re.compile(r"[\s|+:=-]+")
SEPARATOR = re.compile(r"\t|\|")
TOTAL = re.compile(r"(?:合计|总计|共计)(?:[:：]?\d+项)?")
_WIDE_GAP = re.compile(r" {2,}")
_SPACE = re.compile(r" +")
_TELLS_NATURE = re.compile(
    r"(?<![^ ])(?:(?:预期|约束|指导|引导)性?|(?:指标)?(?:性质|属性))(?![^ ])"
)
JOIN, JOIN_ACROSS_ROWS, JOIN_SAME_BLOCK, SPLIT_SAME_BLOCK = 0.5, 1.0, 0.0, 3.0
ONE_SHORT_CELL = 1.2


@dataclass(frozen=True)
class Fragment:
    """A piece of a cell. `wall`: a cell border stands before it; `gap`: a blank line does."""

    text: str
    raw: str
    line: int
    wall: bool
    gap: bool


@dataclass(frozen=True)
class Column:
    """One column: the price of a cell made of `text` (None: impossible) from `parts` fragments."""

    kind: str
    cost: Callable[[str, Sequence[Fragment]], float | None]
    most: int
    skip: float | None = None


Row = dict[str, Sequence[Fragment]]


def fragments(lines: Sequence[Line]) -> list[Fragment]:
    """One fragment per line, or per cell where tabs, | or wide gaps separate the cells."""
    found: list[Fragment] = []
    for line in lines:
        if _RULED.fullmatch(line.folded) and ("--" in line.folded or "|" in line.folded):
            continue
        spans, walled = _cells(line.folded)
        for i, (start, end) in enumerate(spans):
            gap = line.after_blank and i == 0
            cell, raw = tight(line.folded[start:end]), line.text[start:end].strip()
            found.append(Fragment(cell, raw, line.number, walled and i > 0, gap))
    return found


def _cells(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Where the cells of a line stand, and whether what separates them certainly is a border."""
    if SEPARATOR.search(text):
        inner = text.strip(" ").removeprefix("|").removesuffix("|") if "|" in text else text
        return _between(SEPARATOR, inner, text.index(inner)), True
    wide = _whole_words(_between(_WIDE_GAP, text, 0))
    # Two cells need a longer second one to be sure.
    sizes = [end - start for start, end in wide]
    if (len(wide) >= 3 and max(sizes) > 1) or (len(wide) == 2 and sizes[0] > 1 and sizes[1] > 5):
        return wide, True
    # Single spaces may also stand inside a cell (2020 年), so they only allow a border.
    if len(words := _between(_SPACE, text, 0)) >= 3 and _TELLS_NATURE.search(text):
        return words, False
    return [(0, len(text))], False


def _whole_words(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """领  域 is one word: neighbours of one character each belong together."""
    whole: list[tuple[int, int]] = []
    previous = 0
    for start, end in spans:
        if whole and previous == 1 and end - start == 1:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
        previous = end - start
    return whole


def _between(separator: re.Pattern[str], text: str, offset: int) -> list[tuple[int, int]]:
    found = list(separator.finditer(text))
    starts = [0, *(m.end() for m in found)]
    ends = [*(m.start() for m in found), len(text)]
    return [(offset + a, offset + b) for a, b in zip(starts, ends, strict=True)]


def printed_in_blocks(parts: Sequence[Fragment]) -> bool:
    """Blank lines separate the cells, so that lines without one between them are one cell."""
    return sum(p.gap for p in parts) > 0.3 * len(parts)


@dataclass(frozen=True)
class Layout:
    """Rows that fill the first `filled` fragments exactly."""

    rows: Sequence[Row]
    filled: int


def lay_out(parts: Sequence[Fragment], columns: Sequence[Column]) -> Layout:
    """The most rows, and of these the cheapest; what follows the table stays unfilled."""
    blocks = printed_in_blocks(parts)
    join = JOIN_ACROSS_ROWS if any(p.wall for p in parts) else JOIN
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(parts) + 1):
        # Two passes, so that a skipped column is known before its neighbour is filled.
        for c in [*range(len(columns)), *range(len(columns))]:
            start = best.get((i, c), math.inf)
            if start == math.inf:
                continue
            for n, price in _prices(parts, i, columns[c], blocks, join):
                state = (i + n, (c + 1) % len(columns))
                if start + price < best.get(state, math.inf):
                    best[state] = start + price
                    origin[state] = (i, c)
    ends = [i for i in range(len(parts) + 1) if (i, 0) in best]
    rows = {i: _rows_up_to(i, parts, columns, origin) for i in ends}
    most = max(len(rows[i]) for i in ends)
    cheapest = min(best[i, 0] for i in ends if len(rows[i]) == most)
    # A merged cell printed last in its row may be skipped, but is not when it is there.
    end = max(i for i in ends if len(rows[i]) == most and best[i, 0] < cheapest + ONE_SHORT_CELL)
    return Layout(rows[end], end)


def _prices(
    parts: Sequence[Fragment], i: int, column: Column, blocks: bool, join: float
) -> list[tuple[int, float]]:
    prices = [] if column.skip is None else [(0, column.skip)]
    text, joins = "", 0.0
    for n in range(1, min(column.most, len(parts) - i) + 1):
        part = parts[i + n - 1]
        if n > 1:
            if part.wall:
                break
            joins += JOIN_SAME_BLOCK if blocks and not part.gap else join
        text += part.text
        cost = column.cost(text, parts[i : i + n])
        after = parts[i + n] if i + n < len(parts) else None
        if cost is not None:
            torn = blocks and after is not None and not (after.gap or after.wall)
            prices.append((n, cost + joins + (SPLIT_SAME_BLOCK if torn else 0.0)))
    return prices


def _rows_up_to(
    end: int,
    parts: Sequence[Fragment],
    columns: Sequence[Column],
    origin: dict[tuple[int, int], tuple[int, int]],
) -> list[Row]:
    state, rows, row = (end, 0), [], {}
    while state in origin:
        i, c = origin[state]
        row[columns[c].kind] = parts[i : state[0]]
        if c == 0:
            rows.append(row)
            row = {}
        state = (i, c)
    return rows[::-1] if state == (0, 0) else []


def total_lines(parts: Sequence[Fragment]) -> set[int]:
    """The lines of the row 合计 that `parts` begin with: its word, then only counts and dashes."""
    if not parts or not TOTAL.fullmatch(parts[0].text):
        return set()
    cells = takewhile(lambda p: re.fullmatch(r"[\d.,%-—/]*[项个]?", p.text), parts[1:9])
    return {parts[0].line, *(p.line for p in cells)}


def joined(parts: Sequence[Fragment]) -> str:
    """The cell's text without white space."""
    return "".join(p.text for p in parts)


def raw_text(parts: Sequence[Fragment]) -> str:
    """The cell as printed, line breaks and inner spaces of Chinese words dropped."""
    return "".join(tight(p.raw) for p in parts)
