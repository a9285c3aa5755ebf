"""Precision and recall of the plan compiler, kind by kind, on the given plan and invented ones.

`ours` is the seconds to read the whole plan. There is no peer: no released program reads a Chinese
plan's text into this structure, so `peer` and `ratio` stay empty and `why` says so. `agree` is true
where precision reaches .90 and recall .95 (quantities), or both are 1 (all other kinds).
"""

from __future__ import annotations

import time
from typing import Any

from tests.engines.plandoc import scoring
from tests.engines.plandoc.invented import invent
from zhaohui.engines.plandoc import Plan, parse_plan, read_plan

INVENTED = range(20)
NO_PEER = "no released program reads a Chinese plan's text into this structure"


def run() -> dict[str, Any]:
    """One row per plan and kind."""
    return {"machine": None, "rows": [*_given_rows(), *_invented_rows()]}


def _given_rows() -> list[dict[str, Any]]:
    if not scoring.GIVEN_TEXT.exists():
        return [
            {"case": "given plan", "kind": "all", "why": "the given plan is not on this machine"}
        ]
    plan, seconds = _timed(lambda: read_plan(scoring.GIVEN_TEXT))
    return _rows("given plan", scoring.score_given(plan), seconds)


def _invented_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for seed in INVENTED:
        truth = invent(seed)
        plan, seconds = _timed(lambda text=truth.text: parse_plan(text))
        mine, theirs = scoring.keys_of(plan), scoring.keys_of_invented(truth)
        scores = {kind: scoring.score(mine[kind], theirs[kind]) for kind in theirs}
        rows += _rows(f"invented plan {seed} ({truth.layout})", scores, seconds)
    return rows


def _timed(read: Any) -> tuple[Plan, float]:
    start = time.perf_counter()
    plan = read()
    return plan, time.perf_counter() - start


def _rows(case: str, scores: dict[str, scoring.Score], seconds: float) -> list[dict[str, Any]]:
    return [
        {
            "case": case,
            "kind": kind,
            "precision": round(s.precision, 4),
            "recall": round(s.recall, 4),
            "right": s.right,
            "found": s.found,
            "truth": s.truth,
            "ours": seconds,
            "peer": None,
            "agree": _agrees(kind, s),
            "ratio": None,
            "why": NO_PEER,
        }
        for kind, s in scores.items()
    ]


def _agrees(kind: str, s: scoring.Score) -> bool:
    if kind.startswith("quantities"):
        return s.precision >= 0.90 and s.recall >= 0.95
    return s.right == s.found == s.truth
