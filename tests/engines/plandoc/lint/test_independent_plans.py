"""Plans of a tester who had not seen the code: nothing high where they agree, and what is found elsewhere."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from zhaohui.engines.plandoc import PlanError
from zhaohui.engines.plandoc.lint import Finding, lint_file, lint_text

FOLDER = Path(__file__).parent / "independent"
CONSISTENT = sorted(path.stem for path in FOLDER.glob("c*.txt"))
EXPECTED = list(csv.DictReader((FOLDER / "expected.csv").read_text(encoding="utf-8").splitlines()))
# What one kind of contradiction may be reported as; a sum is a list's or a table's.
RULES = {"declared-sum": {"declared-sum", "parts-of-total"}}
ROW = 12
# Written down, and not found: a promise below ten that is no rate, two values in one paragraph,
# a yearly sum of money.
MISSED = {("x01", "128"), ("x11", "90"), ("x09", "33"), ("x14", "39")}


@cache
def findings(plan: str) -> list[Finding]:
    return lint_file(FOLDER / f"{plan}.txt")


def near(line: int, expected: str) -> bool:
    """In the row or paragraph that begins at the expected line."""
    return not expected or -2 <= line - int(expected) <= ROW


def is_found(row: dict[str, str]) -> bool:
    rules = RULES.get(row["kind"], {row["kind"]})
    for f in (f for f in findings(row["plan"]) if f.rule in rules):
        lines = [f.first.line, f.second.line if f.second else f.first.line]
        if row["kind"] == "two-values":
            ends = (lines, lines[::-1])
            if any(near(a, row["line"]) and near(b, row["other_line"]) for a, b in ends):
                return True
        elif any(near(line, row["line"]) for line in lines):
            return True
    return False


@pytest.mark.parametrize("plan", CONSISTENT)
def test_a_consistent_plan_has_no_high_finding(plan: str) -> None:
    assert [f for f in findings(plan) if f.severity == "high"] == []


def test_only_the_known_misses_are_missed() -> None:
    missed = {(row["plan"], row["line"]) for row in EXPECTED if not is_found(row)}
    assert missed == MISSED


def test_high_findings_of_contradictory_plans_are_the_expected_ones() -> None:
    """No false alarm among the true ones: every high finding stands at an expected place."""
    stray = Counter(
        (plan, f.rule, f.first.line)
        for plan in {row["plan"] for row in EXPECTED}
        for f in findings(plan)
        if f.severity == "high"
        and not any(
            near(place.line, row[key])
            for row in EXPECTED
            if row["plan"] == plan
            for place in filter(None, (f.first, f.second))
            for key in ("line", "other_line")
            if row[key]
        )
    )
    assert not stray


def test_a_text_without_dated_numbers_is_no_plan() -> None:
    with pytest.raises(PlanError, match="no indicator table"):
        lint_text("第一章 说明\n本册没有年份，也没有数字。\n结束。\n")
