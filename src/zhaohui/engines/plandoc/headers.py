"""Finds a table by its header words, in any order, broken and spaced as a printer may have it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from zhaohui.engines.plandoc.tables import Fragment

LONGEST_HEADER = 18
LATEST = 9999
LONGEST_TEXT = 80


@dataclass(frozen=True)
class HeaderCell:
    """A column of the header: its kind, the year it names (0: none), how many characters it is."""

    kind: str
    year: int = 0
    width: int = 0


@dataclass(frozen=True)
class Header:
    """Columns in printed order; `start` and `end` are fragment positions."""

    columns: tuple[HeaderCell, ...]
    start: int
    end: int
    line: int

    def kinds(self) -> set[str]:
        return {c.kind for c in self.columns}


Words = Mapping[str, re.Pattern[str]]


def _readings(text: str, words: Words) -> list[tuple[HeaderCell, ...]]:
    """Every way to read the run-together header words; [()] for an empty text."""
    if not text:
        return [()]
    found = []
    for kind, pattern in words.items():
        match = pattern.match(text)
        # A shorter reading may be the right one: 指标+性质 or 指标性质.
        for end in range(match.end() if match else 0, 0, -1):
            part = pattern.fullmatch(text[:end])
            if part:
                year = _year(part.groupdict())
                rest = _readings(text[end:], words)
                found += [(HeaderCell(kind, year, end), *r) for r in rest]
    return found


def _year(groups: Mapping[str, str | None]) -> int:
    """The printed year; a column that only says 目标 comes after every year."""
    if groups.get("last"):
        return LATEST
    return int(groups.get("year") or groups.get("told") or 0)


def read_header(parts: Sequence[Fragment], words: Words) -> list[tuple[HeaderCell, ...]]:
    """Readings of a whole run of fragments; words never cross a cell border."""
    cells: list[str] = []
    for part in parts:
        if part.wall or not cells:
            cells.append("")
        cells[-1] += part.text
    readings: list[tuple[HeaderCell, ...]] = [()]
    for cell in cells:
        readings = [r + more for r in readings for more in _readings(cell, words)]
    return readings


def find_headers(
    parts: Sequence[Fragment], words: Words, needed: set[str], *, years: int = 0
) -> list[Header]:
    """Headers with every kind of `needed` once and at least `years` year columns."""
    starts = re.compile("|".join(p.pattern for p in words.values()))
    headers: list[Header] = []
    i = 0
    while i < len(parts):
        header = _longest(parts, i, words, needed, years) if _may_start(parts, i, starts) else None
        if header:
            headers.append(header)
        i = header.end if header else i + 1
    return headers


def _may_start(parts: Sequence[Fragment], i: int, starts: re.Pattern[str]) -> bool:
    text = "".join(p.text for p in parts[i : i + 4])[:12]
    return len(parts[i].text) <= 16 and bool(
        re.match(re.sub(r"\?P<\w+>", "", starts.pattern), text)
    )


def _longest(
    parts: Sequence[Fragment], i: int, words: Words, needed: set[str], years: int
) -> Header | None:
    for end in range(min(i + LONGEST_HEADER, len(parts)), i, -1):
        if sum(len(p.text) for p in parts[i:end]) > LONGEST_TEXT:
            continue
        valid = [r for r in read_header(parts[i:end], words) if _is_valid(r, needed, years)]
        if valid:
            return Header(min(valid, key=lambda r: _oddity(r, parts[i:end])), i, end, parts[i].line)
    return None


def _is_valid(reading: Sequence[HeaderCell], needed: set[str], years: int) -> bool:
    kinds = [c.kind for c in reading]
    once = all(kinds.count(k) == 1 for k in kinds if k not in ("year", "other"))
    return once and needed <= set(kinds) and kinds.count("year") >= years


def _oddity(reading: Sequence[HeaderCell], parts: Sequence[Fragment]) -> tuple[int, int, int]:
    """Fewest columns, then least torn; 指标/领域/指标/性质 is rather 指标性质 than 指标领域."""
    domain = sum(c.width for c in reading if c.kind == "domain")
    return len(reading), _torn(reading, parts), domain


def _torn(reading: Sequence[HeaderCell], parts: Sequence[Fragment]) -> int:
    """How badly the reading cuts printed cells in two, or glues cells that blank lines separate."""
    columns = set(accumulate(c.width for c in reading))
    ends = list(accumulate(len(p.text) for p in parts))
    blocks = any(p.gap for p in parts[1:])
    apart = {end for end, p in zip(ends, parts[1:], strict=False) if p.gap or p.wall or not blocks}
    return len(apart - columns) + 2 * len(columns - apart - {ends[-1]})
