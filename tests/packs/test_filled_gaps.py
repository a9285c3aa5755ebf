"""Rules that wait for a department: once it fills its gaps, they compute to the fen, unchanged.

The figures here are invented for the tests; none of them is the county's.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.packs.test_county_content_rules import LIMIT_IS_A_GAP
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.cases import sweep_findings
from zhaohui.engines.rules.household import merge
from zhaohui.packs import load, rulebook
from zhaohui.packs.cases import stated

PACK = load(Path(__file__).parents[2] / "packs" / "510811-zhaohua")
DAY = date(2026, 11, 1)
LEVELS = ("基层", "一级", "二级", "三级")

LADDER = {
    "居民医保住院起付线": {"二级": 500_00},
    "居民医保住院报销比例": {"二级": 7000},
    "居民医保年度封顶线": 150_000_00,
    "大病保险起付线": 10_000_00,
    "大病保险报销比例": {0: 6000, 20_000: 7000},
    "大病保险速算扣减": {0: 0, 20_000: 2_000_00},
    "医疗救助住院起付线": {"低保": 0, "低保边缘": 1_000_00},
    "医疗救助住院比例": {"低保": 7000, "低保边缘": 5000},
    "医疗救助年度限额": 30_000_00,
}


def filled(values, rules):
    """The pack with these parameters' open gaps filled, and only these rules."""
    chosen = [r.model_copy(update={"excludes": ()}) for r in PACK.rules if r.id in rules]
    assert len(chosen) == len(rules)
    parameters = [
        row.model_copy(update={"versions": tuple(fill(v, values[row.name]) for v in row.versions)})
        if row.name in values
        else row
        for row in PACK.parameters
    ]
    assert values.keys() <= {row.name for row in PACK.parameters}
    return replace(PACK, parameters=parameters, rules=chosen)


def fill(version, value):
    return version if version.gap == "" else version.model_copy(update={"value": value, "gap": ""})


def answers(pack, facts, living, day=DAY):
    """What each rule says, by the interpreter and by DuckDB, which must agree."""
    household = Household(members=[stated(pack, facts)], living=stated(pack, living))
    book = rulebook(pack)
    found = {f.rule: (f.status, f.amount_fen) for f in book.evaluate(household, day)}
    swept = {
        rule: (each["status"], each["amount_fen"])
        for (rule, _), each in sweep_findings(book, merge([household]), day).answers.items()
    }
    assert {rule: each for rule, each in found.items() if each[0] != "no"} == swept
    return found


def bill(yuan, **more):
    return {
        "出生日期": date(1970, 1, 1), "残疾证": False, "医保类别": "居民", "住院政策范围内费用": yuan,
        "医院等级": "二级", "本年统筹已支付": 0, "本年合规自付": 0, "本年医疗救助": 0, **more,
    }  # fmt: skip


TIERS = {"困难退役军人分级": {"特困": 1, "低保": 1, "低保边缘": 2, "重病重残": 2, "突发困难": 3}}
VETERAN = {
    "出生日期": date(1960, 1, 1), "优抚类别": "其他退役军人", "特困供养": False, "重病": False,
    "残疾证": False,
}  # fmt: skip
CALM = {"低保状态": False, "低保边缘家庭": False, "遭遇突发困难": False}
RUNGS = ["resident-inpatient", "serious-illness", "medical-aid-expense"]
POOR = {"低保状态": True, "本年有人住院": True}
EDGE = {"低保状态": False, "低保边缘家庭": True, "本年有人住院": True}


