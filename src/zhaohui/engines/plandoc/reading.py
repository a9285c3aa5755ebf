"""Reads a whole plan: contents first, then tables, boxes, headings, and last the quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from zhaohui.engines.plandoc.boxes import read_boxes
from zhaohui.engines.plandoc.document import Line, PlanError, printed_lines, read_text
from zhaohui.engines.plandoc.headings import (
    STRONG,
    find_contents,
    find_sections,
    heading_of,
    refuse_missing_chapters,
)
from zhaohui.engines.plandoc.indicators import read_indicators
from zhaohui.engines.plandoc.quantities import read_quantities
from zhaohui.engines.plandoc.services import header_lines, read_services
from zhaohui.engines.plandoc.spec import Plan
from zhaohui.engines.plandoc.widths import tight

_PERIOD = re.compile(
    r"规划(?:期限?|期间|时限)(?:为|是|:|从|自)*((?:19|20|21)\d\d)年?[-–—―~至到]+((?:19|20|21)\d\d)"
)
_TITLE_YEARS = re.compile(r"\(((?:19|20|21)\d\d)年?[-–—―~～至到]+((?:19|20|21)\d\d)年?\)")
LONGEST_UNSTOPPED = 30
_TABLE_TITLE = re.compile(r"表\s*\d+")


def read_plan(path: Path) -> Plan:
    """A plan from a UTF-8 text file; raises `PlanError` with one sentence for any other file."""
    return parse_plan(read_text(path), source=path.name)


def parse_plan(text: str, *, source: str = "the text", lenient: bool = False) -> Plan:
    """A plan from its text; `source` names it in errors, `lenient` lets it be without a table."""
    lines = printed_lines(text, source)
    contents = find_contents(lines)
    listed = {e.line.number for e in contents}
    body = [x for x in lines if x.number not in listed]
    tables = read_indicators(body, source, other_tables=header_lines(body), lenient=lenient)
    services = read_services([x for x in body if x.number not in tables.lines])
    tabled = tables.lines | services.lines
    boxes = read_boxes([x for x in body if x.number not in tabled], tabled)
    outside = [x for x in body if x.number not in tables.lines | services.lines | boxes.lines]
    refuse_missing_chapters(contents, outside, lines[-1].number)
    _refuse_cut_end(lines[-1])
    prose = [x for x in body if x.number not in tables.lines | services.lines and _is_prose(x)]
    return Plan(
        source=source,
        period=_period(lines),
        sections=tuple(find_sections(outside)),
        indicators=tables.indicators,
        services=services.domains,
        projects=boxes.projects,
        quantities=read_quantities(prose, {p.line for p in boxes.projects}),
    )


def _is_prose(line: Line) -> bool:
    heading = heading_of(line)
    if heading and heading.kind not in ("()", "、"):
        return False
    return not (_TABLE_TITLE.match(line.folded) and "。" not in line.folded)


def _period(lines: Sequence[Line]) -> tuple[int, int] | None:
    """What 规划期限 says, else the years in brackets of the title above the first heading."""
    for line in lines:
        if found := _PERIOD.search(tight(line.folded)):
            return int(found[1]), int(found[2])
    for line in takewhile(lambda x: heading_of(x) is None, lines):
        if found := _TITLE_YEARS.search(tight(line.folded)):
            return int(found[1]), int(found[2])
    return None


def _refuse_cut_end(last: Line) -> None:
    """A heading with nothing under it, or a long last line with commas but no full stop, was cut."""
    heading = heading_of(last)
    if heading and heading.kind in STRONG:
        raise PlanError(
            f"The text ends at line {last.number} with the heading “{last.text}” and nothing under "
            "it: it was cut short."
        )
    ends_well = re.search(r"[。；！？：…”》）).;!?]$", last.text)
    if len(last.text) >= LONGEST_UNSTOPPED and re.search("[，,]", last.text) and not ends_well:
        raise PlanError(
            f"The text ends inside a sentence in line {last.number} "
            f"(“…{last.text[-15:]}”): it was cut short."
        )
