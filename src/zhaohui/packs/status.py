"""What became of a promise: met, missed, without data, or (within its period) on course."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from zhaohui.packs.pack import Plan
from zhaohui.packs.schema.plan import Promise

Status = Literal["met", "missed", "on_course", "no_data"]
NEAR = Decimal("0.05")  # ≈ is met within one twentieth


def deadline_of(promise: Promise, plan: Plan) -> date:
    """The last day of the year that the deadline names, else the end of the plan's period."""
    years = [int(year) for year in re.findall(r"(?<!\d)(\d{4})\s*年", promise.deadline)]
    return date(max(years), 12, 31) if years else plan.period_to


def commitment_status(promise: Promise, plan: Plan, today: date) -> Status:
    """A promise's status on `today`: a recorded value decides, then an officer's word.

    After the deadline, or after the plan's period, it is never "on_course".
    """
    is_over = today > min(deadline_of(promise, plan), plan.period_to)
    reached = _reached(promise)
    if reached is not None:
        return "met" if reached else ("missed" if is_over else "on_course")
    if promise.status and not (is_over and promise.status == "on_course"):
        return promise.status
    return "no_data"


def _reached(promise: Promise) -> bool | None:
    """`=` and a range mean "at least" (a plan writes what must stay below with `<` or `<=`)."""
    value, wanted = promise.recorded, promise.quantity
    if value is None or wanted is None:
        return None
    answers = {
        "=": value >= wanted,
        ">=": value >= wanted,
        ">": value > wanted,
        "<=": value <= wanted,
        "<": value < wanted,
        "≈": abs(value - wanted) <= abs(wanted) * NEAR,
        "range": value >= wanted,
    }
    return answers.get(promise.operator)
