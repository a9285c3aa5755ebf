"""Run the contenders by turns and print rows as JSON; started by `bench/seals.py` in its own process."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.seals_parts.setting import PEERS, installed, start

ROUNDS = 15
ACTIONS = 100  # a contender and round
LEAST = {"two plain saves": 0.45, "django-simple-history": 1.4, "django-auditlog": None}


def main() -> None:
    """Measure actions on the database that the environment names; on SQLite also values and chain."""
    with tempfile.TemporaryDirectory(prefix="zhaohui-bench-") as folder:
        database = start(Path(folder))
        rows = action_rows(database)
        if database == "SQLite":
            from bench.seals_parts.chain import chain_rows
            from bench.seals_parts.values import value_rows

            rows += [*value_rows(), *chain_rows(Path(folder))]
    json.dump(rows, sys.stdout)


def action_rows(database: str) -> list[dict[str, Any]]:
    """Return one row for each contender but ours; answers are compared before times."""
    from bench.seals_parts.contenders import contenders

    found = contenders()
    taken = rounds(found)
    agreed = agree(found)
    case = f"case with two entries, {database}"
    rows = [
        row(case, contender.name, taken[found[0].name], taken[contender.name], agreed)
        for contender in found[1:]
    ]
    missing = [title for name, title in PEERS.items() if name not in installed()]
    return rows + [{"case": case, "against": title, "why": NO_PEERS} for title in missing]


NO_PEERS = "it is not installed: make bench-peers"


def rounds(found: list[Any]) -> dict[str, list[tuple[float, float]]]:
    """Return (processor seconds, seconds) of each round by contender; the order turns each round."""
    taken: dict[str, list[tuple[float, float]]] = {each.name: [] for each in found}
    for turn in range(-1, ROUNDS):  # one round warms up
        for place in range(len(found)):
            contender = found[(turn + place) % len(found)]
            first = (turn + 1) * ACTIONS
            with contender.around():
                wall, cpu = time.perf_counter(), time.process_time()
                for n in range(first, first + ACTIONS):
                    contender.action(n)
                spent = time.process_time() - cpu, time.perf_counter() - wall
            if turn >= 0:
                taken[contender.name].append(spent)
    return taken


def agree(found: list[Any]) -> bool:
    """Say whether all hold the same cases, and all but the plain one the same two changes a case."""
    from bench.seals_parts.contenders import TOLD

    names = [field.name for field in found[0].model._meta.fields if field.name != "id"]  # noqa: SLF001 - documented Meta API
    tables = [list(each.model.objects.order_by("number").values_list(*names)) for each in found]
    stories = [list(each.told()) for each in found if each.told]
    cases = (ROUNDS + 1) * ACTIONS
    return (
        all(table == tables[0] and len(table) == cases for table in tables)
        and all(state == "accepted" for table in tables for state in [line[4] for line in table])
        and all(story == TOLD * cases for story in stories)
    )


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
        "least": LEAST[against],
        "ours_wall": statistics.median(wall for _, wall in ours) / ACTIONS,
        "peer_wall": statistics.median(wall for _, wall in peer) / ACTIONS,
        "ratio_wall": statistics.median(p[1] / o[1] for o, p in zip(ours, peer, strict=True)),
    }


if __name__ == "__main__":
    main()
