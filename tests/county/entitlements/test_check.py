"""One household from what people state: answers, what is missing, and sentences on bad input."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.county.small_county import the_pack, the_rulebook
from zhaohui.county.entitlements.check import check_household
from zhaohui.county.registry.dictionary import FactError

AS_OF = dt.date(2026, 11, 1)
HERE = the_pack().villages[0].code
CONTRACT = {"id", "name", "subject", "status", "amount_fen", "reasons", "needs", "citations"}


def check(document, as_of=AS_OF):
    return check_household(the_pack(), the_rulebook(), document, as_of)


def by_rule(answer, rule, member=0):
    return next(row for row in answer["services"] if row["id"] == rule and row["member"] == member)


OLD = {"label": "奶奶", "出生日期": dt.date(1935, 1, 1), "户籍区划": HERE}


def test_the_contract():
    answer = check({"members": [OLD]})
    assert {"questions_left", "services"} <= set(answer)
    for row in answer["services"]:
        assert set(row) >= CONTRACT
        assert row["status"] in {"yes", "no", "unknown"}
        assert len(row["sentences"]) == len(row["reasons"])
        assert all(citation["title"] for citation in row["citations"])
    rules = the_pack().rules
    assert [row["id"] for row in answer["services"]] == [rule.id for rule in rules]


def test_a_woman_of_91_gets_the_old_age_allowance():
    row = by_rule(check({"members": [OLD]}), "old-age-allowance")
    assert (row["status"], row["amount_fen"], row["subject"], row["needs"]) == (
        "yes",
        10_000,
        "奶奶",
        [],
    )
    assert "户籍在四川" in row["sentences"]


def test_the_same_facts_before_the_age_do_not():
    row = by_rule(check({"members": [OLD]}, as_of=dt.date(2014, 12, 31)), "old-age-allowance")
    assert (row["status"], row["amount_fen"]) == ("no", 0)


def test_a_missing_fact_is_unknown_and_asked_for():
    answer = check({"members": [{"户籍区划": HERE}]})
    row = by_rule(answer, "old-age-allowance")
    assert (row["status"], row["amount_fen"]) == ("unknown", None)
    assert "出生日期" in row["needs"]
    question = next(each for each in answer["questions_left"] if each["fact"] == "出生日期")
    assert question["question"] == the_pack().fact("出生日期").question
    assert (question["member"], question["label"]) == (0, "成员1")


def test_questions_come_best_first_and_end():
    document = {"members": [dict(OLD)], "living": {}}
    asked = []
    while questions := check(document)["questions_left"]:
        first = questions[0]
        fact = the_pack().fact(first["fact"])
        part = document["members"][0] if first["member"] == 0 else document["living"]
        assert fact.name not in part, f"{fact.name} is asked twice"
        part[fact.name] = {
            "bool": False,
            "int": 0,
            "money": 0,
            "date": dt.date(1935, 1, 1),
            "text": "汉族",
            "code": HERE,
        }.get(fact.type, fact.values[0] if fact.values else None)
        asked.append(fact.name)
    assert len(asked) < len(the_pack().facts)
    assert all(
        need.startswith("参数:") for row in check(document)["services"] for need in row["needs"]
    )


def test_money_is_in_yuan_and_text_may_be_typed():
    stated = check({"members": [{**OLD, "出生日期": "1935年1月1日", "月收入": "1,000.50"}]})
    exact = check({"members": [{**OLD, "月收入": Decimal("1000.50")}]})
    assert stated == exact


def test_members_are_told_apart():
    answer = check({"members": [OLD, {"label": "孙子", "出生日期": "2020-05-01"}]})
    assert by_rule(answer, "old-age-allowance", 0)["status"] == "yes"
    assert by_rule(answer, "old-age-allowance", 1)["status"] == "no"
    assert by_rule(answer, "old-age-allowance", 1)["subject"] == "孙子"


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (None, "没有家庭"),
        ([], "没有家庭"),
        ({}, "没有写家庭成员"),
        ({"members": []}, "没有写家庭成员"),
        ({"members": {}}, "没有写家庭成员"),
        ({"members": ["奶奶"]}, "成员1：应写成"),
        ({"members": [{}] * 31}, "超过 30 人"),
        ({"members": [{}], "家庭": {}}, "不认识“家庭”"),
        ({"members": [{"月收人": 1}]}, "没有“月收人”这项事实。 是不是“月收入”"),
        ({"members": [{"年龄": 91}]}, "请写出生日期"),
        ({"members": [{5: 91}]}, "没有“5”这项事实"),
        ({"members": [{"低保状态": True}]}, "是共同生活家庭的事实"),
        ({"members": [{}], "living": {"月收入": 1}}, "是个人的事实"),
        (
            {"members": [{"label": "奶奶", "出生日期": "1935-13-01"}]},
            "奶奶：“出生日期”不是日历上的日期",
        ),
        ({"members": [{"就学阶段": "大专以上"}]}, "是不是“大专及以上”"),
        ({"members": [{"残疾等级": True}]}, "“残疾等级”不是数字"),
    ],
)
def test_bad_input_is_a_sentence(document, sentence):
    with pytest.raises(FactError) as caught:
        check(document)
    assert sentence in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_faults_are_told_at_once():
    with pytest.raises(FactError) as caught:
        check({"members": [{"月收入": "x", "寄宿": "?"}, {"月收人": 1}]})
    assert len(str(caught.value).splitlines()) == 3