@pytest.mark.parametrize(
    ("facts", "living", "yuan"),
    [
        (bill(500), POOR, ["yes", 0, "no", 0, "yes", 350]),  # nothing above the first line
        (bill(8_000), POOR, ["yes", 5_250, "no", 0, "yes", 1_925]),
        (bill(60_000), POOR, ["yes", 41_650, "yes", 5_010, "yes", 9_338]),
        (bill(60_000), EDGE, ["yes", 41_650, "yes", 5_010, "yes", 6_170]),
        # 9,000 of this year's line were used up before: all 17,350 above it are new
        (bill(60_000, 本年合规自付=9_000), POOR, ["yes", 41_650, "yes", 10_410, "yes", 5_558]),
        # over two brackets: 20,000 at 60 % and 9,350 at 70 %
        (bill(130_000), POOR, ["yes", 90_650, "yes", 18_545, "yes", 14_563.5]),
        # what earlier bills took of the brackets is not paid again
        (bill(60_000, 本年合规自付=25_000), POOR, ["yes", 41_650, "yes", 12_345, "yes", 4_203.5]),
        # 1,000 are left under the yearly cap of the first rung; aid stops at its own cap
        (
            bill(60_000, 本年统筹已支付=149_000, 本年医疗救助=25_000),
            POOR,
            ["yes", 1_000, "yes", 32_300, "yes", 5_000],
        ),
    ],
)
def test_a_hospital_bill_climbs_three_rungs(facts, living, yuan):
    pack = filled(LADDER, RUNGS)
    found = answers(pack, facts, living)
    said = [x for rule in RUNGS for x in found[rule]]
    assert said == [x if isinstance(x, str) else round(x * 100) for x in yuan]


@pytest.mark.slow
def test_what_is_left_of_a_bill_is_never_paid_twice():
    """The three rungs together never pay more than the bill, whatever it is."""
    pack = filled(LADDER, RUNGS)
    for cost in range(0, 400_000, 43_000):
        for own in (0, 4_000, 40_000):
            found = answers(pack, bill(cost + 1, 本年合规自付=own), POOR)
            paid = [amount for _, amount in found.values()]
            assert all(amount >= 0 for amount in paid)
            assert sum(paid) <= (cost + 1) * 100


def test_an_employee_climbs_the_first_rung():
    values = {name.replace("居民", "职工"): v for name, v in LADDER.items() if "居民" in name}
    pack = filled(values, ["employee-inpatient"])
    facts = bill(8_000, 医保类别="职工")
    assert answers(pack, facts, POOR) == {"employee-inpatient": ("yes", 525_000)}


OLD = {
    "出生日期": date(1930, 1, 1), "户籍区划": "510811101207", "残疾证": True, "残疾等级": 1,
    "需长期照护": True, "特困供养": False,
}  # fmt: skip
CARE = "care-service-subsidy"


@pytest.mark.parametrize(
    ("allowance", "nursing", "facts", "yuan"),
    [
        ("同领", "同领", OLD, 300),
        ("择高", "同领", OLD, 200),  # 高龄津贴 is 100 at 96: only the rest is added
        ("同领", "择高", OLD, 180),  # 护理补贴 is 120 at level 1
        ("择高", "择高", OLD, 180),
        ("择高", "择高", {**OLD, "残疾证": False}, 200),
        ("择高", "同领", {**OLD, "户籍区划": "110101001001"}, 300),  # no 高龄津贴 there
        ("择高", "择高", {**OLD, "出生日期": date(1950, 1, 1), "残疾等级": 3}, 300),
    ],
)
def test_allowances_of_the_old_stack_as_the_department_says(allowance, nursing, facts, yuan):
    values = {
        "养老服务补贴标准": 300_00,
        "高龄津贴与养老服务补贴": allowance,
        "护理补贴与养老服务补贴": nursing,
    }
    found = answers(filled(values, [CARE]), facts, {"低保状态": True})
    assert found == {CARE: ("yes", yuan * 100)}


@pytest.mark.parametrize(("may", "status"), [("是", "yes"), ("否", "no")])
def test_whether_the_destitute_may_hold_the_two_subsidies_is_the_departments_word(may, status):
    values = {
        "特困人员领困难残疾人生活补贴": may,
        "特困人员领重度残疾人护理补贴": may,
        "困难残疾人生活补贴标准": 100_00,
    }
    rules = ["disability-living", "disability-care-severe"]
    found = answers(filled(values, rules), {**OLD, "特困供养": True}, {"低保状态": True})
    assert {each for each, _ in found.values()} == {status}
    both = answers(filled(values, rules), OLD, {"低保状态": True})
    assert both == {"disability-living": ("yes", 100_00), "disability-care-severe": ("yes", 120_00)}


