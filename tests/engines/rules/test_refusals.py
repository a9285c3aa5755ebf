"""Every refusal is a sentence with the place, the rule, the offending word and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engines.rules.words import (
    AREAS,
    FACTS,
    PARAMETERS,
    fact,
    make_book,
    parameter,
    rule,
    version,
)
from zhaohui.engines.rules import FactError, Household, Rulebook, RuleError

EXPRESSIONS = [
    ("", "the expression is empty", "for example"),
    ("年龄 >= 80 " + "and 残疾证 " * 300, "at most 2000", ""),
    ("(" * 300, "too many nested parentheses", ""),
    ("-" * 900 + "1 > 0", "nested more than 40 deep", "several conditions"),
    ("年龄 >= ", "breaks off or is mistyped near column", ""),
    ("年龄 = 80", "a single = at column 4", "=="),
    ("年龄 ＞ 80", "the full-width ＞ at column 4", "Write > instead"),
    ("残疾证 and （低保）", "the full-width （ at column 9", "Write ( instead"),
    ("民族 == 'a\\x41'", "a backslash has no meaning", ""),
    ("年令 >= 80", "“年令” is not a fact, parameter or function", "Did you mean 年龄?"),
    ("qwert", "“qwert” is not a fact", "facts.toml"),
    ("totl(月收入) > 元(1)", "“totl” is not a function", "Did you mean total?"),
    ("eval('1')", "“eval” is not a function", "There are: 元"),
    ("民族.upper() == 'A'", "calls something that is not a function", ""),
    ("民族.upper == 'A'", "“民族.upper” uses a dot", ""),
    ("民族[0] == '汉'", "uses square brackets", ""),
    ("(lambda: True)()", "calls something that is not a function", ""),
    ("[x for x in 1]", "uses a comprehension", ""),
    ("f'{年龄}' == '1'", "uses an f-string", ""),
    ("(年龄, 1) == 1", "uses a list outside `in`", ""),
    ("年龄 / 2 > 1", "an operator that rules do not have", "x // n"),
    ("残疾证 & 低保", "an operator that rules do not have", "Write and"),
    ("残疾证 | 低保", "an operator that rules do not have", "Write or"),
    ("年龄 ** 2 > 1", "an operator that rules do not have", "Use + - * //"),
    ("残疾证 is True", "`is` does not compare values", "known(x)"),
    ("残疾证 == None", "None has no meaning here", "known(x)"),
    ("年龄 > 1.5", "the decimal number 1.5 cannot be used", "元(1.5)"),
    ("年龄 > 9999999999999999", "the number 9999999999999999 is too large", ""),
    ("b'x' == 民族", "the literal b'x' has no meaning", ""),
    ("total", "total is a function", "total(…)"),
    ("高龄标准 > 元(1)", "“高龄标准” is a table", "band(高龄标准, 年龄)"),
    ("月收入", "is money where yes/no is needed", ""),
    ("残疾证 and 月收入", "“月收入” is money where yes/no is needed", ""),
    ("not 年龄", "“年龄” is a number where yes/no is needed", ""),
    ("月收入 > 25", "are money and a number", "元(25)"),
    ("出生日期 > '2025-01-01'", "are a date and a text literal", "date(2025, 1, 1)"),
    ("残疾证 == 1", "are yes/no and a number", ""),
    ("婚姻状况 == '末婚'", "“婚姻状况” never is “末婚”", "未婚、已婚、离异、丧偶"),
    ("婚姻状况 in ('未婚', '小学')", "“婚姻状况” never is “小学”", "Its values"),
    ("婚姻状况 == 就学阶段", "choices from different lists", ""),
    ("婚姻状况 in 就学阶段", "“就学阶段” is no list", "in ('甲', '乙')"),
    ("婚姻状况 in ()", "is no list", ""),
    ("年龄 in (残疾等级, 1)", "is not a plain value", ""),
    ("危房等级 >= 'C'", "has no order", "in ('…', '…')"),
    ("民族 < '汉'", "has no order", ""),
    ("户籍区划 == '昭化'", "is a code of digits", ""),
    ("出生日期 + 1 > 今天", "“出生日期” is a date; + needs numbers", "years(d1, d2)"),
    ("-残疾证", "has no negative", ""),
    ("月收入 + 1 > 元(1)", "+ does not join them", "元(25)"),
    ("月收入 * 月收入 > 元(1)", "* does not join them", ""),
    ("1 // 月收入 > 1", "// does not join them", ""),
    ("年龄 // 0 > 1", "“0” is always zero", ""),
    ("年龄 // (size() - 1) > 1", "“size() - 1” may be zero", "max(1, …)"),
    ("muldiv(年龄, 1, 0) > 1", "“0” is always zero", ""),
    ("缴费月数 * 缴费月数 * 缴费月数 > 1", "could grow beyond what a number can hold", "min("),
    (
        "(月收入 if 残疾证 else 1) > 元(1)",
        "the branches “月收入” and “1” are money and a number",
        "",
    ),
    ("元(25, 1) > 月收入", "元(25) takes 1 argument, not 2", ""),
    ("元(年龄) > 月收入", "元(…) takes a plain number", ""),
    ("元(1.234) > 月收入", "more than two decimals", "whole fen"),
    ("元(1000000000000) > 月收入", "is too large", ""),
    ("今天 > date(2025, 2, 30)", "there is no day date(2025, 2, 30)", ""),
    ("今天 > date(2025, 2)", "takes 3 arguments, not 2", ""),
    ("今天 > date(2025, 2, 年龄)", "takes three plain numbers", ""),
    ("min(年龄) > 1", "min(a, b, …) takes at least two", ""),
    ("min(残疾证, 低保)", "min needs numbers or dates", ""),
    ("max(月收入, 1) > 元(1)", "are money and a number", ""),
    ("muldiv(民族, 1, 2) > 1", "muldiv needs numbers or money", ""),
    ("muldiv(年龄, 月收入, 2) > 1", "must be both numbers or both money", ""),
    ("in_area(民族, '51')", "“民族” is text where a code is needed", ""),
    ("in_area(户籍区划, 51)", "in_area needs a code in quotes", "in_area(户籍区划, '51')"),
    ("years(年龄, 今天) > 1", "“年龄” is a number where a date is needed", ""),
    ("known(x=年龄)", "takes plain arguments only", ""),
    ("known(*年龄)", "takes plain arguments only", ""),
    ("known(年龄, 1)", "known(x) takes 1 argument, not 2", ""),
    ("lookup(月收入, 1) > 元(1)", "“月收入” is not a table", ""),
    ("band(高龄标谁, 年龄) > 元(1)", "“高龄标谁” is not a table", "Did you mean 高龄标准?"),
    ("lookup(高龄标准, 年龄) > 元(1)", "高龄标准 has bands", "band("),
    ("band(助学标准, 年龄) > 元(1)", "助学标准 has no bands", "lookup("),
    ("lookup(助学标准, 年龄) > 元(1)", "the keys of 助学标准 are texts", ""),
    ("lookup(等级系数, 民族) > 1", "the keys of 等级系数 are numbers", ""),
    ("lookup(助学标准, 婚姻状况) > 元(1)", "has the key “小学”, which “婚姻状况” never is", ""),
    ("band(高龄标准, 民族) > 元(1)", "a band is found by a number or money", ""),
    ("total(total(月收入)) > 元(1)", "aggregates do not nest", ""),
    ("total(月收入, '户籍') > 元(1)", "names no group", "'living' or 'registered'"),
    ("total(残疾证) > 1", "“残疾证” is yes/no; total needs", ""),
    ("count(月收入) > 1", "“月收入” is money where yes/no is needed", ""),
    ("largest(民族) == '汉'", "largest needs numbers", ""),
    ("total() > 1", "total(…) takes 1 argument, not 0", ""),
    ("size(1) > 1", "names no group", ""),
]


@pytest.mark.parametrize(
    ("text", "what", "hint"), EXPRESSIONS, ids=[e[0][:40] for e in EXPRESSIONS]
)
def test_an_expression_is_refused_in_a_sentence(text, what, hint):
    with pytest.raises(RuleError) as caught:
        make_book(rule(text))
    error = caught.value
    assert what in error.message
    assert hint in error.hint
    assert error.message.startswith("rules/x.yaml:7: rule r, condition c0: ")
    assert error.place == "rules/x.yaml:7"
    assert error.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "月收入 > 元(1)",
            "“月收入” is a fact of a person, and this rule's subject is a household",
        ),
        ("年龄 > 1", "“年龄” is a fact of a person"),
        ("承包地 > 1", "“承包地” is a fact of the registered household"),
        ("total(月收入, 'registered') > 元(1)", "not the registered one"),
    ],
)
def test_a_households_rule_sees_no_single_person(text, what):
    with pytest.raises(RuleError, match=what):
        make_book(rule(text, subject="household"))


@pytest.mark.parametrize(
    ("amount", "what"),
    [
        ("年龄", "“年龄” is a number where money is needed"),
        ("月收入", "“月收入” could become negative"),
        ("低保标准 - 月收入", "could become negative"),
    ],
)
def test_an_amount_is_money_and_never_negative(amount, what):
    with pytest.raises(RuleError) as caught:
        make_book(rule("残疾证", amount=amount))
    assert what in caught.value.message
    assert "rule r, amount" in caught.value.message


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (rule("残疾证", subject="village"), "its subject village is neither"),
        (rule("残疾证", group="insured"), "its group insured is neither"),
        (rule(), "it has no condition"),
        (rule("残疾证", excludes=("x",)), "it excludes x, which is no rule"),
    ],
)
def test_a_rule_that_is_not_whole(changed, what):
    with pytest.raises(RuleError, match=what):
        make_book(changed)


def test_two_rules_of_one_name_and_every_fault_at_once():
    rules = [rule("残疾证"), rule("残疾证"), rule("年令 > 1", "残疾", name="q")]
    faults = Rulebook.problems(facts=FACTS, parameters=PARAMETERS, rules=rules, areas=AREAS)
    assert [str(each).split("“")[0].strip() for each in faults] == [
        "rules/x.yaml:7: rule r is defined twice.",
        "rules/x.yaml:7: rule q, condition c0:",
        "rules/x.yaml:7: rule q, condition c1:",
    ]


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (fact("a b", "int", "x"), "must be letters"),
        (fact("年龄", "int", "x"), "a word of the rules language"),
        (fact("Ａ级", "int", "x"), "full-width"),
        (fact("甲", "float", "x"), "its type float is none of"),
        (fact("甲", "int", "x", "village"), "its entity village is none of"),
        (fact("甲", "int", "x y"), "must be ASCII"),
        (fact("甲", "int", "town"), "a key of the snapshot"),
        (fact("甲", "enum", "x"), "an enum lists its values"),
        (fact("甲", "enum", "x", values=("一", "一")), "a value is listed twice"),
        (fact("出生日期", "int", "x"), "must be a date of a person"),
        (fact("月收入", "int", "x"), "defined twice"),
        (fact("甲", "int", "monthly_income"), "is taken by another fact"),
    ],
)
def test_a_dictionary_entry_is_refused(bad, what):
    with pytest.raises(RuleError, match=what):
        make_book(facts=[*FACTS, bad] if bad.name != "出生日期" else [bad])


@pytest.mark.parametrize(
    ("bad", "what", "hint"),
    [
        (parameter("甲", "float", version(1)), "its type float is none of", ""),
        (parameter("甲", "table", version({1: 2})), "a table says key", ""),
        (parameter("甲", "money"), "it has no version", "gap: why"),
        (
            parameter("甲", "money", version(1, area="52")),
            "area 52 is not in the county's chain",
            "",
        ),
        (parameter("甲", "money", version(1, end=date(2019, 1, 1))), "ends before it begins", ""),
        (parameter("甲", "money", version("1")), "'1' is not of type money", ""),
        (parameter("甲", "money", version(True)), "True is not of type money", ""),
        (parameter("甲", "money", version(10**15)), "is not of type money", ""),
        (parameter("甲", "date", version("2025-01-01")), "is not of type date", ""),
        (parameter("甲", "table", version(5), key="int", of="int"), "5 is not a table", ""),
        (
            parameter("甲", "table", version({"a": 1}), key="int", of="int"),
            "the key 'a' is not",
            "",
        ),
        (
            parameter("甲", "table", version({1: "x"}), key="int", of="int"),
            "'x' at 1 is not of",
            "",
        ),
        (
            parameter("甲", "int", version(1), version(2, date(2021, 1, 1))),
            "versions from 2020-01-01 and 2021-01-01 overlap",
            "to: 2020-12-31",
        ),
        (
            parameter("甲", "int", version(1, end=date(2020, 6, 30)), version(2, date(2021, 1, 1))),
            "leave a hole",
            "Declare 2020-07-01 to 2020-12-31",
        ),
        (parameter("月收入", "int", version(1)), "“月收入” is the name of two things", ""),
    ],
)
def test_a_parameter_is_refused_at_its_line(bad, what, hint):
    faults = Rulebook.problems(facts=FACTS, parameters=[bad], rules=[], areas=AREAS)
    assert what in faults[0].message
    assert hint in faults[0].hint
    if bad.versions:
        assert faults[0].place == "params/x.yaml:3"


def test_a_gap_says_what_is_missing():
    bare = parameter("甲", "money", replace(version(None), gap=""))
    with pytest.raises(RuleError, match="has no value and no gap"):
        make_book(parameters=[bare])


@pytest.mark.parametrize(
    ("household", "what"),
    [
        (Household([]), "The household has no members."),
        (Household([{"月收人": 1}]), "member 1: “月收人” is not in the fact dictionary."),
        (Household([{}, {"低保": True}]), "member 2: “低保” belongs to the living."),
        (Household([{}], {"月收入": 1}), "the living household: “月收入” belongs to the person."),
        (Household([{"残疾证": 1}]), "残疾证 must be true or false, not 1."),
        (Household([{"残疾等级": True}]), "残疾等级 must be a whole number, not True."),
        (Household([{"月收入": 1.5}]), "月收入 must be a whole number of fen, not 1.5."),
        (Household([{"月收入": 10**12}]), "月收入 is 1000000000000, beyond ±100000000000."),
        (Household([{"出生日期": "1935-01-01"}]), "出生日期 must be a date"),
        (
            Household([{"婚姻状况": "丧"}]),
            "婚姻状况 must be one of 未婚、已婚、离异、丧偶, not '丧'.",
        ),
        (Household([{"民族": 1}]), "民族 must be text, not 1."),
        (Household([{}], living_ids=[1, 2]), "living_ids must give one id for each member."),
    ],
)
def test_a_household_is_refused_in_a_sentence(household, what):
    book = make_book(rule("残疾证"))
    with pytest.raises(FactError) as caught:
        book.evaluate(household, date(2026, 1, 1))
    assert what in caught.value.message


def test_an_unknown_rule_names_its_neighbours():
    book = make_book(rule("残疾证", name="gaoling-90"))
    with pytest.raises(RuleError, match=r"There is no rule gaoling-9\. Did you mean gaoling-90\?"):
        book.evaluate(Household([{}]), date(2026, 1, 1), rules=["gaoling-9"])
