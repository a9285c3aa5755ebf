"""What a new evaluation changes in what stands: states beside holdings, rows that turn, cells."""

from __future__ import annotations

import datetime as dt
from random import Random

import pyarrow as pa
import pytest

from zhaohui.engines.ledger import ANSWERS, HELD, RULES, STANDING, State, Status, difference
from zhaohui.engines.ledger.difference import KEPT
from zhaohui.engines.ledger.tables import RIVALS

TODAY = dt.date(2026, 3, 1)
LISTED, UNLISTED, OTHER, HOME = (
    1,
    2,
    3,
    4,
)  # OTHER and LISTED exclude one another; HOME is a household's
RULE_ROWS = [
    {"rule": LISTED, "is_household": False, "tracked": True},
    {"rule": UNLISTED, "is_household": False, "tracked": False},
    {"rule": OTHER, "is_household": False, "tracked": True},
    {"rule": HOME, "is_household": True, "tracked": True},
]
RIVAL_ROWS = [{"rule": LISTED, "other": OTHER}, {"rule": OTHER, "other": LISTED}]


def answer(person=1, rule=LISTED, status=Status.YES, amount=100, **more):
    row = {"person": person, "rule": rule, "household": 10, "area": "v1", "status": int(status),
           "amount_fen": amount, "reasons": 3, "needs": 0}  # fmt: skip
    return row | more


def holding(person=1, rule=LISTED, amount=100, household=10):
    return {
        "person": person,
        "rule": rule,
        "household": household,
        "area": "v1",
        "held_fen": amount,
    }


def compare(answers=(), held=(), standing=None):
    return difference(
        standing=standing if standing is not None else STANDING.empty_table(),
        answers=pa.Table.from_pylist(list(answers), schema=ANSWERS),
        held=pa.Table.from_pylist(list(held), schema=HELD),
        rules=pa.Table.from_pylist(RULE_ROWS, schema=RULES),
        rivals=pa.Table.from_pylist(RIVAL_ROWS, schema=RIVALS),
    )


def standing_of(found, before=None):
    """The ledger after a difference was written."""
    stays = before.to_pylist() if before is not None else []
    gone = {(row["person"], row["rule"]) for row in found.before.to_pylist()}
    stays = [row for row in stays if (row["person"], row["rule"]) not in gone]
    fresh = [row | {"since": TODAY, "version": 1} for row in found.now.to_pylist()]
    return pa.Table.from_pylist(stays + fresh, schema=STANDING)


def states(found):
    return {(row["person"], row["rule"]): State(row["state"]) for row in found.now.to_pylist()}


@pytest.mark.parametrize(
    ("answers", "held", "expected"),
    [
        ([answer()], [], State.MISSING),
        ([answer()], [holding()], State.HELD),
        ([answer()], [holding(amount=90)], State.DIFFERS),
        ([answer()], [holding(amount=None)], State.HELD),
        ([answer(amount=None)], [holding()], State.HELD),
        ([], [holding()], State.OVER),
        ([answer(status=Status.UNKNOWN, amount=None, needs=1)], [], State.NEEDS_EVIDENCE),
        ([answer(status=Status.UNKNOWN, amount=None, needs=1)], [holding()], State.NEEDS_EVIDENCE),
    ],
)
def test_the_state_is_the_answer_beside_what_is_held(answers, held, expected):
    assert states(compare(answers, held)) == {(1, LISTED): expected}


def test_without_a_list_of_holders_nothing_is_called_missing():
    assert states(compare([answer(rule=UNLISTED)])) == {(1, UNLISTED): State.ENTITLED}


def test_benefits_that_exclude_one_another():
    both = [answer(), answer(rule=OTHER)]
    assert set(states(compare(both)).values()) == {State.CONFLICTING}
    chosen = states(compare(both, [holding(rule=OTHER)]))
    assert chosen == {(1, LISTED): State.EXCLUDED, (1, OTHER): State.HELD}
    doubled = compare(both, [holding(), holding(rule=OTHER)])
    assert set(states(doubled).values()) == {State.CONFLICTING}
    apart = compare([answer(person=1), answer(person=2, rule=OTHER)])
    assert set(states(apart).values()) == {State.MISSING}


def test_a_household_holds_what_any_member_is_paid():
    found = compare([answer(person=1, rule=HOME)], [holding(person=7, rule=HOME)])
    (row,) = found.now.to_pylist()
    assert (row["person"], State(row["state"])) == (1, State.HELD)
    lost = compare([], [holding(person=7, rule=HOME), holding(person=8, rule=HOME, amount=50)])
    (row,) = lost.now.to_pylist()
    assert (row["person"], row["held_fen"], State(row["state"])) == (7, 150, State.OVER)


def test_what_stands_already_is_no_difference():
    rows, held = [answer(), answer(rule=UNLISTED)], [holding(), holding(person=9)]
    standing = standing_of(compare(rows, held))
    again = compare(rows, held, standing)
    assert again.is_empty
    assert (again.before.num_rows, again.cells.num_rows, again.rows) == (0, 0, 3)


def test_a_row_that_turns_keeps_its_past_and_one_that_ends_is_gone():
    standing = standing_of(compare([answer(), answer(person=2)]))
    found = compare([answer(amount=120)], (), standing)
    assert [row["amount_fen"] for row in found.now.to_pylist()] == [120]
    past = {row["person"]: row for row in found.before.to_pylist()}
    assert (past[1]["amount_fen"], past[2]["amount_fen"]) == (100, 100)
    assert {row["since"] for row in past.values()} == {TODAY}
    assert found.gone.to_pylist() == [{"person": 2, "rule": LISTED}]


def random_side(random):
    people = range(random.randint(1, 30))
    answers = [
        answer(
            person, rule, random.choice([Status.YES, Status.UNKNOWN]), random.choice([None, 100, 200]),
            area=random.choice(["v1", "v2", None]), household=10 + person // 3,
            needs=random.randrange(3),
        )
        for person in people for rule in (LISTED, UNLISTED, OTHER, HOME)
        if random.random() < 0.6 and (rule != HOME or person % 3 == 0)
    ]  # fmt: skip
    held = [
        holding(person, rule, random.choice([None, 100, 150]), 10 + person // 3)
        for person in people for rule in (LISTED, OTHER, HOME)
        if random.random() < 0.4
    ]  # fmt: skip
    return answers, held


def cells_of(standing):
    cells = {}
    for row in standing.to_pylist():
        cell = cells.setdefault((row["rule"], row["area"] or "", row["state"]), [0, 0, 0])
        cell[0] += 1
        cell[1] += row["amount_fen"] or 0
        cell[2] += row["held_fen"] or 0
    return cells


@pytest.mark.parametrize("seed", range(20))
def test_differences_added_up_are_the_last_evaluation(seed):
    random = Random(seed)
    standing, cells = STANDING.empty_table(), {}
    for _ in range(4):
        answers, held = random_side(random)
        found = compare(answers, held, standing)
        for row in found.cells.to_pylist():
            cell = cells.setdefault((row["rule"], row["area"], row["state"]), [0, 0, 0])
            for index, name in enumerate(("n", "amount_fen", "held_fen")):
                cell[index] += row[name]
        standing = standing_of(found, standing)
        alone = standing_of(compare(answers, held))
        order = [("person", "ascending"), ("rule", "ascending")]
        assert standing.select(KEPT).sort_by(order) == alone.select(KEPT).sort_by(order)
        cells = {key: cell for key, cell in cells.items() if any(cell)}
        assert cells == cells_of(standing)
