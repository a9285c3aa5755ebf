"""Benefits that meet: which exclude one another, which add up, which follows; and the layers of assistance."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.doors.portal.test_check import Resident, plainly
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.registry.models import Household, Person, SourceBatch
from zhaohui.packs import rulebook

HERE = the_pack().villages[0].code
POOR = {
    "出生日期": "1975-01-01", "户籍区划": HERE, "居住区划": HERE, "户籍性质": "农村", "月收入": 100,
    "残疾证": True, "残疾类别": "肢体", "残疾等级": 1, "需长期照护": True, "重病": False,
    "特困供养": False, "无生活来源": False, "无法定义务人": False,
}  # fmt: skip
LIVING = {"家庭财产符合规定": True, "家庭其他月收入": 0}


def met(found, rule):
    return {(each["rule"], each["kind"]) for each in found[rule]["meets"]}


@pytest.mark.requirement("R021")
def test_the_check_says_which_of_two_to_choose_what_adds_up_and_what_comes_next(check):
    found = check(POOR, **LIVING, 低保状态=False, 低保边缘家庭=False)
    assert found["dibao-rural"]["status"] == found["dibao-edge"]["status"] == "yes"
    assert ("dibao-edge", "excludes") in met(found, "dibao-rural")
    assert ("dibao-rural", "excludes") in met(found, "dibao-edge")
    assert ("dibao-single", "then") in met(found, "dibao-edge")
    on_dibao = check(POOR, **LIVING, 低保状态=True)
    assert ("disability-care-severe", "together") in met(on_dibao, "disability-living")
    richer = check({**POOR, "月收入": 700}, **LIVING, 低保状态=False, 低保边缘家庭=False)
    assert "dibao-rural" not in {rule for rule, _kind in met(richer, "dibao-edge")}


@pytest.mark.requirement("R021")
@pytest.mark.django_db
def test_what_is_open_is_decided_by_the_department_and_then_holds_everywhere(desk):
    old = {**POOR, "出生日期": "1940-01-01", "残疾证": False}

    def between():
        return met(desk.check(old, **LIVING, 低保状态=True), "care-service-subsidy")

    def page():
        return read(desk.client.get("/office/relations/")).text

    assert ("old-age-allowance", "open") in between()
    assert (
        "高龄津贴与养老服务补贴" in page().partition("还没有定的")[2].partition("不能同时享受")[0]
    )
    desk.fill("高龄津贴与养老服务补贴", "择高")
    assert ("old-age-allowance", "higher") in between()
    assert (
        "高龄津贴与养老服务补贴"
        in page().partition("只补高出的部分")[2].partition("可以一起享受")[0]
    )


@pytest.mark.requirement("R021")
@pytest.mark.django_db
def test_who_holds_both_of_two_that_exclude_each_other_is_found(desk):
    batch = SourceBatch.objects.create(
        department="模拟民政局", as_of=county_today(), kind="table", rows=1, content_hash="both",
        is_synthetic=True,
    )  # fmt: skip
    living = Household.objects.create(
        kind="living", town=HERE[:9], village=HERE, batch=batch, dibao=False, dibao_edge=False,
        assets_ok=True, other_monthly_income=0,
    )  # fmt: skip
    person = Person.objects.order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(
        living=living, village=HERE, town=HERE[:9], residence_area=HERE, hukou_kind="农村",
        monthly_income=10_000, tekun=False, relation="户主", birth_date=dt.date(1975, 1, 1),
    )  # fmt: skip
    for rule in ("dibao-rural", "dibao-edge"):
        desk.bring_list(rule, [(person, "")])
    pack = current_pack()
    two = [rule for rule in pack.rules if rule.id in ("dibao-rural", "dibao-edge")]
    sweep_and_settle(pack, rulebook(replace(pack, rules=two)), as_of=county_today())
    page = desk.client.get("/office/relations/")
    href = "/office/ledger/dibao-rural/people/?state=conflicting"
    assert href in read(page).links
    assert person.name in read(desk.client.get(href)).text


@pytest.mark.requirement("R144")
@pytest.mark.parametrize(
    ("facts", "living", "first"),
    [
        ({"无生活来源": True, "无法定义务人": True, "月收入": 0}, {}, "特困人员"),
        ({}, {}, "低保家庭"),
        ({"月收入": 700}, {}, None),  # above the province's floor; the county's own line is a gap
        ({"月收入": 5000}, {"遭遇突发困难": True, "近一年刚性支出": 0}, "急难和受灾家庭"),
        ({"月收入": 5000}, {"低保状态": True, "遭遇突发困难": False}, "低保家庭"),  # by the register
        ({"月收入": 5000}, {"遭遇突发困难": False, "受灾情形": "无", "近一年刚性支出": 0}, None),
    ],
)  # fmt: skip
def test_a_household_is_led_to_its_layer_and_what_that_opens(answer, facts, living, first):
    plain = {**LIVING, "低保状态": False, "低保边缘家庭": False}
    layers = answer({**POOR, **facts}, **{**plain, **living})["aid_layers"]
    assert [layer["name"] for layer in layers if layer["is_first"]] == ([first] if first else [])
    if first == "低保家庭":
        opened = {each["rule"] for each in layers[1]["opens"]}
        assert {"disability-living", "medical-aid"} <= opened


@pytest.mark.requirement("R144")
@pytest.mark.django_db
def test_an_open_layer_is_no_layer_and_the_tree_is_public(desk, answer):
    between = {**POOR, "月收入": 700}, {**LIVING, "低保状态": False, "低保边缘家庭": False}
    assert answer(between[0], **between[1])["aid_layers"][1]["needs"] == ["参数:低保标准_农村"]
    desk.fill("低保标准_农村", "600")
    assert answer(between[0], **between[1])["aid_layers"][2]["is_first"]
    unasked = {key: value for key, value in POOR.items() if key != "无生活来源"}
    layers = answer({**unasked, "无法定义务人": True}, **LIVING, 低保状态=False)["aid_layers"]
    assert layers[0]["status"] == "unknown"
    assert "无生活来源" in layers[0]["needs"]
    assert not any(layer["is_first"] for layer in layers)
    desk.client.logout()
    page = read(desk.client.get("/assistance/"))
    places = [
        page.text.index(name)
        for name in ("特困人员", "低保家庭", "低保边缘家庭", "刚性支出困难家庭")
    ]
    assert places == sorted(places)
    assert "没有生活来源" in page.text
    assert "/services/assistance-01/" in page.links
    assert current_rulebook().rules.keys() >= {"tekun-rural", "rigid-expense-family"}


@pytest.mark.requirement("R144")
@pytest.mark.django_db
def test_the_checks_last_page_shows_a_resident_her_layer(client):
    resident = Resident(client, the_pack())
    resident.describe((1975, 1, 1))

    def on_dibao(pack, name, page):
        said = "是" if name.endswith("-dibao") else None
        return {name: said} if said else plainly(pack, name, page)

    resident.answer_all(on_dibao)
    shown = resident.page.text.partition("社会救助：您家在哪一层")[2]
    first = shown.partition("低保家庭")[2].partition("低保边缘家庭")[0]
    assert "已经是" in first
    assert "先按这一层办" in first
    assert "困难残疾人生活补贴" in first
