"""Law cases run on every back-end and report what differs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.rules.backends import SWEEPS
from tests.engines.rules.words import make_book, rule
from zhaohui.engines.rules import FactError
from zhaohui.engines.rules.cases import run_cases

BACKENDS = ["interpreter", *SWEEPS]
BOOK = make_book(
    rule("年龄 >= 80", "低保", amount="band(高龄标准, 年龄)", name="old"),
    rule("total(月收入) < 低保标准 * size()", subject="household", group="registered", name="poor"),
)
CASES = [
    {
        "rule": "old", "name": "91岁", "as_of": date(2026, 11, 1),
        "facts": {"出生日期": date(1935, 1, 1), "低保": True},
        "expect": {"status": "yes", "amount_fen": 10000, "reasons": ["c1", "c0"], "needs": []},
    },
    {
        "rule": "old", "name": "第二个人", "as_of": date(2025, 11, 1),
        "members": [{}, {"出生日期": date(2000, 1, 1)}],
        "expect": {"status": "no", "amount_fen": 0, "member": 1},
    },
    {
        "rule": "poor", "name": "缺收入", "as_of": date(2026, 11, 1), "members": [{}, {"月收入": 5}],
        "expect": {"status": "unknown", "amount_fen": None, "needs": ["月收入"]},
    },
]  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_right_cases_differ_in_nothing(backend):
    assert run_cases(BOOK, CASES, backend) == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_wrong_expectation_is_told(backend):
    wrong = [CASES[0] | {"expect": {"status": "no", "amount_fen": 1}}]
    assert [str(each) for each in run_cases(BOOK, wrong, backend)] == [
        f"rule old, case 91岁, {backend}: status is 'yes', not 'no'",
        f"rule old, case 91岁, {backend}: amount_fen is 10000, not 1",
    ]


def test_reasons_and_needs_are_compared_by_the_interpreter():
    wrong = [CASES[0] | {"expect": {"reasons": ["c0"], "needs": ["低保"], "stale": []}}]
    assert [each.field for each in run_cases(BOOK, wrong)] == ["reasons", "needs", "stale"]


def test_a_mistyped_expectation_is_refused():
    wrong = [CASES[0] | {"expect": {"statsu": "yes"}}]
    with pytest.raises(FactError, match="case 91岁 expects"):
        run_cases(BOOK, wrong)
