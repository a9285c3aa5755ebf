"""What a story says would change an answer does change it: every claim is put to the rule again."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, family
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.story import tell
from zhaohui.engines.rules.story.what_if import WhatIf

ALLOWANCE = rule("in_area(户籍区划, '51')", "年龄 >= 80", amount="band(高龄标准, 年龄)", name="old")
POOR = rule("total(月收入) + 其他收入 < 低保标准 * size()", subject="household", name="poor")
DISABLED = rule(
    "残疾证 or 年龄 >= 60",
    "残疾等级 in (1, 2)",
    amount="lookup(等级系数, 残疾等级) * 元(10)",
    name="care",
)
BOOK = make_book(ALLOWANCE, POOR, DISABLED)
HERE = {"户籍区划": "510811100001"}


def of(person, rule_id, *others, **homes):
    return tell(BOOK, Household([person, *others], **homes), AS_OF, rule_id, 0)


def test_a_no_by_age_names_the_day_on_which_it_turns():
    story = of(HERE | {"出生日期": date(1951, 5, 6)}, "old")
    (obstacle,) = story.obstacles
    (test,) = obstacle.changes[0].tests
    assert (obstacle.code, test.day) == ("c1", date(2031, 5, 6))
    assert (story.turn.day, story.turn.then.status) == (date(2031, 5, 6), "yes")


def test_a_no_by_income_names_the_bound_and_todays_value():
    story = of({"月收入": 160_000}, "poor", {"月收入": 0}, living={"其他收入": 0})
    (change,) = story.obstacles[0].changes
    (test,) = change.tests
    assert (test.now, test.bound, test.wanted) == (160_000, 148_000, True)


def test_alternatives_are_told_apart():
    story = of({"出生日期": date(1990, 1, 1), "残疾证": False, "残疾等级": 1}, "care")
    (obstacle,) = story.obstacles
    assert [len(each.tests) for each in obstacle.changes] == [1, 1]
    assert {each.tests[0].day for each in obstacle.changes} == {None, date(2050, 1, 1)}


def test_what_no_day_can_change_is_final():
    young = make_book(rule("年龄 < 16", name="child"))
    story = tell(young, Household([{"出生日期": date(1990, 1, 1)}]), AS_OF, "child", 0)
    assert story.obstacles[0].is_final
    assert story.turn is None


def test_what_is_missing_says_where_each_value_leads():
    story = of({"残疾证": True}, "care")
    (settle,) = story.settles
    assert [(one.status, one.low, one.high) for one in settle.outcomes] == [
        ("no", None, 0),
        ("yes", 1, 2),
        ("no", 3, None),
    ]


def test_a_missing_age_is_told_in_years_with_its_amounts():
    story = of(HERE, "old")
    (settle,) = story.settles
    assert [(o.low, o.high, o.status, o.amount_fen) for o in settle.outcomes] == [
        (None, 79, "no", 0),
        (80, 89, "yes", 2500),
        (90, 99, "yes", 10000),
        (100, None, "yes", 20000),
    ]


def test_missing_income_is_told_by_the_bound():
    story = of({"月收入": 50_000}, "poor", {}, living={"其他收入": 0})
    (settle,) = story.settles
    assert [(one.status, one.low, one.high) for one in settle.outcomes] == [
        ("yes", None, 97_999),
        ("no", 98_000, None),
    ]


def test_a_yes_says_what_ends_it():
    story = of(HERE | {"出生日期": date(1936, 3, 2)}, "old")
    assert [each.tests[0].node.text for each in story.losses] == ["in_area(户籍区划, '51')"]
    assert (story.turn.day, story.turn.then.amount_fen) == (date(2026, 3, 2), 10000)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_every_claim_holds_when_it_is_tried(seed):
    random = Random(seed)
    book = Inventor(random).book(2)
    home = family(random)
    for name in book.rules:
        story = tell(book, home, AS_OF, name, 0)
        what = WhatIf(book, home, AS_OF, name, 0)
        assert story.finding == what.now
        hold_changes(story, what)
        hold_outcomes(story, what)
        if story.turn:
            assert what.answer({}, story.turn.day) == story.turn.then


def hold_changes(story, what):
    wanted = [(c, True) for o in story.obstacles for c in o.changes]
    wanted += [(change, False) for change in story.losses]
    for change, answer in wanted:
        day = change.witness.day or AS_OF
        codes = {c.condition.code: c.code for c in what.compiled.conditions}
        before, after = what.view, what.at(change.witness.settings, day)
        assert codes[change.code].run(before) is not answer
        assert codes[change.code].run(after) is answer
        assert what.answer(change.witness.settings, day) == change.then


def hold_outcomes(story, what):
    for settle in story.settles:
        at = settle.need
        member = what.index(what.view) if at.member is None else at.member
        for one in settle.outcomes:
            for value in (*one.tried, *inside(one)):
                found = what.answer({type(at)(at.name, member): value}, AS_OF)
                assert found.status == one.status, (settle, value)
                if one.amount_fen is not None:
                    assert found.amount_fen == one.amount_fen


def inside(one):
    """Values within a range of numbers, away from its ends."""
    if one.values or not all(type(value) is int for value in one.tried):
        return []
    low, high = one.tried
    return [low + (high - low) * part // 7 for part in range(1, 7)]


@pytest.mark.parametrize("member", [0, 1])
def test_the_story_is_of_the_member_asked(member):
    home = Household([HERE | {"出生日期": date(1936, 3, 2)}, HERE | {"出生日期": date(1990, 1, 1)}])
    assert tell(BOOK, home, AS_OF, "old", member).finding.member == member
