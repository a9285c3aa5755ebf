"""A small dictionary, parameters and builders for the tests of the rules engine."""

from __future__ import annotations

from datetime import date

from zhaohui.engines.rules import Condition, Fact, Parameter, Rule, Rulebook, Version

AREAS = ("510811", "5108", "51", "00")
AS_OF = date(2026, 3, 1)


def fact(name, kind, column, entity="person", values=()):
    return Fact(name=name, column=column, entity=entity, type=kind, values=values)


FACTS = [
    fact("出生日期", "date", "birth_date"),
    fact("与户主关系", "enum", "relation", values=("户主", "配偶", "子女", "其他")),
    fact("月收入", "money", "monthly_income"),
    fact("缴费档次", "money", "tier"),
    fact("残疾等级", "int", "disability_level"),
    fact("缴费月数", "int", "months_paid"),
    fact("残疾证", "bool", "has_certificate"),
    fact("外出务工", "bool", "works_away"),
    fact("婚姻状况", "enum", "marital", values=("未婚", "已婚", "离异", "丧偶")),
    fact("就学阶段", "enum", "stage", values=("未就学", "小学", "普高")),
    fact("户籍区划", "code", "hukou_area"),
    fact("民族", "text", "ethnicity"),
    fact("登记日期", "date", "registered_on"),
    fact("其他收入", "money", "other_income", "living"),
    fact("住房套数", "int", "homes", "living"),
    fact("低保", "bool", "dibao", "living"),
    fact("危房等级", "enum", "danger", "living", ("A", "B", "C", "D")),
    fact("承包地", "int", "land", "registered"),
    fact("脱贫户", "bool", "lifted", "registered"),
    fact("立户日期", "date", "founded_on", "registered"),
]


def version(value, start=date(2020, 1, 1), end=None, area="51", gap=""):
    return Version(
        area=area,
        start=start,
        end=end,
        value=value,
        source="S",
        verification="verified",
        gap=gap or ("未读到" if value is None else ""),
        place="params/x.yaml:3",
    )


def parameter(name, kind, *versions, key=None, of=None, review_months=24):
    return Parameter(
        name=name, type=kind, key=key, of=of, review_months=review_months, versions=versions
    )


PARAMETERS = [
    parameter("低保标准", "money", version(74000)),
    parameter("空标准", "money", version(None)),
    parameter("比例", "bp", version(3333)),
    parameter(
        "零", "int", version(1, date(2019, 1, 1), date(2019, 12, 31)), version(0, date(2020, 1, 1))
    ),
    parameter("起算日", "date", version(date(2025, 1, 31))),
    parameter("适用民族", "text", version("汉族")),
    parameter(
        "高龄标准", "table", version({80: 2500, 90: 10000, 100: 20000}), key="band", of="money"
    ),
    parameter("缺口档", "table", version({0: 100, 60: None, 70: 300}), key="band", of="int"),
    parameter(
        "助学标准", "table", version({"小学": 50000, "普高": 100000}), key="text", of="money"
    ),
    parameter("等级系数", "table", version({1: 4, 2: 3, 3: None}), key="int", of="int"),
    parameter("等级日期", "table", version({1: date(2024, 2, 29)}), key="int", of="date"),
    parameter("空表", "table", version(None), key="text", of="money"),
]


def rule(*conditions, amount=None, name="r", subject="person", group="living", **more):
    return Rule(
        id=name,
        name=f"{name} 的名称",
        service="s",
        subject=subject,
        group=group,
        conditions=tuple(
            Condition(code=f"c{index}", when=when, yes=f"c{index} 是", no=f"c{index} 否")
            for index, when in enumerate(conditions)
        ),
        amount=amount,
        place="rules/x.yaml:7",
        **more,
    )


def make_book(*rules, parameters=PARAMETERS, facts=FACTS):
    return Rulebook.compile(facts=facts, parameters=parameters, rules=rules, areas=AREAS)
