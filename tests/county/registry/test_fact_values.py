"""What people write becomes an exact value, or a sentence that does not repeat it."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.county.registry.fact_values import ValueFault, read_value
from zhaohui.packs.schema.registers import FactRow

CELL = dt.datetime(1960, 5, 1, 8)  # noqa: DTZ001 - as a spreadsheet gives it


def fact(kind, values=()):
    return FactRow(
        place="t:1",
        name="某事",
        column="c",
        entity="person",
        type=kind,
        values=values,
        source="民政",
        question="?",
    )


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("bool", "是", True), ("bool", "否", False), ("bool", 1.0, True), ("bool", 0, False), ("bool", " TRUE ", True),
        ("int", "1,024", 1024), ("int", 3.0, 3), ("int", "3.0", 3),
        ("money", "1,234.5元", 123_450), ("money", 0.29, 29), ("money", Decimal("19.99"), 1999), ("money", 700, 70_000),
        ("date", "1960-5-1", dt.date(1960, 5, 1)), ("date", "1960/05/01", dt.date(1960, 5, 1)),
        ("date", "1960年5月1日", dt.date(1960, 5, 1)), ("date", "19600501", dt.date(1960, 5, 1)),
        ("date", CELL, dt.date(1960, 5, 1)), ("date", "1960.5.1", dt.date(1960, 5, 1)),
        ("code", 990000001001, "990000001001"), ("code", 990000001001.0, "990000001001"), ("text", "羌族", "羌族"),
        ("bool", "", None), ("int", "—", None), ("date", "不详", None), ("money", None, None),
    ],
)  # fmt: skip
def test_reads(kind, raw, value):
    read = read_value(fact(kind), raw)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("bool", "也许"), ("bool", 2), ("int", "三"), ("int", 3.5), ("int", -1), ("int", True), ("int", 2**31), ("int", "nan"),
        ("money", "1.999"), ("money", -5), ("money", "inf"), ("money", "1e30"), ("money", "abc"), ("money", "9E+999999"), ("money", "1E-999999"), ("int", "9E+999999"), ("money", False),
        ("date", "1960-13-01"), ("date", "1960-02-30"), ("date", "60-1-1"), ("date", "0960-01-01"), ("date", 21916),
        ("code", "99"*4), ("code", "９９００００"), ("code", True), ("text", "长" * 65),
    ],
)  # fmt: skip
def test_refuses_without_repeating(kind, raw):
    with pytest.raises(ValueFault) as caught:
        read_value(fact(kind), raw)
    assert "某事" in caught.value.what
    assert caught.value.mend
    assert str(raw) not in caught.value.what


def test_enum_offers_its_values_and_a_near_one():
    marital = fact("enum", ("未婚", "已婚", "无"))
    assert read_value(marital, "无") == "无"
    with pytest.raises(ValueFault, match="是不是“已婚”"):
        read_value(marital, "已婚了")


@settings(derandomize=True, max_examples=100)
@given(st.sampled_from(["bool", "int", "money", "date", "code", "text"]), st.text(max_size=12))
def test_any_text_is_a_value_or_a_sentence(kind, raw):
    try:
        value = read_value(fact(kind), raw)
    except ValueFault as fault:
        value = fault.mend
    assert value is None or isinstance(value, bool | int | str | dt.date)


@settings(derandomize=True, max_examples=50)
@given(st.integers(0, 10**9))
def test_money_is_exact_to_the_fen(fen):
    assert read_value(fact("money"), f"{fen / 100:.2f}") == fen
    assert read_value(fact("money"), Decimal(fen) / 100) == fen
