"""The derived trees say what `needs` says, and no answer turns before the day that they name."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, family, registry
from tests.engines.rules.words import AS_OF, PARAMETERS, make_book, parameter, rule, version
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.household import member_views
from zhaohui.engines.rules.interpret import compile_node

seeds = given(st.integers(0, 2**32))
quickly = settings(max_examples=20, deadline=None, derandomize=True)
DAYS = [date(2024, 2, 28), date(2025, 1, 30), AS_OF, date(2026, 12, 30)]
DATED = [
    *(each for each in PARAMETERS if each.name not in ("低保标准", "等级系数", "高龄标准", "空标准")),
    parameter("低保标准", "money", version(74000, end=date(2026, 3, 9)), version(76000, date(2026, 3, 10))),
    parameter("空标准", "money", version(None, end=date(2026, 3, 4)), version(50, date(2026, 3, 5))),
    parameter("等级系数", "table", version({1: 4, 2: 3, 3: None}, end=date(2026, 3, 14)),
              version({1: 4, 2: 5, 3: 1}, date(2026, 3, 15)), key="int", of="int"),
    parameter("高龄标准", "table", version({80: 2500, 90: 10000}, end=date(2026, 3, 2)),
              version({80: 2500, 85: 6000}, date(2026, 3, 3)), key="band", of="money"),
]  # fmt: skip


def told(finding):
    """What a ledger keeps of a finding: of a no, only that it is one."""
    if finding.status == "no":
        return ("no",)
    return finding.status, finding.amount_fen, finding.reasons, frozenset(finding.needs)


def turns_of(book, household, first, days):
    """For each finding the first day after `first` on which it differs, None within `days`."""
    before = [told(each) for each in book.evaluate(household, first)]
    turned = [None] * len(before)
    for offset in range(1, days + 1):
        day = first + timedelta(offset)
        now = [told(each) for each in book.evaluate(household, day)]
        for index, (old, new) in enumerate(zip(before, now, strict=True)):
            if old != new and turned[index] is None:
                turned[index] = day
    return turned


def early(book, household, first, days=40):
    """Findings that turned before the day that was named for them."""
    named = book.next_changes(household, first)
    findings = book.evaluate(household, first)
    return [
        (first, turned, said, finding, book.rules[finding.rule].rule)
        for finding, said, turned in zip(
            findings, named, turns_of(book, household, first, days), strict=True
        )
        if turned is not None and turned < said
    ]


@quickly
@seeds
def test_no_answer_turns_before_its_day(seed):
    random = Random(seed)
    book = Inventor(random).book(6)
    household = family(random, random.choice([0.4, 0.8, 1]))
    assert not early(book, household, random.choice(DAYS))


@pytest.mark.slow
@pytest.mark.parametrize("books", [60, pytest.param(300, marks=pytest.mark.exhaustive)])
def test_no_answer_turns_before_its_day_in_many_rulebooks(books):
    for seed in range(books):
        random = Random(f"days {seed}")
        book = Inventor(random).book(8)
        household = registry(random, 8, random.choice([0.4, 0.8, 1]))
        first = random.choice([*DAYS, date(2024, 1, 1) + timedelta(random.randrange(1200))])
        assert not early(book, household, first, 30), seed


@pytest.mark.parametrize("seed", range(12))
def test_parameters_that_change_are_foreseen(seed):
    random = Random(f"dated {seed}")
    inventor = Inventor(random)
    book = make_book(*(inventor.rule(f"r{index}") for index in range(6)), parameters=DATED)
    assert not early(book, registry(random, 8, 0.8), AS_OF, 20)


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("年龄 >= 60", {"出生日期": date(1966, 3, 2)}, date(2026, 3, 2)),
        ("年龄 >= 60", {"出生日期": date(1960, 3, 2)}, date.max),
        ("年龄 < 3", {"出生日期": date(2024, 2, 29)}, date(2027, 3, 1)),
        ("年龄 <= 3", {"出生日期": date(2024, 2, 29)}, date(2028, 2, 29)),
        ("60 <= 年龄 and 年龄 < 80", {"出生日期": date(1946, 3, 2)}, date(2026, 3, 2)),
        ("年龄 == 60", {"出生日期": date(1966, 1, 1)}, date(2027, 1, 1)),
        ("60 > 年龄", {}, date.max),
        ("登记日期 <= 今天", {"登记日期": date(2026, 5, 1)}, date(2026, 5, 1)),
        ("登记日期 >= 今天", {"登记日期": date(2026, 5, 1)}, date(2026, 5, 2)),
        ("months(登记日期, 今天) < 12", {"登记日期": date(2026, 1, 31)}, date(2027, 1, 31)),
        ("months(登记日期, 今天) < 13", {"登记日期": date(2026, 1, 31)}, date(2027, 3, 1)),
        ("band(高龄标准, 年龄) > 元(1)", {"出生日期": date(1940, 5, 5)}, date(2030, 5, 5)),
        ("残疾证 and 年龄 >= 60", {"出生日期": date(1966, 5, 2), "残疾证": False}, date.max),
        ("残疾证 or 年龄 < 60", {"出生日期": date(1980, 5, 2), "残疾证": True}, date.max),
        ("残疾证 or 年龄 < 60", {"出生日期": date(1980, 5, 2)}, date(2040, 5, 2)),
        ("any_of(年龄 >= 60)", {"出生日期": date(1950, 5, 2)}, date.max),
        ("(年龄 < 60) if 残疾证 else (年龄 < 3)", {"出生日期": date(1980, 5, 2), "残疾证": True}, date(2040, 5, 2)),
    ],
)  # fmt: skip
def test_the_day_is_the_first_that_matters(text, person, expected):
    book = make_book(rule(text))
    assert book.next_changes(Household([person]), AS_OF) == [expected]


def masks(book, household, as_of):
    """The needs of each finding by its rule's derived trees."""
    views = member_views(household, as_of, book.day(as_of).values)
    found = []
    for name, compiled in book.rules.items():
        derived = book.derived(name)
        for _, view in book.subjects(compiled.rule, household, views):
            answers = [each.code.run(view) for each in compiled.conditions]
            mask = 0
            if None in answers and False not in answers:
                for node in derived.needs:
                    mask |= compile_node(node).run(view)
            elif False not in answers:
                mask = compile_node(derived.amount_needs).run(view)
            found.append(set(derived.named(mask)))
    return found


@quickly
@seeds
def test_masks_name_what_needs_names(seed):
    random = Random(seed)
    book = Inventor(random).book(10)
    for household in (family(random, random.choice([0.1, 0.5, 0.9])), registry(random, 12, 0.6)):
        findings = book.evaluate(household, AS_OF)
        for finding, mask in zip(findings, masks(book, household, AS_OF), strict=True):
            assert set(finding.needs) == mask, book.rules[finding.rule].rule
