"""A trace shows every step with its value, whose facts, and the parameters with their sources."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, family
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import Citation, FactError, Household

BOOK = make_book(
    rule(
        "in_area(户籍区划, '51')",
        "年龄 >= 80",
        amount="band(高龄标准, 年龄)",
        citations=(Citation(source="SC-1", article="第二条"),),
    ),
    rule("total(月收入) < 低保标准 * size()", subject="household", name="poor"),
)
ELDER = {"户籍区划": "510811100001", "出生日期": date(1935, 1, 1)}


def test_a_yes_with_its_amount_and_sources():
    trace = BOOK.trace(Household([ELDER]), AS_OF, "r", 0)
    assert (trace.text, trace.value, trace.member) == ("r 的名称", "yes", 0)
    assert trace.citations == (Citation(source="SC-1", article="第二条"),)
    assert trace.finding.amount_fen == 10000
    assert [(step.code, step.text, step.value, step.sentence) for step in trace.children] == [
        ("c0", "in_area(户籍区划, '51')", True, "c0 是"),
        ("c1", "年龄 >= 80", True, "c1 是"),
        ("amount", "band(高龄标准, 年龄)", 10000, ""),
    ]
    assert [(fact.name, fact.member, fact.value) for fact in trace.facts] == [
        ("户籍区划", 0, "510811100001"), ("出生日期", 0, date(1935, 1, 1)),
    ]  # fmt: skip
    (used,) = trace.parameters
    assert (used.name, used.area, used.source, used.verification) == (
        "高龄标准",
        "51",
        "S",
        "verified",
    )
    assert (used.place, used.stale, used.start) == ("params/x.yaml:3", True, date(2020, 1, 1))


def test_a_no_stops_before_the_amount_and_an_unknown_says_nothing():
    young = BOOK.trace(Household([ELDER | {"出生日期": date(2000, 1, 1)}]), AS_OF, "r", 0)
    assert [step.sentence for step in young.children] == ["c0 是", "c1 否"]
    nobody = BOOK.trace(Household([{}]), AS_OF, "r", 0)
    assert [(step.value, step.sentence) for step in nobody.children] == [(None, ""), (None, "")]


def test_an_aggregate_shows_each_member():
    home = Household([{"月收入": 100}, {"月收入": 200}])
    trace = BOOK.trace(home, AS_OF, "poor")
    total = trace.children[0].children[0]
    assert (total.text, total.value) == ("total(月收入)", 300)
    assert [(step.member, step.value) for step in total.children] == [(0, 100), (1, 200)]


def test_a_choice_shows_the_branch_taken():
    book = make_book(rule("(年龄 > 1 if 残疾证 else 低保)"))
    step = book.trace(Household([{"残疾证": False}], {"低保": True}), AS_OF, "r", 0).children[0]
    assert [each.text for each in step.children] == ["残疾证", "低保"]


def test_a_member_that_is_not_there():
    with pytest.raises(FactError, match="There is no member 3; the household has 1"):
        BOOK.trace(Household([{}]), AS_OF, "r", 2)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_a_trace_tells_the_finding(seed):
    random = Random(seed)
    book = Inventor(random).book(4)
    household = family(random)
    for finding in book.evaluate(household, AS_OF):
        trace = book.trace(household, AS_OF, finding.rule, finding.member)
        assert trace.finding == finding
        values = [step.value for step in trace.children if step.code != "amount"]
        decided = False if False in values else None if None in values else True
        assert {"yes": True, "no": False, "unknown": None}[finding.status] is decided
        used = {f"参数:{each.name}" for each in trace.parameters} | {
            each.name for each in trace.facts
        }
        assert set(finding.needs) <= used
