"""What is paid together, a standard that rises, and what holders are owed: from the figure to the payroll."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import Page, read
from tests.scenarios.asking import bring_ledger, months_since
from zhaohui.clock import county_today
from zhaohui.county.registry.models import Household, Person, SourceBatch

pytestmark = pytest.mark.django_db
HERE = the_pack().villages[0].code


def born(years: int) -> dt.date:
    return county_today().replace(day=1) - dt.timedelta(days=years * 366)


@pytest.fixture
def home(county):
    """A household on 低保, of which one person is the only member."""
    person = adults()[0]
    batch = SourceBatch.objects.create(
        department="模拟民政局", as_of=county_today(), kind="table", rows=1, content_hash="home",
        is_synthetic=True,
    )  # fmt: skip
    living = Household.objects.create(
        kind="living", town=HERE[:9], village=HERE, batch=batch, dibao=True, dibao_edge=False
    )

    def live(**facts):
        at_home = {"village": HERE, "town": HERE[:9], "hukou_area": HERE, "residence_area": HERE}
        Person.objects.filter(pk=person.pk).update(living=living, **at_home, **facts)
        return Person.objects.get(pk=person.pk)

    return live


def cells(client, payroll, person):
    """The cells of a person's line on a payroll after her name: place, benefits, arrears, sum."""
    page = client.get(f"/office/payrolls/{payroll}/").content.decode()
    row = page.partition(f"/people/{person.pk}/payments/")[2].partition("</tr>")[0]
    place, total, *others = [
        Page(f"<td{part.partition('</td>')[0]}").text for part in row.split("<td")[1:]
    ] or ["", ""]
    return [place, *others, total]


def reckoned(desk, rule: str) -> None:
    """An officer has the list and what was paid held against the standards 核算补差."""
    assert desk.client.post("/office/payments/arrears/", {"rule": rule}).status_code == 302


DISABLED = {
    "出生日期": "1980-01-01", "户籍区划": HERE, "居住区划": HERE, "残疾证": True, "残疾类别": "肢体",
    "残疾等级": 1, "需长期照护": True, "特困供养": False,
}  # fmt: skip


@pytest.mark.requirement("R162")
def test_both_subsidies_of_the_disabled_are_checked_raised_and_paid_up(desk, home):
    asked = {
        day: desk.check(DISABLED, day=day, 低保状态=True) for day in ("2024-12-31", "2025-01-01")
    }
    amounts = [found["disability-care-severe"]["amount_fen"] for found in asked.values()]
    assert amounts == [110_00, 120_00]  # the year's new standard
    living = asked["2025-01-01"]["disability-living"]
    assert (living["status"], living["amount_fen"]) == ("yes", None)
    assert "参数:困难残疾人生活补贴标准" in living["needs"]
    assert desk.check(DISABLED, 低保状态=False)["disability-living"]["status"] == "no"

    desk.fill("困难残疾人生活补贴标准", "100")
    assert desk.check(DISABLED, 低保状态=True)["disability-living"]["amount_fen"] == 100_00

    person = home(
        has_disability_certificate=True, disability_kind="肢体", disability_level=1,
        needs_long_term_care=True, tekun=False,
    )  # fmt: skip
    severe = "disability-care-severe"
    desk.bring_list(severe, [(person, "110")], since="2024-03-01")
    desk.bring_list("disability-living", [(person, "100")])
    bring_ledger(severe, "disability-living")
    shown = cells(desk.client, "disability-subsidies", person)
    assert shown[1:4] == ["¥110.00 台账 ¥120.00", "—", "¥100.00"]  # the list is behind its standard
    reckoned(desk, severe)
    months = months_since(dt.date(2025, 1, 1))
    assert cells(desk.client, "disability-subsidies", person)[1:] == [
        "¥120.00",
        "—",
        "¥100.00",
        f"¥{months * 10:,}.00 2025年1月1日起 {months} 期",
        f"¥{220 + months * 10:,}.00",
    ]


@pytest.mark.requirement("R073")
def test_a_raised_standard_for_orphans_reckons_anew_and_says_what_is_owed(desk, home):
    rule = "orphan-living"
    child = home(birth_date=born(9), child_category="孤儿", care_arrangement="社会散居")
    desk.bring_list(rule, [(child, "1200")], since="2024-01-01")
    bring_ledger(rule)
    assert cells(desk.client, "children-living", child)[1:] == ["¥1,200.00", "—", "—", "¥1,200.00"]

    start = (county_today().replace(day=1) - dt.timedelta(days=80)).replace(day=1)
    raised = {"机构养育": "2000", "社会散居": "1500"}
    desk.fill("孤儿基本生活最低养育标准", raised, start=start)
    bring_ledger(rule)
    reckoned(desk, rule)
    months = months_since(start)
    owed = [
        f"¥{months * 300:,}.00 {start.year}年{start.month}月1日起 {months} 期",
        f"¥{1500 + months * 300:,}.00",
    ]
    assert cells(desk.client, "children-living", child)[1:] == ["¥1,500.00", "—", *owed]
    public = read(desk.client.get("/services/childcare-07/")).text
    assert "¥1,500.00" in public
    assert "¥1,200.00" in public  # the earlier version stays to be read

    run = {"rule": rule, "month": f"{county_today():%Y-%m}"}
    plan = desk.client.get("/office/payments/run/", run).context["plan"]
    assert plan.net_fen == (1500 + months * 300) * 100
    desk.client.post("/office/payments/run/do/", run | {"digest": plan.digest})
    drawn = cells(desk.client, "children-living", child)[1:]
    assert drawn == ["¥1,500.00 已造册", "—", *owed]
    assert desk.client.get("/office/payments/run/", run).context["plan"].lines == []  # paid once
    desk.bring_list(rule, [(child, "1200")], since="2024-01-01")  # the old list again
    reckoned(desk, rule)
    assert desk.client.get("/office/payments/run/", run).context["plan"].lines == []