@pytest.mark.parametrize(
    ("paid", "drawn", "status"),
    [
        (11, 0, "no"), (12, 0, "yes"), (59, 11, "yes"), (59, 12, "no"), (60, 17, "yes"),
        (60, 18, "no"), (119, 18, "no"), (120, 18, "yes"), (120, 23, "yes"), (120, 24, "no"),
    ],
)  # fmt: skip
def test_unemployment_benefit_lasts_as_long_as_was_paid_in(paid, drawn, status):
    day = date(2024, 6, 1)
    facts = {
        "出生日期": date(1985, 1, 1), "失业保险缴费月数": paid, "已领失业保险金月数": drawn,
        "非自愿失业": True, "就业状态": "失业", "登记失业": True,
    }  # fmt: skip
    pack = filled({"最低工资适用档": "第二档"}, ["unemployment-benefit"])
    found = answers(pack, facts, {}, day)["unemployment-benefit"]
    assert found == (status, 1576_00 if status == "yes" else 0)


WAITING = {
    "legal-aid-hardship": (
        {"法律援助经济困难标准": 1000_00},
        {"出生日期": date(1980, 1, 1), "残疾证": False, "需要法律援助": True, "月收入": 1000},
        {"低保状态": False, "家庭其他月收入": 0},
        None,
    ),
    "low-wage-notice": (
        {"最低工资适用档": "第三档", "最低工资月标准": {"第三档": 1900_00}},
        {"出生日期": date(1990, 1, 1), "就业状态": "单位就业", "月收入": 1899},
        {},
        None,
    ),
    "nutrition-subsidy": (
        {"营养膳食补助试点": "是", "营养膳食补助每天标准": 3_00, "营养膳食补助天数": 100},
        {"出生日期": date(2016, 1, 1), "就学阶段": "小学", "农村学校就读": True},
        {},
        300_00,
    ),
    "rigid-expense-family": (
        {"上年度居民人均可支配收入": 20_000_00, "刚性支出占收入比例": 6000},
        {"出生日期": date(1970, 1, 1), "残疾证": False, "月收入": 1000},
        {"低保状态": False, "低保边缘家庭": False, "家庭财产符合规定": True, "家庭其他月收入": 0,
         "近一年刚性支出": 7201},
        None,
    ),
    "elder-transport": (
        {"公共交通优待年龄": 65}, {"出生日期": date(1960, 1, 1)}, {}, None,
    ),
    "elder-venues": ({"公园场馆优待年龄": 65}, {"出生日期": date(1960, 1, 1)}, {}, None),
    "veteran-aid-first": (TIERS, VETERAN, {**CALM, "低保状态": True}, None),
    "veteran-aid-second": (TIERS, VETERAN, {**CALM, "低保边缘家庭": True}, None),
    "veteran-aid-third": (TIERS, VETERAN, {**CALM, "遭遇突发困难": True}, None),
    "serious-illness": (LADDER, bill(60_000), POOR, 5_010_00),
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(LIMIT_IS_A_GAP))
def test_a_limit_that_is_a_gap_admits_somebody_once_it_is_filled(rule):
    values, facts, living, amount = WAITING[rule]
    assert answers(filled({}, [rule]), facts, living)[rule][0] == "unknown"
    assert answers(filled(values, [rule]), facts, living)[rule] == ("yes", amount)


@pytest.mark.parametrize(
    ("income", "expenses", "status"),
    [(1000, 7200, "no"), (1000, 7201, "yes"), (1667, 20_000, "no"), (1666, 20_000, "yes")],
)
def test_rigid_expenses_are_weighed_against_income(income, expenses, status):
    """More than 60 % of 12,000 a year; income below 20,000 a head."""
    values, facts, living, _ = WAITING["rigid-expense-family"]
    pack = filled(values, ["rigid-expense-family"])
    found = answers(pack, {**facts, "月收入": income}, {**living, "近一年刚性支出": expenses})
    assert found["rigid-expense-family"][0] == status


def test_every_figure_that_waits_is_one_of_money_days_shares_or_words_a_rule_reads():
    """A gap whose table has keys is read by the very words that the fact knows."""
    words = {fact.name: set(fact.values or ()) for fact in PACK.facts}
    assert words["医院等级"] == set(LEVELS)
    assert words["自理能力"] == {"全自理", "半护理", "全护理"}
    for name, fact in (("居民医保住院起付线", "医院等级"), ("受灾人员救助标准", "受灾情形")):
        note = PACK.parameter(name).note
        assert all(word in note for word in words[fact] - {"无"})
