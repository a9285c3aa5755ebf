"""Laws of needs and of unknown, on invented rules and families."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, facts_of, family
from tests.engines.rules.words import AS_OF, FACTS, PARAMETERS, make_book, rule
from zhaohui.engines.rules import Household, Need

seeds = given(st.integers(0, 2**32))
quickly = settings(max_examples=25, deadline=None, derandomize=True)


def needs(text, members, living=None):
    found = make_book(rule(text)).evaluate(Household(members, living or {}), AS_OF)[0]
    return found.needs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("残疾证 and 低保", ("残疾证", "低保")),
        ("残疾证 and False", ()),
        ("残疾证 or True", ()),
        ("(残疾证 and False) or 低保", ("低保",)),
        ("(年龄 > 1 if True else 低保) and known(月收入)", ()),
        ("年龄 > 1 if True else 低保", ("出生日期",)),
        ("月收入 > 低保标准", ("月收入",)),
        ("月收入 > 空标准", ("月收入", "参数:空标准")),
        ("lookup(助学标准, 就学阶段) > 元(1)", ("就学阶段",)),
        ("lookup(等级系数, 9) > 1", ("参数:等级系数",)),
        ("band(缺口档, 65) > 1", ("参数:缺口档",)),
        ("any_of(残疾证)", ("残疾证",)),
        ("1 // 零 > 1", ("参数:零",)),
        ("muldiv(1, 1, 零) > 1", ("参数:零",)),
        ("(残疾证 if 低保 else 外出务工)", ("低保", "残疾证", "外出务工")),
    ],
)
def test_needs_are_what_can_still_change_the_answer(text, expected):
    assert needs(text, [{}]) == expected


def test_a_zero_divisor_must_be_corrected():
    assert needs("月收入 // 残疾等级 > 元(1)", [{"月收入": 5, "残疾等级": 0}]) == ("残疾等级",)
    book = make_book(rule("月收入 // count(残疾证) > 元(1)"))
    found = book.evaluate(Household([{"月收入": 5, "残疾证": False}, {"残疾证": False}]), AS_OF)[0]
    assert found.blocks == (Need("残疾证", 0), Need("残疾证", 1))


def test_a_need_names_the_member():
    book = make_book(rule("total(月收入) < 元(1)", "年龄 > 1"))
    first, second = book.evaluate(Household([{"月收入": 1}, {}]), AS_OF)
    assert first.blocks == (Need("月收入", 1), Need("出生日期", 0))
    assert second.blocks == (Need("月收入", 1), Need("出生日期", 1))


def missing(household):
    """Every fact that is not stated: (name, member or None)."""
    absent = []
    for fact in FACTS:
        stated = {"living": [household.living], "registered": [household.registered]}.get(
            fact.entity, household.members
        )
        for index, each in enumerate(stated):
            if fact.name not in each:
                absent.append((fact, index if fact.entity == "person" else None))
    return absent


def filled(household, random, chosen):
    """The household with these missing facts stated at random."""
    members = [dict(each) for each in household.members]
    homes = {"living": dict(household.living), "registered": dict(household.registered)}
    for fact, member in chosen:
        target = homes[fact.entity] if member is None else members[member]
        target |= {
            name: value
            for name, value in facts_of(random, fact.entity, 1).items()
            if name == fact.name
        }
    return replace(household, members=members, **homes)


def is_open(book, finding):
    priced = book.rules[finding.rule].amount is not None
    return finding.status == "unknown" or (
        finding.status == "yes" and priced and finding.amount_fen is None
    )


@quickly
@seeds
def test_learning_a_fact_never_turns_a_decided_answer(seed):
    random = Random(seed)
    book = Inventor(random, with_known=False).book(8)
    household = family(random, 0.5)
    absent = missing(household)
    more = filled(household, random, random.sample(absent, len(absent) // 2))
    for before, after in zip(
        book.evaluate(household, AS_OF), book.evaluate(more, AS_OF), strict=True
    ):
        if before.status != "unknown":
            assert after.status == before.status
        if before.amount_fen is not None:
            assert after.amount_fen == before.amount_fen


@quickly
@seeds
def test_an_open_answer_names_what_it_needs_and_a_closed_one_nothing(seed):
    random = Random(seed)
    book = Inventor(random).book(8)
    for finding in book.evaluate(family(random, random.choice([0.1, 0.5, 1])), AS_OF):
        assert bool(finding.needs) == is_open(book, finding)
        assert finding.needs == tuple(dict.fromkeys(need.name for need in finding.blocks))


@quickly
@seeds
def test_facts_that_are_not_needed_decide_nothing(seed):
    random = Random(seed)
    book = Inventor(random, with_known=False).book(8)
    household = family(random, 0.4)
    for index, finding in enumerate(book.evaluate(household, AS_OF)):
        if not is_open(book, finding):
            continue
        needed = {(need.name, need.member) for need in finding.blocks}
        others = [each for each in missing(household) if (each[0].name, each[1]) not in needed]
        after = book.evaluate(filled(household, random, others), AS_OF)[index]
        assert (after.status, after.amount_fen) == (finding.status, finding.amount_fen)
        assert after.blocks == finding.blocks


@quickly
@seeds
def test_full_knowledge_leaves_only_gaps_and_zero_divisors(seed):
    random = Random(seed)
    book = Inventor(random).book(8)
    stated = {fact.name for fact in FACTS} | {f"参数:{each.name}" for each in PARAMETERS}
    for finding in book.evaluate(family(random, 1), date(2026, 3, 1)):
        assert set(finding.needs) <= stated
        rule_ = book.rules[finding.rule].rule
        text = " ".join([*(each.when for each in rule_.conditions), rule_.amount or ""])
        if not any(word in text for word in ("空", "缺口", "//", "muldiv", "lookup")):
            assert not finding.needs, text
