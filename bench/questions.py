"""How many questions settle nine tenths of the means- and status-tested answers of a household.

One question is one field of one member, or one of the household; the number of members is one. `ours`
and `peer` are the median household's questions to 90 % (the peer: the dictionary's order). `share_*`
are percentiles over the households of the share settled after twelve, `to90_*` of the questions to
90 %. Asked are: `check` as the portal does, `fixed` in the dictionary's order, `fields` one field at a
time by the engine, `knowing` greedily by the true answers; `bound` is what no order can better.
`turned` counts answers of the check that differ from what all facts say (by `known(…)` alone).
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from bench.questions_parts.askers import ENOUGH, LIMIT, MOST
from bench.questions_parts.families import families
from bench.questions_parts.one import AS_OF, Curves, compare, county, play
from zhaohui.engines.rules import Household, questions
from zhaohui.packs import default_pack, frequencies, load, rulebook

HOUSEHOLDS = 5_000
COMPARED = 500  # of them the first ones: also field by field, with the answers known, and the bound
SIZES = range(1, 6)
PERCENTILES = (10, 25, 50, 75, 90)
NEVER = MOST + 1


def run() -> dict[str, Any]:
    """Rows for all households by asker, then for each size, and for the time of one step."""
    rules = len(county()[0].rules)
    drawn = families(load(default_pack()), AS_OF, HOUSEHOLDS)
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        played = list(pool.map(play, drawn, chunksize=50))
        compared = list(pool.map(compare, drawn[:COMPARED], chunksize=10))
    curves = [curve for curve, _ in played]
    for curve, more in zip(curves, compared, strict=False):
        curve.update(more)
    turned = sum(wrong for _, wrong in played)
    names = ("check", "fixed", "fields", "knowing", "bound")
    rows = [_row(f"{name}, {rules} rules", curves, name) for name in names]
    rows[0] |= {"agree": turned == 0, "turned": turned}
    for size in SIZES:
        own = [c for c, h in zip(curves, drawn, strict=True) if len(h.members) == size]
        rows += [_row(f"{name}, {size} members", own, name) for name in ("check", "bound")]
    return {"machine": None, "rows": [*rows, _step()]}


def _row(case: str, curves: list[Curves], name: str) -> dict[str, Any]:
    own = [each[name] for each in curves if name in each]
    shares, counts = sorted(map(_at, own)), sorted(map(_first, own))
    ours, peer = _pick(counts, 50), _median([each for each in curves if name in each], "fixed")
    return {
        "case": case,
        "households": len(own),
        "ours": ours,
        "peer": peer,
        "ratio": round(peer / ours, 2),
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
    return ordered[percent * (len(ordered) - 1) // 100] if ordered else float("nan")


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
