"""The language's meaning: Kleene logic, arithmetic, aggregates, tables, findings."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import Household

TRUTHS = (True, False, None)


def value(text, members=None, living=None, as_of=AS_OF):
    """The value of a condition for the first member."""
    book = make_book(rule(text))
    view = Household(members or [{}], living or {})
    return {"yes": True, "no": False, "unknown": None}[book.evaluate(view, as_of)[0].status]


def amount(text, members=None, living=None):
    book = make_book(rule("True", amount=f"max(元(0), {text})"))
    view = Household(members or [{}], living or {})
    return book.evaluate(view, AS_OF)[0].amount_fen


def person(**facts):
    return [{name: each for name, each in facts.items() if each is not None}]


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_kleene_tables_and_de_morgan(a, b):
    who = person(残疾证=a, 外出务工=b)
    both, either = value("残疾证 and 外出务工", who), value("残疾证 or 外出务工", who)
    assert both == (False if False in (a, b) else None if None in (a, b) else True)
    assert either == (True if True in (a, b) else None if None in (a, b) else False)
    assert value("not (残疾证 and 外出务工)", who) == value("not 残疾证 or not 外出务工", who)
    assert value("not (残疾证 or 外出务工)", who) == value("not 残疾证 and not 外出务工", who)
    assert value("not not 残疾证", who) is a
    assert value("known(残疾证 and 外出务工)", who) is (both is not None)
    assert value("残疾证 == 外出务工", who) == (None if None in (a, b) else a == b)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 // 2 == 3", True), ("-7 // 2 == -4", True), ("7 // -2 == -4", True),
        ("muldiv(5, 1, 2) == 3", True), ("muldiv(-5, 1, 2) == -3", True),
        ("muldiv(5, 1, -2) == -3", True), ("muldiv(4, 1, 3) == 1", True),
        ("muldiv(元(0.01), 3333, 10000) == 元(0)", True),
        ("1 // 零 == 1", None), ("muldiv(1, 1, 零) == 1", None),
        ("min(3, 1, 2) == 1", True), ("max(元(1), 元(2)) == 元(2)", True),
        ("min(今天, date(2020, 1, 1)) == date(2020, 1, 1)", True),
        ("1 < 2 < 3", True), ("1 < 3 < 2", False), ("元(12.5) == 元(12) + 元(0.5)", True),
        ("(1 if 残疾证 else 1) == 1", True), ("(1 if 残疾证 else 2) == 1", None),
        ("残疾等级 * 0 == 0", None), ("min(残疾等级, 0) == 0", None),
        ("残疾等级 in (1, 2)", None), ("known(残疾等级)", False), ("known(低保标准)", True),
        ("known(空标准)", False), ("空标准 > 元(0)", None), ("残疾等级 == 残疾等级", None),
    ],
)  # fmt: skip
def test_what_an_expression_says_of_someone_unknown(text, expected):
    assert value(text) is expected


@pytest.mark.parametrize(
    ("born", "as_of", "age"),
    [
        (date(1960, 2, 29), date(2025, 2, 28), 64), (date(1960, 2, 29), date(2025, 3, 1), 65),
        (date(1960, 2, 29), date(2024, 2, 29), 64), (date(1946, 3, 1), date(2026, 2, 28), 79),
        (date(1946, 3, 1), date(2026, 3, 1), 80), (date(2026, 3, 2), date(2026, 3, 1), -1),
    ],
)  # fmt: skip
def test_age_turns_on_the_birthday(born, as_of, age):
    assert value(f"年龄 == {age}", person(出生日期=born), as_of=as_of)


def test_months_end_on_the_first_after_a_missing_day():
    assert value("months(起算日, date(2025, 2, 28)) == 0")
    assert value("months(起算日, date(2025, 3, 1)) == 1")
    assert value("months(起算日, date(2025, 3, 31)) == 2")
    assert value("years(date(2024, 2, 29), date(2023, 3, 1)) == -1")


def test_bands_and_look_ups():
    for age, fen in ((79, 0), (80, 2500), (99, 10000), (100, 20000), (120, 20000)):
        assert amount(f"band(高龄标准, {age})") == fen
    assert amount("lookup(助学标准, 就学阶段)", person(就学阶段="普高")) == 100000
    assert amount("lookup(助学标准, 就学阶段)", person(就学阶段="未就学")) is None
    assert amount("lookup(空表, 民族)", person(民族="汉族")) is None
    assert value("band(缺口档, 65) == 100") is None
    assert value("lookup(等级系数, 3) == 1") is None


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_aggregates_are_guarded(a, b):
    who = [*person(残疾证=a), *person(残疾证=b)]
    unknown = None in (a, b)
    assert value("any_of(残疾证)", who) == (True if True in (a, b) else None if unknown else False)
    assert value("all_of(残疾证)", who) == (False if False in (a, b) else None if unknown else True)
    assert value("count(残疾证) == 1", who) == (None if unknown else a != b)
    assert value("size() == 2", who) is True


def test_sums_need_everyone():
    assert amount("total(月收入)", [*person(月收入=1), *person(月收入=2)]) == 3
    assert amount("total(月收入)", [*person(月收入=1), {}]) is None
    assert amount("largest(月收入)", [*person(月收入=1), *person(月收入=2)]) == 2
    assert amount("total(其他收入)", [{}, {}], {"其他收入": 5}) == 10


def test_groups_differ():
    book = make_book(
        rule("size() == 2", name="living"),
        rule("size() == 1", name="registered", group="registered"),
        rule("size('registered') == 1 and size() == 2", name="both"),
        rule("any_of(低保, 'registered') == 低保", name="through"),
    )
    view = Household(
        [{}, {}], {7: {"低保": True}}, {8: {}, 9: {}}, living_ids=[7, 7], registered_ids=[8, 9]
    )
    assert {each.status for each in book.evaluate(view, AS_OF)} == {"yes"}


def test_a_households_rule_answers_once_a_household():
    poor = "max(元(0), 低保标准 * size() - total(月收入) - 其他收入)"
    book = make_book(rule("total(月收入) < 低保标准 * size()", amount=poor, subject="household"))
    one = book.evaluate(
        Household([*person(月收入=50000), *person(月收入=0)], {"其他收入": 8000}), AS_OF
    )
    assert [(each.member, each.status, each.amount_fen) for each in one] == [(None, "yes", 90000)]
    two = Household([{"月收入": 0}, {"月收入": 0}], {1: {}, 2: {}}, {}, living_ids=[1, 2])
    assert [each.household for each in book.evaluate(two, AS_OF)] == [1, 2]


def test_a_finding_says_what_held_what_failed_and_what_is_missing():
    book = make_book(rule("残疾证", "年龄 >= 80", "低保", amount="低保标准"))

    def finding(**facts):
        home = {"低保": facts.pop("低保")} if "低保" in facts else {}
        return book.evaluate(Household([facts], home), AS_OF)[0]

    yes = finding(残疾证=True, 出生日期=date(1930, 1, 1), 低保=True)
    assert (yes.status, yes.amount_fen, yes.reasons, yes.needs) == (
        "yes",
        74000,
        ("c0", "c1", "c2"),
        (),
    )
    no = finding(残疾证=False, 低保=False)
    assert (no.status, no.amount_fen, no.reasons, no.needs) == ("no", 0, ("c0", "c2"), ())
    unknown = finding(残疾证=True)
    assert (unknown.status, unknown.amount_fen, unknown.reasons) == ("unknown", None, ("c0",))
    assert unknown.needs == ("出生日期", "低保")
    assert [(need.name, need.member) for need in unknown.blocks] == [
        ("出生日期", 0),
        ("低保", None),
    ]


def test_a_yes_may_lack_its_amount():
    book = make_book(rule("残疾证", amount="空标准"), rule("残疾证", name="kind"))
    money, kind = book.evaluate(Household([{"残疾证": True}]), AS_OF)
    assert (money.status, money.amount_fen, money.needs) == ("yes", None, ("参数:空标准",))
    assert (kind.status, kind.amount_fen, kind.needs) == ("yes", None, ())


def test_a_share_a_head_needs_no_guard():
    assert value("7 // size() == 3", [{}, {}]) is True
    assert amount("muldiv(元(1), 1, size())", [{}, {}, {}]) == 33


def test_only_the_rules_asked_for_are_evaluated():
    book = make_book(rule("残疾证", name="a"), rule("低保", name="b"))
    assert [each.rule for each in book.evaluate(Household([{}]), AS_OF, rules=["b"])] == ["b"]
