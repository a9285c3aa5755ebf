"""Run the contenders by turns and print rows as JSON; started by `bench/cases.py` in its own process."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.cases_parts.setting import PEERS, installed, start

ROUNDS = 15
ACTIONS = 20  # a contender and round
TWO, MOVED, WHOLE = "zhaohui", "zhaohui, five steps moved", "zhaohui, five steps whole"
# Which of ours against which peer, under which name, and what the ratio must reach (ENGINES.md).
PAIRS = (
    ("plain-saves", TWO, "two plain saves", 0.45),
    ("simple-history", TWO, "django-simple-history", 1.4),
    ("viewflow", TWO, "django-viewflow", 4.0),
    ("spiffworkflow", TWO, "SpiffWorkflow", 0.9),
    ("viewflow-moved", MOVED, "django-viewflow", None),
    ("spiffworkflow-moved", MOVED, "SpiffWorkflow", None),
    ("viewflow-whole", WHOLE, "django-viewflow", None),
    ("spiffworkflow-whole", WHOLE, "SpiffWorkflow", None),
)
NO_PEERS = "it is not installed: make bench-peers"
Taken = dict[str, list[tuple[float, float]]]


def main() -> None:
    """Measure on the database that the environment names."""
    with tempfile.TemporaryDirectory(prefix="zhaohui-bench-") as folder:
        ending = start(Path(folder))
        rows = measured(ending)
    json.dump(rows, sys.stdout)


def measured(ending: str) -> list[dict[str, Any]]:
    """Return one row a pair; answers are compared before times."""
    from bench.cases_parts.contenders import contenders

    found = contenders()
    taken, made = rounds(found)
    agreed = {each.name: is_right(each, made[each.name]) for each in found}
    missing = [title for name, title in PEERS.items() if name not in installed()]
    rows = []
    for case, our, peer, least in PAIRS:
        name = case + ending
        if peer in missing:
            rows.append({"case": name, "against": peer, "why": NO_PEERS})
            continue
        right = agreed[our] and agreed[peer]
        rows.append(row(name, peer, taken[our], taken[peer], right) | {"least": least})
    return rows


def rounds(found: list[Any]) -> tuple[Taken, dict[str, list[Any]]]:
    """Return (processor seconds, seconds) of each round by contender, and what each made."""
    from bench.cases_parts.ground import Ground

    ground = Ground()
    taken: Taken = {each.name: [] for each in found}
    made: dict[str, list[Any]] = {each.name: [] for each in found}
    for turn in range(-1, ROUNDS):  # one round warms up
        for place in range(len(found)):
            contender = found[(turn + place) % len(found)]
            applications = ground.applications(ACTIONS)
            wall, cpu = time.perf_counter(), time.process_time()
            results = [contender.action(each) for each in applications]
            spent = time.process_time() - cpu, time.perf_counter() - wall
            made[contender.name] += results
            if turn >= 0:
                taken[contender.name].append(spent)
    return taken, made


def is_right(contender: Any, made: list[Any]) -> bool:
    """Say whether all its cases are there, in the state that its steps lead to, with just these steps told."""
    from zhaohui.county.stress.case_deeds import STATES

    wanted = (STATES[contender.steps[-1]], contender.steps)
    return list(contender.told(made)) == [wanted] * ((ROUNDS + 1) * ACTIONS)


def row(
    case: str,
    against: str,
    ours: list[tuple[float, float]],
    peer: list[tuple[float, float]],
    agreed: bool,
) -> dict[str, Any]:
    """Return seconds of processor an action (medians of rounds) and the median of the rounds' ratios."""
    return {
        "case": case,
        "against": against,
        "ours": statistics.median(cpu for cpu, _ in ours) / ACTIONS,
        "peer": statistics.median(cpu for cpu, _ in peer) / ACTIONS,
        "agree": agreed,
        "ratio": statistics.median(p[0] / o[0] for o, p in zip(ours, peer, strict=True)),
        "ours_wall": statistics.median(wall for _, wall in ours) / ACTIONS,
        "peer_wall": statistics.median(wall for _, wall in peer) / ACTIONS,
        "ratio_wall": statistics.median(p[1] / o[1] for o, p in zip(ours, peer, strict=True)),
    }


if __name__ == "__main__":
    main()
