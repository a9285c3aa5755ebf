"""What became of a promise: never on course once its period is over."""

from datetime import date
from decimal import Decimal

import pytest

from zhaohui.packs import Plan, commitment_status
from zhaohui.packs.schema.plan import CommitmentRow, PlanManifest
from zhaohui.packs.status import deadline_of

PLAN = Plan(
    PlanManifest(
        place="plan.toml:1",
        id="p",
        title="规划",
        area="999901",
        period_from=date(2026, 1, 1),
        period_to=date(2030, 12, 31),
        document="plan",
    )
)
WITHIN, AFTER = date(2030, 12, 31), date(2031, 1, 1)


def promise(**cells):
    recorded = "recorded" in cells and {"recorded_on": WITHIN, "recorded_source": "report"}
    base = {"id": "C1", "kind": "目标", "operator": ">=", "quantity": "55", "object": "床位"}
    mark = {"source": "plan", "verification": "verified", "place": "commitments.csv:2"}
    return CommitmentRow.model_validate({**base, **mark, **(recorded or {}), **cells})


@pytest.mark.parametrize(
    ("operator", "value", "is_met"),
    [
        (">=", "55", True), (">=", "54.9", False), (">", "55", False), (">", "55.1", True),
        ("=", "55", True), ("=", "60", True), ("=", "54", False), ("<=", "55", True),
        ("<=", "55.1", False), ("<", "55", False), ("<", "1", True), ("≈", "53", True),
        ("≈", "50", False), ("range", "56", True), ("range", "54", False),
    ],
)  # fmt: skip
def test_a_recorded_value_decides(operator, value, is_met):
    row = promise(operator=operator, recorded=Decimal(value), quantity_max="60")
    assert commitment_status(row, PLAN, AFTER) == ("met" if is_met else "missed")
    assert commitment_status(row, PLAN, WITHIN) == ("met" if is_met else "on_course")


def test_without_a_value_there_is_no_data():
    assert commitment_status(promise(), PLAN, WITHIN) == "no_data"
    assert commitment_status(promise(), PLAN, AFTER) == "no_data"


def test_an_officers_word_counts_where_no_number_can_decide():
    row = promise(operator="text", quantity=None, status="met")
    assert commitment_status(row, PLAN, AFTER) == "met"


@pytest.mark.parametrize("value", [None, "10"])
def test_on_course_ends_with_the_period(value):
    row = promise(status="on_course", **({"recorded": value} if value else {}))
    assert commitment_status(row, PLAN, WITHIN) == "on_course"
    assert commitment_status(row, PLAN, AFTER) == ("missed" if value else "no_data")


def test_the_deadlines_own_year_comes_first():
    row = promise(deadline="到2028年", recorded="10")
    assert deadline_of(row, PLAN) == date(2028, 12, 31)
    assert commitment_status(row, PLAN, date(2029, 1, 1)) == "missed"
    assert deadline_of(promise(deadline="逐步"), PLAN) == PLAN.period_to
    assert deadline_of(promise(deadline="2026-2029年"), PLAN) == date(2029, 12, 31)
