"""DuckDB and compiled C answer exactly as the interpreter: every status, amount, reason, need and day."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.backends import native
from zhaohui.engines.rules.cases import sweep_findings
from zhaohui.engines.rules.household import merge

compiles = pytest.mark.skipif(native.compiler() is None, reason="this machine has no C compiler")
BACKENDS = ["duckdb", pytest.param("native", marks=compiles)]
on_every_backend = pytest.mark.parametrize("backend", BACKENDS)


def compare(book, registry_view, as_of, backend) -> int:
    """The number of answers compared; fails with the rules' text on the first difference."""
    swept = sweep_findings(book, registry_view, as_of, backend)
    answers, due = dict(swept.answers), {}
    findings = book.evaluate(registry_view, as_of)
    for each, day in zip(findings, book.next_changes(registry_view, as_of), strict=True):
        written = book.rules[each.rule].rule
        subject = each.household if each.member is None else each.member
        found = answers.pop((each.rule, subject), None)
        if each.status == "no":
            assert found is None, (each, found, written)
        else:
            assert found is not None, (each, written)
            assert (found["status"], found["amount_fen"]) == (each.status, each.amount_fen), (
                each,
                found,
                written,
            )
            assert found["reasons"] == each.reasons, (each, found, written)
            assert set(found["needs"]) == set(each.needs), (each, found, written)
        kind = "living" if each.member is not None else written.group
        home = each.household if each.member is None else registry_view.living_ids[each.member]
        due[kind, home] = min(day, due.get((kind, home), date.max))
    assert not answers
    assert swept.due == {key: day for key, day in due.items() if day != date.max}
    return len(findings)


@on_every_backend
@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_invented_rulebooks(backend, seed):
    random = Random(seed)
    book = Inventor(random).book(12)
    assert compare(book, registry(random, 60, random.choice([0.3, 0.7, 0.95])), AS_OF, backend)


@pytest.mark.slow
@pytest.mark.parametrize("tenths", [2, pytest.param(10, marks=pytest.mark.exhaustive)])
@on_every_backend
def test_a_hundred_thousand_cases(backend, tenths):
    compared = 0
    # A rulebook costs the C compiler seconds: fewer of them, with more people each.
    books, people = (1, 880) if backend == "native" else (4, 220)
    for seed in range(tenths * books):
        random = Random(f"slow {seed}")
        book = Inventor(random).book(25)
        as_of = random.choice([AS_OF, date(2024, 2, 29), date(2026, 11, 30), date(2019, 12, 31)])
        compared += compare(
            book, registry(random, people, random.choice([0.3, 0.7, 0.95])), as_of, backend
        )
    assert compared >= tenths * 10_000


NUMBERS = [None, -7, -2, -1, 0, 1, 2, 3, 7, 10_000_000]
FORMS = [
    "残疾等级 // 缴费月数", "残疾等级 * 缴费月数", "残疾等级 - 缴费月数", "-残疾等级",
    "muldiv(残疾等级, 缴费月数, 2)", "muldiv(残疾等级, 1, 缴费月数)", "muldiv(-1, 残疾等级, 缴费月数)",
    "min(残疾等级, 缴费月数)", "max(残疾等级, 缴费月数, 2)", "lookup(等级系数, 残疾等级)",
    "band(缺口档, 残疾等级 * 10)", "残疾等级 if 缴费月数 > 1 else 7", "残疾等级 if 低保 else 缴费月数",
    "残疾等级 if 低保 else 残疾等级", "残疾等级 // 零", "max(1, 残疾等级) // max(1, 缴费月数)",
]  # fmt: skip


@on_every_backend
def test_every_arithmetic_form_on_every_pair_of_numbers(backend):
    rules = [
        rule(
            "True",
            amount=f"元(1) * (max(-300000000, min({form}, 300000000)) + 300000000)",
            name=f"n{index}",
        )
        for index, form in enumerate(FORMS)
    ]
    households = [
        Household([{"残疾等级": a, "缴费月数": b}], {"低保": None})
        for a in NUMBERS
        for b in NUMBERS
    ]
    assert (
        compare(make_book(*rules), merge(households), AS_OF, backend)
        == len(FORMS) * len(NUMBERS) ** 2
    )


@on_every_backend
def test_wide_products_round_alike(backend):
    money = [None, 0, 1, -1, 10**11, -(10**11), 99_999_999_999, 74001]
    rules = [
        rule(
            "True", amount="max(元(0), muldiv(total(月收入), 缴费档次, 元(1000000000)))", name="a"
        ),
        rule("muldiv(total(月收入), 缴费档次, -元(999999999)) < 其他收入", name="b"),
        rule("muldiv(total(月收入), 比例, 10000) == muldiv(total(月收入), 3333, 10000)", name="c"),
    ]
    households = [
        Household([{"月收入": a, "缴费档次": b}, {"月收入": a}], {"其他收入": c})
        for a in money for b in money for c in money
    ]  # fmt: skip
    assert compare(make_book(*rules), merge(households), AS_OF, backend)


@on_every_backend
def test_calendar_edges(backend):
    days = [
        None, date(1936, 2, 28), date(1936, 2, 29), date(1936, 3, 1), date(2024, 2, 29),
        date(2025, 1, 31), date(2025, 2, 28), date(2026, 2, 28), date(2026, 3, 31), date(1, 1, 1),
    ]  # fmt: skip
    rules = [
        rule("True", amount=f"元(1) * ({form} + 200000)", name=f"d{index}")
        for index, form in enumerate(
            [
                "年龄",
                "years(出生日期, 登记日期)",
                "months(出生日期, 登记日期)",
                "months(登记日期, 今天)",
            ]
        )
    ]
    households = [Household([{"出生日期": a, "登记日期": b}]) for a in days for b in days]
    for as_of in (date(2025, 2, 28), date(2025, 3, 1), date(2024, 2, 29), date(2026, 12, 31)):
        assert compare(make_book(*rules), merge(households), as_of, backend)


@on_every_backend
def test_aggregates_of_every_null_pattern(backend):
    forms = ["total(月收入) >= 元(0)", "count(残疾证) == 1", "any_of(残疾证)", "all_of(残疾证)",
             "largest(月收入) == 元(2)", "size() == 2", "any_of(低保)",
             "count(known(月收入)) == size()"]  # fmt: skip
    rules = [
        rule(form, name=f"{subject[0]}{index}", subject=subject)
        for index, form in enumerate(forms)
        for subject in ("person", "household")
    ]
    states = [
        {"残疾证": flag, "月收入": money}
        for flag in (None, True, False)
        for money in (None, 1, 200)
    ]
    households = [Household([a], {"低保": True}) for a in states]
    households += [Household([a, b]) for a in states for b in states]
    assert compare(make_book(*rules), merge(households), AS_OF, backend)
