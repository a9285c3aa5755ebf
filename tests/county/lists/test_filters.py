"""Filters: ages count as the rules count them, texts are read strictly, faults say how to mend them."""

import datetime as dt

import pytest

from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.lists import filters
from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.filters import AgeRange, DateRange, NumberRange, Prefix, one_of, yes_no
from zhaohui.engines.rules.calendar import years_between

AGE = AgeRange(name="age", label="年龄", field="born", high=130, unit="岁")
DAYS = DateRange(name="at", label="日期", field="at")


@pytest.mark.parametrize("today", [dt.date(2026, 2, 28), dt.date(2028, 2, 29), dt.date(2026, 3, 1)])
def test_ages_count_as_in_the_rules(monkeypatch, today):
    monkeypatch.setattr(filters, "county_today", lambda: today)
    around = [
        today.replace(year=today.year - 18, day=1) + dt.timedelta(days=n) for n in range(-400, 430)
    ]
    low = dict(AGE.condition({"age_from": "18"}).children)["born__lte"]
    high = dict(AGE.condition({"age_to": "17"}).children)["born__gt"]
    assert [born <= low for born in around] == [years_between(b, today) >= 18 for b in around]
    assert [born > high for born in around] == [years_between(b, today) <= 17 for b in around]


@pytest.mark.parametrize(
    ("each", "raw", "sentence"),
    [
        (AGE, {"age_from": "131"}, "0 到 130"),
        (AGE, {"age_from": "六十"}, "0 到 130"),
        (AGE, {"age_from": "-1"}, "0 到 130"),
        (AGE, {"age_from": "70", "age_to": "60"}, "请对调"),
        (DAYS, {"at_from": "2026-02-30"}, "2026-05-01 的样子"),
        (DAYS, {"at_from": "2026-03-02", "at_to": "2026-03-01"}, "请对调"),
        (yes_no("dibao", "低保", "dibao"), {"dibao": "maybe"}, "没有这个选项"),
        (one_of("sex", "性别", "sex", lambda: [("女", "女")]), {"sex": "x"}, "没有这个选项"),
        (NumberRange(name="n", label="行数", field="n"), {"n_from": "9" * 30}, "整数"),
    ],
)
def test_a_fault_is_a_sentence(each, raw, sentence):
    with pytest.raises(FilterFault, match=sentence):
        each.condition(raw)


@pytest.mark.parametrize("each", [AGE, DAYS, Prefix(name="t", label="名称", field="t")])
def test_nothing_asked_is_no_condition(each):
    assert each.condition({}) is None


def test_words():
    assert AGE.words({"age_from": "60", "age_to": "69"}, PUBLIC) == "60–69岁"
    assert AGE.words({"age_from": "60"}, PUBLIC) == "≥ 60岁"
    assert DAYS.words({"at_to": "2026-01-01"}, PUBLIC) == "≤ 2026-01-01"
    assert yes_no("d", "低保", "d").words({"d": "unknown"}, PUBLIC) == "不清楚"
    assert "甲" in Prefix(name="t", label="名称", field="t").words({"t": "甲"}, PUBLIC)


def test_an_overlong_text_is_refused():
    with pytest.raises(FilterFault, match="太长"):
        filters.read_raw([AGE], {"age_from": "1" * 65})
