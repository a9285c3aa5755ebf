"""What is asked first, what is not asked in vain, and that asking ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, family
from tests.engines.rules.test_needs import filled, missing
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import Household, Need, Question, questions
from zhaohui.engines.rules.frequencies import Frequencies, Frequency
from zhaohui.engines.rules.waiting import open_answers


def asked(book, household, **how):
    return [(each.fact, each.member) for each in questions(book, household, AS_OF, **how)]


def often(book, **shares):
    """Each fact with the share of 1000 that says yes."""
    rows = [
        Frequency(fact=name, from_age=None, value=value, share=share)
        for name, yes in shares.items()
        for value, share in ((True, yes), (False, 1000 - yes))
    ]
    return Frequencies.of(book.facts, rows)


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
    found = questions(book, Household([{}, {}]), AS_OF)
    assert [(each.fact, each.member, each.unblocks) for each in found] == [
        ("低保", None, 2), ("残疾证", 0, 1), ("残疾证", 1, 1),
    ]  # fmt: skip


def test_the_frequencies_say_which_answer_to_expect():
    book = make_book(rule("残疾证", "外出务工"))
    rarely_away = often(book, 外出务工=10, 残疾证=900)
    assert asked(book, Household([{}]), frequencies=rarely_away)[0] == ("外出务工", 0)
    rarely_disabled = often(book, 外出务工=900, 残疾证=10)
    first = questions(book, Household([{}]), AS_OF, frequencies=rarely_disabled)[0]
    assert (first.fact, round(first.settles, 2)) == ("残疾证", 0.99)


def test_the_frequencies_of_her_age_are_taken():
    book = make_book(rule("残疾证", "外出务工"))
    rows = [
        Frequency(fact=name, from_age=age, value=value, share=share)
        for name, old in (("残疾证", 900), ("外出务工", 10))
        for age, yes in ((None, 500), (0, 1000 - old), (60, old))
        for value, share in ((True, yes), (False, 1000 - yes))
    ]
    by_age = Frequencies.of(book.facts, rows)
    assert by_age.expected("残疾证", 60, AS_OF) == ((True, 0.9), (False, 0.1))
    assert by_age.expected("残疾证", 59, AS_OF) == ((True, 0.1), (False, 0.9))
    assert by_age.expected("残疾证", None, AS_OF) == ((True, 0.5), (False, 0.5))
    old, young = {"出生日期": date(1950, 1, 1)}, {"出生日期": date(2000, 1, 1)}
    assert asked(book, Household([old]), frequencies=by_age)[0] == ("外出务工", 0)
    assert asked(book, Household([young]), frequencies=by_age)[0] == ("残疾证", 0)


def test_frequencies_change_the_order_and_nothing_else():
    book = make_book(rule("残疾证", "外出务工"), rule("月收入 < 元(5) or 低保", name="q"))
    household = Household([{}, {}])
    with_them = asked(book, household, frequencies=often(book, 外出务工=1, 低保=999))
    assert sorted(with_them, key=str) == sorted(asked(book, household), key=str)


def test_trying_values_leaves_the_household_as_it_was():
    book = make_book(rule("年龄 >= 60", "残疾证"), rule("低保", name="q"))
    person, living = {"残疾证": True}, {}
    household = Household([person], living)
    asked(book, household)
    assert (person, living) == ({"残疾证": True}, {})


def test_not_knowing_one_fact_hides_no_other_that_can_still_decide():
    book = make_book(rule("残疾证", "外出务工"))
    unsure = [Need("残疾证", 0)]
    assert asked(book, Household([{}]), unsure=unsure) == [("外出务工", 0)]
    assert asked(book, Household([{"外出务工": True}]), unsure=unsure) == []


def test_what_could_decide_only_with_an_unknown_is_not_asked():
    book = make_book(rule("月收入 + 缴费档次 < 元(5)"), rule("残疾证 or 外出务工", name="q"))
    unsure = [Need("缴费档次", 0), Need("残疾证", 0)]
    assert asked(book, Household([{}]), unsure=unsure) == [("外出务工", 0)]


def test_a_gap_is_no_question_and_an_answered_household_has_none():
    book = make_book(rule("残疾证", amount="空标准"))
    assert questions(book, Household([{"残疾证": True}]), AS_OF) == []


def test_a_fact_that_waits_for_a_gap_is_not_asked_unless_it_can_decide_alone():
    book = make_book(rule("月收入 < 空标准"), rule("残疾证 and 月收入 < 空标准", name="q"))
    assert asked(book, Household([{}])) == [("残疾证", 0)]


def test_an_amount_comes_after_what_decides_whether_there_is_one():
    book = make_book(rule("残疾证", amount="max(元(0), 月收入)"), rule("外出务工", name="q"))
    household = Household([{"残疾证": True}])
    assert asked(book, household) == [("外出务工", 0), ("月收入", 0)]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_what_is_never_asked_decides_nothing(seed):
    """Everything but what is unsure and what is asked becomes known, and no answer differs."""
    random = Random(seed)
    book = Inventor(random, with_known=False).book(6)
    household = family(random, 0.3)
    gaps = missing(household)
    lost = random.sample(gaps, len(gaps) // 2)
    unsure = {Need(fact.name, member) for fact, member in lost}
    board = open_answers(book, household, AS_OF, unsure)
    rest = [
        each
        for each in gaps
        if each not in lost and Need(each[0].name, each[1]) not in board.by_fact
    ]

    def statuses(stated):
        return [each.status for each in book.evaluate(stated, AS_OF)]

    assert statuses(filled(household, random, rest)) == statuses(household)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_asking_and_answering_ends_with_nothing_to_ask(seed):
    random = Random(seed)
    book = Inventor(random).book(6)
    household = family(random, 0.2)
    absent = {(fact.name, member): (fact, member) for fact, member in missing(household)}
    for _ in range(len(absent) + 1):
        left = [each for each in asked(book, household) if each in absent]
        # a zero divisor can only be corrected, and is no longer absent
        if not left:
            return
        household = filled(household, random, [absent.pop(left[0])])
    raise AssertionError("there is always something to ask")


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_without_gaps_and_unsure_facts_everything_that_blocks_is_asked(seed):
    """An answer is open iff it needs something, and what it needs is asked."""
    random = Random(seed)
    book = Inventor(random).book(6)
    sound = replace(
        book,
        rules={
            name: each
            for name, each in book.rules.items()
            if not each.amount_parameters and not any(c.parameters for c in each.conditions)
        },
    )
    household = family(random, 0.2)
    blocks = {
        (need.name, need.member)
        for each in sound.evaluate(household, AS_OF)
        for need in each.blocks
    }
    assert set(asked(sound, household)) == blocks
