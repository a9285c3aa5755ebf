"""The county's rules: their law cases on both back-ends, and their figures against the research."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from zhaohui.engines.rules import Household, questions
from zhaohui.engines.rules.backends import native
from zhaohui.engines.rules.cases import run_cases, sweep_findings
from zhaohui.engines.rules.household import merge
from zhaohui.packs import load, rulebook
from zhaohui.packs.cases import case_household, differences

ROOT = Path(__file__).parents[2]
PACK = load(ROOT / "packs" / "510811-zhaohua")
BOOK = rulebook(PACK)
CASES = [(rule, case) for rule in PACK.rules for case in rule.cases]
RESEARCH = ROOT.parent / "shared" / "facts" / "benefit_rules.json"

PARAMETERS = {parameter.name: parameter for parameter in PACK.parameters}
# Figures that no case can reach: they meet a wage tier or a standard that is a gap (test_a_filled_gap below),
# or they are a loan's limit, which is shown and never paid.
UNREACHABLE = {
    "技能提升补贴上限",
    "最低工资月标准",
    "失业保险金比例",
    "就业见习补贴比例",
    "创业担保贷款个人最高额度",
}
# Nobody gets a yes before the department fills the limit: tests/packs/test_filled_gaps.py fills it.
LIMIT_IS_A_GAP = {
    "legal-aid-hardship", "elder-transport", "elder-venues",
    "veteran-aid-first", "veteran-aid-second", "veteran-aid-third",
    "low-wage-notice", "nutrition-subsidy", "rigid-expense-family", "serious-illness",
}  # fmt: skip
# No until two officers declare an event: tests/scenarios/test_special_event.py does.
SWITCHED_ON = {"special-event-inpatient"}
# Services whose figures the research read at a source (V1): issue 2 asks for at least twelve.
READ_AT_A_SOURCE = {
    "dibao-city", "dibao-rural", "tekun-city", "tekun-rural", "old-age-allowance",
    "disability-care-severe", "disability-care-moderate", "orphan-living", "resident-pension",
    "resident-pension-subsidy", "unemployment-benefit", "compulsory-living-boarder",
    "high-school-grant", "vocational-grant", "family-planning-special", "disabled-veteran",
    "demobilised-veteran", "ill-veteran", "combat-veteran", "startup-loan",
}  # fmt: skip


def with_value(name, version, value):
    """The pack with one version of one parameter changed, and the rules that name it."""
    changed = version.model_copy(update={"value": value, "gap": ""})
    old = PARAMETERS[name]
    versions = tuple(changed if each is version else each for each in old.versions)
    new = old.model_copy(update={"versions": versions})
    parameters = [new if each is old else each for each in PACK.parameters]
    return replace(PACK, parameters=parameters, rules=alone(rules_naming(name)))


def book_of(rules):
    return rulebook(replace(PACK, rules=alone(rules)))


def alone(rules):
    """Rules without their exclusions, which may name rules that are not among them."""
    return [rule.model_copy(update={"excludes": ()}) for rule in rules]


def rules_naming(name):
    def text(rule):
        return " ".join([*(c.when for c in rule.conditions), rule.amount or ""])

    word = re.compile(rf"(?<!\w){name}(?!\w)")
    return [rule for rule in PACK.rules if word.search(text(rule))]


def another(value):
    if isinstance(value, dict):
        return {key: each + 1 for key, each in value.items()}
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, str):
        return f"不是{value}"
    return value + 1


@pytest.mark.parametrize(
    ("rule", "case"), CASES, ids=[f"{rule.id}:{case.name}" for rule, case in CASES]
)
def test_law_case(rule, case):
    assert list(differences(PACK, BOOK, rule, case)) == []


@pytest.mark.slow
@pytest.mark.skipif(native.compiler() is None, reason="this machine has no C compiler")
def test_law_cases_on_compiled_rules():
    """The whole book is compiled once; every case asks its own date of it."""
    cases = [stated(rule, case) for rule, case in CASES]
    assert [str(each) for each in run_cases(BOOK, cases, "native")] == []


@pytest.mark.slow
def test_law_cases_on_duckdb():
    """One sweep a date over all its cases, by the rules that they are about."""
    by_day = defaultdict(list)
    for rule, case in CASES:
        by_day[case.as_of].append((rule, case))
    differing = []
    for cases in by_day.values():
        book = book_of({rule.id: rule for rule, _ in cases}.values())
        differing += run_cases(book, [stated(rule, case) for rule, case in cases], "duckdb")
    assert [str(each) for each in differing] == []


def stated(rule, case):
    household = case_household(PACK, case)
    return {
        "rule": rule.id,
        "name": case.name,
        "as_of": case.as_of,
        "members": household.members,
        "living": household.living,
        "registered": household.registered,
        "expect": case.expect.model_dump(exclude_unset=True, exclude={"place"}),
    }


def test_every_rule_on_every_case_household_agrees():
    """Not only the rule that a case is about: all rules on all case households, both ways."""
    day = date(2026, 11, 1)
    households = [case_household(PACK, case) for _, case in CASES]
    expected, first = {}, 0
    for number, household in enumerate(households):
        for finding in BOOK.evaluate(household, day):
            subject = 2 * number if finding.member is None else first + finding.member
            if finding.status != "no":
                expected[finding.rule, subject] = {
                    "status": finding.status,
                    "amount_fen": finding.amount_fen,
                    "reasons": finding.reasons,
                    "needs": set(finding.needs),
                }
        first += len(household.members)
    answers = sweep_findings(BOOK, merge(households), day).answers
    assert {key: each | {"needs": set(each["needs"])} for key, each in answers.items()} == expected


@pytest.mark.parametrize("name", sorted(set(PARAMETERS) - UNREACHABLE))
def test_every_figure_is_held_by_a_case(name):
    """Change a version by one: some law case must notice, or nobody would see a mistyped figure."""
    for version in PARAMETERS[name].versions:
        if version.value is None:
            continue
        pack = with_value(name, version, another(version.value))
        book = rulebook(pack)
        noticed = [
            case.name
            for rule in pack.rules
            for case in rule.cases
            if any(differences(pack, book, rule, case))
        ]
        assert noticed, f"{version.place}: no case depends on {name} from {version.start}"


def test_a_filled_gap_gives_the_amount():
    """The department names the wage tier: unemployment benefit is 80 % of it from then on."""
    gap = PARAMETERS["最低工资适用档"].versions[0]
    assert gap.value is None
    pack = with_value("最低工资适用档", gap, "第二档")
    book = rulebook(pack)
    rule = next(each for each in pack.rules if each.id == "unemployment-benefit")
    household = case_household(pack, rule.cases[0])
    (finding,) = book.evaluate(household, date(2024, 6, 1), rules=[rule.id])
    assert (finding.status, finding.amount_fen, finding.needs) == ("yes", 157_600, ())


@pytest.mark.parametrize(
    ("standard_yuan", "income_yuan", "status", "amount_fen"),
    [
        (None, 532, "yes", 100),  # under the province's floor (低限): a yes whatever the standard
        (None, 600, "unknown", None),  # the district's standard may be higher than the floor
        (None, 800, "no", 0),  # half as much again as the floor
        (620, 600, "yes", 2_000),
        (620, 620, "no", 0),
        (820, 800, "yes", 2_000),  # the standard decides, however far above the floor it is
    ],
)
def test_the_floor_never_refuses_who_the_standard_may_admit(
    standard_yuan, income_yuan, status, amount_fen
):
    gap = PARAMETERS["低保标准_农村"].versions[0]
    pack = PACK if standard_yuan is None else with_value("低保标准_农村", gap, standard_yuan * 100)
    rule = next(each for each in pack.rules if each.id == "dibao-rural")
    case = next(each for each in rule.cases if each.name == "差1元也能享受")
    household = case_household(pack, case)
    member = {**household.members[0], "月收入": income_yuan * 100}
    (finding,) = rulebook(pack).evaluate(
        replace(household, members=[member]), date(2024, 1, 15), rules=[rule.id]
    )
    assert (finding.status, finding.amount_fen) == (status, amount_fen)


@pytest.mark.parametrize(
    ("times_bp", "status"), [(None, "unknown"), (15_000, "no"), (20_000, "yes")]
)
def test_the_edge_line_waits_for_the_district_between_its_two_bounds(times_bp, status):
    """Income per head at 1.5 times the floor: only the district knows whether it widened the line."""
    gap = PARAMETERS["本区低保边缘收入倍率"].versions[0]
    pack = PACK if times_bp is None else with_value("本区低保边缘收入倍率", gap, times_bp)
    rule = next(each for each in pack.rules if each.id == "dibao-edge")
    case = next(each for each in rule.cases if each.name.startswith("农村两口人合计1599元"))
    book = rulebook(pack)
    (finding,) = book.evaluate(case_household(pack, case), case.as_of, rules=[rule.id])
    assert finding.status == status


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_rule_can_be_read_and_trusted(rule):
    """Yes and no are both shown, every reason is a short Chinese sentence, and a source is named."""
    statuses = {case.expect.status for case in rule.cases}
    assert len(rule.cases) >= 2
    assert {"yes", "no"} <= statuses or rule.id in LIMIT_IS_A_GAP | SWITCHED_ON
    assert rule.citations
    for condition in rule.conditions:
        for sentence in (condition.yes, condition.no):
            assert len(sentence) <= 36, sentence
            assert re.search(r"[一-鿿]", sentence)
            assert not re.search(r"[<>=_]| and | or ", sentence), sentence


@pytest.mark.parametrize(
    ("person", "never_asked"),
    [
        (
            {"出生日期": date(2024, 5, 1), "性别": "女"},
            {"婚姻状况", "怀孕", "计划怀孕", "就学阶段", "就业状态", "登记失业", "高校毕业年份", "优抚类别",
             "创业月数", "无劳动能力", "养老缴费档次", "生育保险参保", "计生特扶类别", "欠薪或工伤求偿",
             "求职创业意愿", "档案需托管", "公益性岗位月数", "国家助学贷款", "工伤认定", "单位月平均工资",
             "农村学校就读", "待安置", "自理能力"},
        ),
        (
            {"出生日期": date(1934, 3, 1), "性别": "女", "户籍性质": "农村"},
            {"怀孕", "计划怀孕", "就学阶段", "就业状态", "登记失业", "高校毕业年份", "创业月数", "无劳动能力",
             "儿童保障类别", "父母均外出", "养老缴费档次", "生育保险参保",
             "求职创业意愿", "档案需托管", "公益性岗位月数", "国家助学贷款", "工伤保险参保", "工伤认定",
             "单位月平均工资", "农村学校就读"},
        ),
        (
            {"出生日期": date(1988, 3, 1), "性别": "男", "就业状态": "单位就业", "残疾证": False},
            {"怀孕", "就学阶段", "登记失业", "非自愿失业", "特困供养",
             "无劳动能力", "儿童保障类别", "残疾等级", "残疾类别",
             "档案需托管", "公益性岗位月数", "农村学校就读"},
        ),
    ],
    ids=["a child of two", "a woman of 92", "a man at work"],
)  # fmt: skip
def test_what_a_person_is_not_asked(person, never_asked):
    """Age, sex and a stated job spare pointless questions; nobody needs school of a toddler."""
    assert never_asked <= {fact.name for fact in PACK.facts}
    household = Household(
        members=[person], living={"遭遇突发困难": False, "低保状态": False, "本年有人住院": False}
    )
    asked = {each.fact for each in questions(BOOK, household, date(2026, 11, 1))}
    assert asked
    assert asked & never_asked == set()


def test_at_least_twelve_services_have_figures_read_at_a_source():
    rules = {rule.id: rule for rule in PACK.rules}
    assert set(rules) >= READ_AT_A_SOURCE
    assert len(READ_AT_A_SOURCE) >= 12
    for rule_id in READ_AT_A_SOURCE:
        levels = {
            version.verification
            for name in PARAMETERS
            if rules[rule_id] in rules_naming(name)
            for version in PARAMETERS[name].versions
        }
        assert levels & {"verified", "secondary"}, rule_id


def test_every_gap_names_the_department_that_fills_it():
    for parameter in PACK.parameters:
        assert parameter.owner
        for version in parameter.versions:
            is_gap = version.value is None
            assert is_gap == (version.verification == "placeholder"), version.place
            assert not is_gap or "由区" in version.gap, version.place


# What the research read, in its own words: (row, parameter, the figures in its `benefit`).
FIGURES = [
    *((f"BR{n:03}", "低保低限_城市", lambda b: b["amount"]) for n in (1, 2, 3)),
    *((f"BR{n:03}", "低保低限_农村", lambda b: b["amount"]) for n in (4, 5, 6)),
    *((f"BR{n:03}", "特困基本生活标准_城市", lambda b: b["amount"]) for n in (7, 8, 9)),
    *((f"BR{n:03}", "特困基本生活标准_农村", lambda b: b["amount"]) for n in (10, 11, 12)),
    ("BR019", "高龄津贴标准", lambda b: {low: pay for low, _, pay in b["bands"]}),
    *(
        (f"BR{n:03}", "重度残疾人护理补贴标准", lambda b: {1: b["一级"], 2: b["二级"]})
        for n in (22, 23, 24, 25)
    ),
    ("BR026", "三四级智力精神残疾人护理补贴标准", lambda b: b["amount"]),
    *(
        (row, "孤儿基本生活最低养育标准", lambda b: {k: b[k] for k in ("机构养育", "社会散居")})
        for row in ("BR027", "BR028")
    ),
    ("BR029", "事实无人抚养儿童基本生活补贴标准", lambda b: b["amount"]),
    (
        "BR030",
        "城乡居民养老保险缴费补贴",
        lambda b: {int(fee): subsidy for fee, subsidy in b["tiers_fee_to_subsidy"].items()},
    ),
    ("BR032", "基础养老金", lambda b: b["base"]),
    ("BR032", "基础养老金高龄加发", lambda b: {65: b["age65_add"], 80: b["age80_add_total"]}),
    ("BR033", "基础养老金", lambda b: b["base"]),
    (
        "BR034",
        "最低工资月标准",
        lambda b: dict(zip(("第一档", "第二档", "第三档"), b["月"], strict=True)),
    ),
    ("BR048", "义教寄宿生生活补助标准", lambda b: b["寄宿"]),
    ("BR048", "义教非寄宿生生活补助标准", lambda b: b["非寄宿四类"]),
    *(
        (row, name, lambda b: dict(zip(("一般困难", "困难", "特别困难"), b["bands"], strict=True)))
        for row, name in (("BR051", "普通高中国家助学金标准"), ("BR052", "中职国家助学金标准"))
    ),
    (
        "BR055",
        "计生特别扶助标准",
        lambda b: {
            ("手术" if key.startswith("并发症") else "独生子女") + key: b[key]
            for key in ("死亡", "伤残", "并发症一级", "并发症二级", "并发症三级")
        },
    ),
    *(
        (row, name, lambda b, key=key, months=months: b[key] * months)
        for row, months in (("BR057", 12), ("BR058", 1))
        for key, name in (
            ("在乡复员军人", "在乡复员军人生活补助"),
            ("带病回乡", "带病回乡退役军人生活补助"),
            ("参战", "参战退役人员生活补助"),
        )
    ),
    ("BR057", "抗战老战士生活补助", lambda b: b["回乡务农抗战老战士"] * 12),
    ("BR058", "残疾军人抚恤金_因战", lambda b: {1: b["一级因战/因公/因病残疾"][0]}),
    (
        "BR058",
        "残疾军人抚恤金_因公",
        lambda b: {1: b["一级因战/因公/因病残疾"][1], 10: b["十级因公"]},
    ),
    ("BR058", "残疾军人抚恤金_因病", lambda b: {1: b["一级因战/因公/因病残疾"][2]}),
    ("BR059", "农村籍退役士兵每年役龄补助", lambda b: b["amount"]),
]


@pytest.fixture(scope="module")
def research():
    if not RESEARCH.exists():
        pytest.skip("the research's benefit rules are not on this machine")
    rows = json.loads(RESEARCH.read_text(encoding="utf-8"))
    return {row["rule_id"]: row for row in rows}


@pytest.mark.parametrize(
    ("row_id", "name", "figures"), FIGURES, ids=[f"{row}-{name}" for row, name, _ in FIGURES]
)
def test_figure_is_what_the_research_read(research, row_id, name, figures):
    row = research[row_id]
    start = date.fromisoformat((row["valid_from"] + "-01-01"[len(row["valid_from"]) - 4 :])[:10])
    yuan = figures(row["benefit"])
    fen = {k: v * 100 for k, v in yuan.items()} if isinstance(yuan, dict) else yuan * 100
    versions = [v for v in PARAMETERS[name].versions if v.start == start and v.value is not None]
    assert [version.value for version in versions] == [fen]


def test_loan_limits_are_what_the_research_read(research):
    limits = research["BR040"]["benefit"]
    versions = PARAMETERS["创业担保贷款个人最高额度"].versions
    read = [limits["个人旧"] * 100, limits["个人新(2025)"] * 100]
    assert [version.value for version in versions] == read


def test_the_neighbours_figures_stay_out(research):
    """青川's standards are a comparison, never a figure for this district."""
    neighbours = {
        figure * 100
        for row in ("BR013", "BR014")
        for figure in research[row]["benefit"].values()
        if isinstance(figure, int)
    }
    for name in (
        "低保标准_城市",
        "低保标准_农村",
        "低保低限_城市",
        "低保低限_农村",
        "特困基本生活标准_城市",
        "特困基本生活标准_农村",
    ):
        assert neighbours.isdisjoint(version.value for version in PARAMETERS[name].versions)


def test_what_the_research_could_not_check_is_a_gap(research):
    """A V3 row has no figure in force: the county's parameter says who must fill it."""
    gaps = {
        "BR018": "临时救助标准",
        "BR021": "困难残疾人生活补贴标准",
        "BR044": "求职创业补贴标准",
        "BR050": "营养膳食补助每天标准",
        "BR056": "计生奖励扶助标准",
        "BR063": "居民医保住院报销比例",
        "BR066": "公租房收入线",
        "BR067": "农村危房改造补助",
        "BR069": "法律援助经济困难标准",
        "BR070": "养老服务补贴标准",
    }
    for row_id, name in gaps.items():
        assert research[row_id]["verification"].startswith("V3")
        assert all(version.value is None for version in PARAMETERS[name].versions)
