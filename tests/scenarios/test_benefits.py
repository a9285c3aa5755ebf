"""Who is entitled to what, and how much: asked as people ask, by the command and on the office's pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.county.small_county import the_pack
from tests.scenarios.conftest import DAY
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.check import check_household
from zhaohui.packs import examine

HERE = the_pack().villages[0].code


def said(answers, rule):
    return answers[rule]["status"], answers[rule]["amount_fen"]


FOUNDER = {
    "出生日期": "1985-01-01", "性别": "男", "就业状态": "灵活就业", "优抚类别": "无", "高校毕业年份": 0,
    "返乡创业": True, "登记失业": False, "脱贫人口": False, "户籍性质": "农村", "外出务工": False,
}  # fmt: skip


@pytest.mark.requirement("R226")
@pytest.mark.parametrize(
    ("months", "day", "subsidy"),
    [
        (5, DAY, ("no", 0)),
        (6, DAY, ("yes", 5_000_00)),
        (17, DAY, ("yes", 5_000_00)),
        (18, DAY, ("yes", 10_000_00)),
        (6, "2024-12-31", ("no", 0)),  # then for first businesses only, and this is the second
    ],
)
def test_a_founder_asks_what_she_may_have_and_how_much(check, months, day, subsidy):
    found = check({**FOUNDER, "创业月数": months, "首次创业": False}, day=day)
    assert said(found, "startup-subsidy") == subsidy
    loan = found["startup-loan"]
    assert loan["status"] == "yes"
    assert "50万元" in loan["in_kind"]
    assert said(found, "skills-training")[0] == "no"


@pytest.mark.requirement("R226")
def test_training_is_for_those_whom_the_standard_names_and_an_open_fact_is_asked(check):
    jobless = {**FOUNDER, "就业状态": "失业", "登记失业": True, "返乡创业": False, "创业月数": 0}
    assert said(check(jobless), "skills-training")[0] == "yes"
    found = check({**FOUNDER, "首次创业": False})["startup-subsidy"]
    assert found["status"] == "unknown"
    assert found["needs"] == ["创业月数"]


VILLAGER = {
    "居住区划": HERE, "户籍区划": HERE, "户籍性质": "农村", "性别": "女", "出生日期": "1978-01-01",
    "优抚类别": "无", "高校毕业年份": 0, "残疾证": False, "特困供养": False,
}  # fmt: skip
WORK_HELP = {
    "skills-training", "employment-assistance", "job-guidance", "job-registration", "startup-loan",
    "public-post",
}  # fmt: skip


@pytest.mark.requirement("R207")
@pytest.mark.parametrize(
    ("facts", "helps"),
    [
        (
            {"就业状态": "失业", "登记失业": True, "就业困难人员": True, "求职创业意愿": "找工作"},
            {"skills-training", "employment-assistance", "job-guidance", "job-registration"},
        ),
        (
            {"就业状态": "务农", "脱贫人口": True, "求职创业意愿": "创业", "创业月数": 2},
            {"skills-training", "job-guidance", "job-registration", "startup-loan"},
        ),
        (
            {"就业状态": "单位就业", "就业困难人员": True, "公益性岗位月数": 12, "求职创业意愿": "无"},
            {"employment-assistance", "job-registration", "public-post"},
        ),
        (
            {"就业状态": "务农", "求职创业意愿": "无"},
            {"job-registration"},
        ),
    ],
)  # fmt: skip
def test_a_villager_is_matched_with_the_help_to_work_that_is_hers(check, facts, helps):
    plain = {
        "登记失业": False, "就业困难人员": False, "脱贫人口": False, "外出务工": False,
        "返乡创业": False, "创业月数": 0, "公益性岗位月数": 0,
    }  # fmt: skip
    found = check({**VILLAGER, **plain, **facts})
    assert {rule for rule in WORK_HELP if found[rule]["status"] == "yes"} == helps
    sentences = [text for rule in helps for text in found[rule]["reasons"]]
    assert sentences


@pytest.mark.requirement("R057")
def test_the_same_household_hears_the_same_in_each_town(check):
    towns = the_pack().towns
    assert len(towns) == 12
    villages = {town.code: next(v for v in the_pack().villages if v.town_code == town.code) for town in towns}  # fmt: skip
    old = {**VILLAGER, "出生日期": "1930-01-01", "居民养老缴费满足": True, "职工养老参保": False}
    heard = []
    for village in villages.values():
        at_home = {"居住区划": village.code, "户籍区划": village.code}
        found = check({**old, **at_home}, 低保状态=True)
        heard.append(
            {rule: (row["status"], row["amount_fen"], row["needs"]) for rule, row in found.items()}
        )
    assert heard[0]["old-age-allowance"][:2] == ("yes", 100_00)
    assert all(each == heard[0] for each in heard)


@pytest.mark.requirement("R057")
def test_a_standard_for_one_town_alone_is_refused(tmp_path: Path):
    folder = tmp_path / "pack"
    for path in the_pack().folder.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(the_pack().folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    file = folder / "params" / "elderly.yaml"
    text = file.read_text("utf-8")
    town = the_pack().towns[0].code
    own = f"  versions:\n    - {{area: '{town}', from: 2026-01-01, value: {{80: 300}}, source: sc-old-age-2017, verification: unverified}}\n"
    file.write_text(text.replace("  versions:\n", own, 1), "utf-8")
    (fault,) = (p for p in examine(folder).problems if p.severity == "error")
    assert fault.place.startswith("params/elderly.yaml:")
    assert town in fault.message


# What two officers fill in this scenario; the district's own figures are not known here.
LADDER = {
    "居民医保住院起付线": {"二级": "500"},
    "居民医保住院报销比例": {"二级": "7000"},
    "居民医保年度封顶线": "150000",
    "大病保险起付线": "10000",
    "大病保险报销比例": {"0": "6000", "20000": "7000"},
    "大病保险速算扣减": {"0": "0", "20000": "2000"},
    "医疗救助住院起付线": {"低保": "0"},
    "医疗救助住院比例": {"低保": "7000"},
    "医疗救助年度限额": "30000",
}
RUNGS = ["resident-inpatient", "serious-illness", "medical-aid-expense"]
BILL = {
    "出生日期": "1970-01-01", "医保类别": "居民", "医院等级": "二级", "残疾证": False,
    "住院政策范围内费用": 130_000, "本年统筹已支付": 0, "本年合规自付": 0, "本年医疗救助": 0,
}  # fmt: skip


def rungs():
    """What the portal's check says of the bill of a household on 低保."""
    document = {"members": [BILL], "living": {"低保状态": True, "本年有人住院": True}}
    found = check_household(current_pack(), current_rulebook(), document, county_today())
    answers = {row["id"]: row for row in found["services"]}
    return [answers[rule] for rule in RUNGS]


@pytest.mark.requirement("R109")
@pytest.mark.django_db
def test_a_hospital_bill_is_tried_through_three_rungs_once_the_department_filled_them(desk):
    before = rungs()
    assert [row["amount_fen"] for row in before] == [None, None, None]
    assert "参数:居民医保住院起付线" in before[0]["needs"]
    for name, value in LADDER.items():
        desk.fill(name, value)
    after = rungs()
    # 129,500 at 70 %; 29,350 above the line: 20,000 at 60 % and 9,350 at 70 %; 70 % of the rest
    assert [row["amount_fen"] for row in after] == [90_650_00, 18_545_00, 14_563_50]
    assert all(row["status"] == "yes" for row in after)
