"""How many questions settle nine tenths of the means- and status-tested answers of a household.

One question is one field of one member, or one of the household; the number of members is one. `ours`
and `peer` are the median household's questions to 90 % (the peer: the dictionary's order). `share_*`
are percentiles over the households of the share settled after twelve, `to90_*` of the questions to
90 %. `knowing` picks by the true answers, greedily; `bound` proves what no way of asking can better.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.questions_parts.answers import Truth, tested_book
from bench.questions_parts.askers import ASKERS, ENOUGH, LIMIT, MOST, SIZE, curve_of
from bench.questions_parts.bound import bound_of
from bench.questions_parts.families import families
from zhaohui.engines.rules import Household, Rulebook, questions
from zhaohui.engines.rules.frequencies import Frequencies
from zhaohui.packs import default_pack, frequencies, load, rulebook

HOUSEHOLDS, BOUNDED = 5_000, 500  # the bound takes as long as all the asking: of the first ones
AS_OF = date(2026, 11, 1)
PERCENTILES = (10, 25, 50, 75, 90)
NEVER = MOST + 1
Curves = dict[str, list[float]]


def run() -> dict[str, Any]:
    """Rows for all households by asker, for ours by size, and for the time of one step."""
    book, _ = _county()
    drawn = families(load(default_pack()), AS_OF, HOUSEHOLDS)
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        played = list(pool.map(play, drawn, chunksize=50))
        bounds = list(pool.map(bound, drawn[:BOUNDED], chunksize=10))
    curves = [curve for curve, _ in played]
    for curve, best in zip(curves, bounds, strict=False):
        curve["bound"] = best
    peer = _median(curves, "fixed")
    turned = {name: sum(found[name] for _, found in played) for name in ASKERS}
    rows = [
        _row(f"{name}, {len(book.rules)} rules", curves, name, peer, turned.get(name, 0))
        for name in (*ASKERS, "bound")
    ]
    for size in range(1, 6):
        own = [c for c, h in zip(curves, drawn, strict=True) if len(h.members) == size]
        for name in ("ours", "bound"):
            rows.append(_row(f"{name}, {size} members", own, name, _median(own, "fixed"), 0))
    return {"machine": None, "rows": [*rows, _step()]}


@cache
def _county() -> tuple[Rulebook, Frequencies]:
    pack = load(default_pack())
    return tested_book(rulebook(pack)), frequencies(pack)


def play(household: Household) -> tuple[Curves, dict[str, int]]:
    """Ask one household in every way."""
    book, expected = _county()
    truth = Truth(book, household, AS_OF)
    found = {name: curve_of(name, truth, expected) for name in ASKERS}
    curves = {name: curve for name, (curve, _) in found.items()}
    return curves, {name: turned for name, (_, turned) in found.items()}


def bound(household: Household) -> list[float]:
    """The highest share that any questions can settle, by their number."""
    return [0.0] * SIZE + bound_of(Truth(_county()[0], household, AS_OF), MOST)


def _row(case: str, curves: list[Curves], name: str, peer: float, turned: int) -> dict[str, Any]:
    own = [each[name] for each in curves if name in each]
    shares, counts = sorted(map(_at, own)), sorted(map(_first, own))
    ours = _pick(counts, 50)
    return {
        "case": case,
        "households": len(own),
        "ours": ours,
        "peer": peer,
        "ratio": round(peer / ours, 2),
        "agree": turned == 0,
        "turned": turned,
        **{f"share_{p}": round(_pick(shares, p), 3) for p in PERCENTILES},
        **{f"to90_{p}": _pick(counts, p) for p in PERCENTILES},
    }


def _median(curves: list[Curves], name: str) -> float:
    return _pick(sorted(_first(each[name]) for each in curves), 50)


def _at(curve: list[float]) -> float:
    return curve[min(LIMIT, len(curve) - 1)]


def _first(curve: list[float]) -> int:
    """The first number of questions after which enough is settled; NEVER when it never is."""
    return next((asked for asked, share in enumerate(curve) if share >= ENOUGH), NEVER)


def _pick(ordered: list[Any], percent: int) -> Any:
    return ordered[percent * (len(ordered) - 1) // 100]


def _step() -> dict[str, Any]:
    """The seconds of one step for five people of whom nothing is known: the longest there is."""
    pack = load(default_pack())
    book, expected = rulebook(pack), frequencies(pack)
    blank = Household([{} for _ in range(5)])
    times = []
    for _ in range(9):
        start = time.perf_counter()
        questions(book, blank, AS_OF, frequencies=expected)
        times.append(time.perf_counter() - start)
    return {"case": "seconds a step, 5 members, nothing known", "ours": sorted(times)[4]}