OLD = {
    "出生日期": "1930-01-01",
    "户籍区划": HERE,
    "居住区划": HERE,
    "残疾证": False,
    "特困供养": False,
}


@pytest.mark.requirement("R118")
@pytest.mark.parametrize(("both", "care"), [("择高", 100), ("同领", 200)])
def test_two_allowances_of_the_old_are_paid_on_one_line_by_the_rule_between_them(
    desk, home, both, care
):
    names = ("old-age-allowance", "care-service-subsidy")
    assert "参数:高龄津贴与养老服务补贴" in desk.check(OLD, 低保状态=True)[names[1]]["needs"]
    desk.fill("养老服务补贴标准", "200")
    desk.fill("高龄津贴与养老服务补贴", both)
    found = desk.check(OLD, 低保状态=True)
    assert [found[name]["amount_fen"] for name in names] == [100_00, care * 100]

    person = home(birth_date=born(91), has_disability_certificate=False, tekun=False)
    for name, amount in zip(names, ("100", str(care)), strict=True):
        desk.bring_list(name, [(person, amount)])
    bring_ledger(*names)
    said = cells(desk.client, "elderly-allowances", person)[1:]
    assert said == ["¥100.00", f"¥{care}.00", "—", f"¥{100 + care}.00"]


@pytest.mark.requirement("R336")
def test_families_of_the_former_birth_policy_are_recognised_and_paid(desk, home):
    asked = {"出生日期": "1960-01-01", "户籍性质": "农村", "计生特扶类别": "独生子女伤残", "独生子女或双女户": True}  # fmt: skip
    found = desk.check(asked)
    assert found["family-planning-special"]["amount_fen"] == 460_00
    award = found["family-planning-award"]
    assert (award["status"], award["amount_fen"]) == ("yes", None)
    desk.fill("计生奖励扶助标准", "1200")
    assert desk.check(asked)["family-planning-award"]["amount_fen"] == 1_200_00
    assert (
        desk.check({**asked, "出生日期": "1970-01-01"})["family-planning-award"]["status"] == "no"
    )

    facts = {"hukou_kind": "农村", "special_family_kind": "独生子女伤残"}
    person = home(birth_date=born(66), **facts, **{one_child(): True})
    desk.bring_list("family-planning-special", [(person, "460")])
    desk.bring_list("family-planning-award", [(person, "960")])
    bring_ledger("family-planning-special", "family-planning-award")
    assert cells(desk.client, "family-planning-special", person)[1:] == ["¥460.00", "—", "¥460.00"]
    assert cells(desk.client, "family-planning-award", person)[1] == "¥960.00 台账 ¥1,200.00"
    reckoned(desk, "family-planning-award")
    assert cells(desk.client, "family-planning-award", person)[1] == "¥1,200.00"


def one_child() -> str:
    return the_pack().fact("独生子女或双女户").column


PUPILS = [
    {"label": "幼儿", "出生日期": "2022-01-01", "就学阶段": "学前", "普惠性幼儿园": True, "学生困难等级": "一般困难"},
    {"label": "小学生", "出生日期": "2016-01-01", "就学阶段": "小学", "寄宿": True, "学生困难等级": "困难", "农村学校就读": True},
    {"label": "高中生", "出生日期": "2010-01-01", "就学阶段": "普高", "学生困难等级": "特别困难"},
    {"label": "中职生", "出生日期": "2010-01-01", "就学阶段": "中职", "就读年级": 1, "涉农专业": True, "学生困难等级": "困难"},
]  # fmt: skip


@pytest.mark.requirement("R332")
def test_every_stage_of_school_is_aided_and_paid(desk, home):
    rules = (
        "preschool-aid", "compulsory-living-boarder", "high-school-grant", "vocational-grant",
    )  # fmt: skip
    day = county_today().isoformat()
    desk.fill("义教寄宿生生活补助标准", {"小学": "1250", "初中": "1500"})
    desk.fill("营养膳食补助试点", "是")
    desk.fill("营养膳食补助每天标准", "4")
    desk.fill("营养膳食补助天数", "200")
    found = [desk.check(pupil, day=day, 低保状态=True) for pupil in PUPILS]
    amounts = [each[rule]["amount_fen"] for each, rule in zip(found, rules, strict=True)]
    assert amounts == [1_000_00, 1_250_00, 3_300_00, 2_300_00]
    assert found[1]["nutrition-subsidy"]["amount_fen"] == 800_00
    no_need = desk.check({**PUPILS[2], "学生困难等级": "无"}, day=day, 低保状态=False)
    assert no_need["high-school-grant"]["status"] == "no"

    pupil = home(
        birth_date=born(10), study_stage="小学", boards=True, student_hardship="困难", rural_school=True
    )  # fmt: skip
    desk.bring_list(rules[1], [(pupil, "1250")])
    desk.bring_list("nutrition-subsidy", [(adults()[1], "800")])
    bring_ledger(rules[1], "nutrition-subsidy")
    assert cells(desk.client, "student-aid-year", pupil)[1:4] == ["—", "¥1,250.00", "—"]
    missed = read(
        desk.client.get(f"/office/ledger/nutrition-subsidy/people/?state=missing&area={HERE}")
    )
    assert pupil.name in missed.text  # recognised, not on the list: the school is told
