"""What is asked first, and that asking ends."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, family
from tests.engines.rules.test_needs import filled, missing
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import Household, Question, questions


def test_the_fact_that_settles_most_comes_first():
    book = make_book(
        rule("残疾证", "年龄 >= 80", name="a"),
        rule("年龄 >= 60", name="b"),
        rule("低保", name="c", subject="household"),
        rule("外出务工", "False", name="d"),
    )
    assert questions(book, Household([{}]), AS_OF) == [
        Question(fact="出生日期", member=0, unblocks=2),
        Question(fact="低保", member=None, unblocks=1),
        Question(fact="残疾证", member=0, unblocks=1),
    ]


def test_a_household_fact_is_worth_all_members():
    book = make_book(rule("低保"), rule("残疾证", name="q"))
    asked = questions(book, Household([{}, {}]), AS_OF)
    assert [(each.fact, each.member, each.unblocks) for each in asked] == [
        ("低保", None, 2), ("残疾证", 0, 1), ("残疾证", 1, 1),
    ]  # fmt: skip


def test_a_gap_is_no_question_and_an_answered_household_has_none():
    book = make_book(rule("残疾证", amount="空标准"))
    assert questions(book, Household([{"残疾证": True}]), AS_OF) == []


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_asking_and_answering_ends_with_nothing_to_ask(seed):
    random = Random(seed)
    book = Inventor(random).book(6)
    household = family(random, 0.2)
    absent = {(fact.name, member): (fact, member) for fact, member in missing(household)}
    for _ in range(len(absent) + 1):
        asked = [
            each
            for each in questions(book, household, AS_OF)
            if (each.fact, each.member) in absent  # a zero divisor can only be corrected
        ]
        if not asked:
            return
        household = filled(household, random, [absent.pop((asked[0].fact, asked[0].member))])
    raise AssertionError("there is always something to ask")
