"""One household of four, every shared rule, with trace: ours with needs against OpenFisca with `trace=True`.

Both begin with the household's facts and end with answers, amounts and the kept value of every step; they take
turns in one process of the peers' environment, and print JSON. `ours_told` and `peer_told` are the same with
the trace written out for every rule: ours as sentences, facts, parameters and sources, theirs as its log's lines.
"""

from __future__ import annotations

import json
import statistics
import time
from datetime import date
from typing import Any

import numpy as np

from bench.rules_parts.frame import Frame
from bench.rules_parts.openfisca_run import simulate
from bench.rules_parts.openfisca_system import BENEFITS, PERIOD, build
from bench.rules_parts.shared import AS_OF, read, rulebook
from zhaohui.engines.rules import Household, Rulebook

ROUNDS = 200
NOBODY = {
    "sex": "女", "income": 0, "hukou": "510811101207", "hukou_kind": "农村", "disability": "无",
    "care": "无", "school": "无", "work": "其他", "insured_months": 0, "jobless_months": 0,
    "veteran": "无", "destitute": False, "orphan": False, "pregnant": False, "only_child": False,
    "medical_cost": 0,
}  # fmt: skip
MEMBERS = [
    {"birth": date(1941, 3, 5), "care": "重度", "medical_cost": 2_350_000, "insured_months": 190,
     "veteran": "参战退役人员", "sex": "男"},
    {"birth": date(1979, 11, 30), "work": "失业", "insured_months": 75, "jobless_months": 4,
     "only_child": True},
    {"birth": date(1978, 7, 1), "work": "就业", "income": 210_000, "disability": "二级", "sex": "男"},
    {"birth": date(2009, 12, 12), "school": "高中"},
]  # fmt: skip
HOME = {"other_income": 30_000, "assets_ok": True, "renting": True, "floor_area": 31}


def main() -> None:
    """Compare the answers, then the times."""
    book, system = rulebook(), build()
    mine, theirs = ours(book), peer(system)
    contenders = {
        "ours": lambda: ours(book),
        "peer": lambda: peer(system),
        "ours_told": lambda: ours(book, told=True),
        "peer_told": lambda: peer(system, told=True),
    }
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            start = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - start)
    middle = {name: statistics.median(times) for name, times in taken.items()}
    print(json.dumps({**middle, "agree": mine == theirs, "findings": len(mine)}))


def ours(book: Rulebook, *, told: bool = False) -> set[tuple[Any, ...]]:
    """Facts by their names to findings with needs and the steps of each."""
    names = {each["column"]: each["name"] for each in read_once()}
    household = Household(
        members=[{names[key]: value for key, value in (NOBODY | each).items()} for each in MEMBERS],
        living={names[key]: value for key, value in HOME.items()},
    )
    answers = set()
    for each in book.explain(household, AS_OF):
        found = each.finding
        if told:
            each.trace()
        if found.status == "yes":
            answers.add((found.rule, found.member, found.amount_fen))
    return answers


def peer(system: Any, *, told: bool = False) -> set[tuple[Any, ...]]:
    """The same facts as a traced simulation of one household."""
    facts = read_once()
    persons = {each["column"]: _column(each, [(NOBODY | member)[each["column"]] for member in MEMBERS])
               for each in facts if each["entity"] == "person"}  # fmt: skip
    homes = {each["column"]: _column(each, [HOME[each["column"]]])
             for each in facts if each["entity"] == "living"}  # fmt: skip
    frame = Frame(
        persons | {"person_id": np.arange(len(MEMBERS))},
        homes | {"household_id": np.arange(1)},
        np.zeros(len(MEMBERS), dtype=int),
        np.zeros(1, dtype=int),
    )
    simulation = simulate(system, frame, trace=True)
    answers = set()
    for rule, subject, has_amount in BENEFITS:
        name = rule.replace("-", "_")
        due = simulation.calculate(f"{name}_due", PERIOD)
        amount = simulation.calculate(f"{name}_amount", PERIOD) if has_amount else None
        for index in np.flatnonzero(due):
            member = int(index) if subject == "person" else None
            answers.add((rule, member, None if amount is None else round(float(amount[index]))))
    if told:
        simulation.tracer.computation_log.lines()
    return answers


FACTS: list[dict[str, Any]] = []


def read_once() -> list[dict[str, Any]]:
    """The shared facts; reading the file is not what is measured."""
    FACTS.extend([] if FACTS else read()["facts"])
    return FACTS


def _column(fact: dict[str, Any], values: list[Any]) -> Any:
    if fact["type"] == "enum":
        return np.array([fact["values"].index(value) for value in values], dtype=np.uint8)
    if fact["type"] == "code":
        return np.array([int(value[:6]) for value in values])
    return np.array(values, dtype="datetime64[D]" if fact["type"] == "date" else None)


if __name__ == "__main__":
    main()
