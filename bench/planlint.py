"""Recall of the plan lint per injected contradiction, and its high findings on consistent plans.

`ours` is the seconds per plan. There is no peer: no released program looks for contradictions in a
Chinese plan's text, so `peer` and `ratio` stay empty and `why` says so. `agree` is true where at
least .95 of the injected contradictions are found with both places, and on the given plan where
every contradiction that a reader rated 高 is found.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from typing import Any

from tests.engines.plandoc import scoring
from tests.engines.plandoc.lint.county_plans import invent
from tests.engines.plandoc.lint.injected import KINDS, inject
from zhaohui.engines.plandoc import parse_plan
from zhaohui.engines.plandoc.lint import Finding, lint_text
from zhaohui.packs import load
from zhaohui.packs.census import census
from zhaohui.paths import project_root

PLANS = range(100)
ENOUGH = 0.95
NO_PEER = "no released program looks for contradictions in a Chinese plan's text"


def run() -> dict[str, Any]:
    """One row for the given plan, one for consistent plans, one for each kind of contradiction."""
    return {"machine": None, "rows": [_given(), _consistent(), *map(_injected, KINDS)]}


def _row(case: str, found: int, truth: int, seconds: float, agree: bool) -> dict[str, Any]:
    return {
        "case": case,
        "found": found,
        "truth": truth,
        "recall": round(found / truth, 4) if truth else None,
        "ours": seconds,
        "peer": None,
        "agree": agree,
        "ratio": None,
        "why": NO_PEER,
    }


def _given() -> dict[str, Any]:
    if not scoring.GIVEN_TEXT.exists():
        return {"case": "given plan", "why": "the given plan is not on this machine"}
    text = scoring.GIVEN_TEXT.read_text("utf-8")
    facts = census(load(project_root() / "packs" / "510811-zhaohua"))
    start = time.perf_counter()
    findings = lint_text(text, census=facts)
    seconds = time.perf_counter() - start
    rows = [i.line for i in parse_plan(text).indicators]
    with (scoring.GIVEN / "inconsistencies.csv").open(encoding="utf-8-sig", newline="") as file:
        rated = [row for row in csv.DictReader(file) if row["severity"] == "高"]
    hit = sum(any(_is(f, row, rows) for f in findings) for row in rated)
    return _row("given plan: rated 高", hit, len(rated), seconds, hit == len(rated))


def _is(f: Finding, row: dict[str, str], rows: list[int]) -> bool:
    def block(line: int) -> int:
        """The first line of the table row; any other line is its own paragraph."""
        return max((r for r in rows if r <= line < r + 8), default=line)

    wanted = {block(int(row[key].partition("#L")[2])) for key in ("addr_a", "addr_b")}
    return f.second is not None and {block(f.first.line), block(f.second.line)} == wanted


def _consistent() -> dict[str, Any]:
    start = time.perf_counter()
    high = [s for s in PLANS if any(f.severity == "high" for f in lint_text(invent(s).text))]
    seconds = (time.perf_counter() - start) / len(PLANS)
    quiet = len(PLANS) - len(high)
    return _row("consistent plans without a high finding", quiet, len(PLANS), seconds, not high)


def _injected(kind: Callable[..., Any]) -> dict[str, Any]:
    spoiled = [i for seed in PLANS if (i := inject(kind, seed))]
    start = time.perf_counter()
    hit = sum(i.found() is not None for i in spoiled)
    seconds = (time.perf_counter() - start) / max(1, len(spoiled))
    return _row(kind.__name__, hit, len(spoiled), seconds, hit >= ENOUGH * len(spoiled))
