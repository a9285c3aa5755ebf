"""Service items: what an item may say, what it must say, and what it leaves for an office to fill."""

import re
from datetime import date
from pathlib import Path

import pytest

from zhaohui.packs import examine, gaps, items, load
from zhaohui.packs.schema.items import ELEMENTS, Item, LifeEventRow, MarkRow, MaterialRow

ROOT = Path(__file__).parents[2]
PACK = load(ROOT / "packs" / "510811-zhaohua")
TODAY = date(2026, 12, 1)
PLACE = "catalog/items/elderly/allowance.yaml"
ITEM = """\
name: allowance
title: 试验津贴申领
state: published
since: 2026-01-01
service: elderly-01
domain: 养老
rules: [old-age]
events: [ageing]
bundles: [retirement]
department: 民政
kind: payment
basis:
  - {source: law, article: 第二条}
levels: [town, district]
channels: [window]
materials:
  - {id: card, name: 身份证, kind: identity, issuer: 公安}
  - {id: register, name: 户口簿, kind: identity, issuer: 公安, facts: [户籍性质]}
  - {id: income, name: 收入证明, kind: proof, facts: [月收入], when: 月收入 < 元(500), condition: 收入低的}
may_follow: [income]
steps: [submitted, accepted, decided]
statutory_days: 20
promised_days: 10
results: [benefit]
two_person: true
marks:
  - {element: department, source: plan, verification: verified}
  - {element: kind, verification: unverified, note: 推定}
  - {element: levels, source: law, verification: verified}
  - {element: channels, source: law, verification: verified}
  - {element: materials, source: law, verification: verified}
  - {element: steps, source: law, verification: verified}
  - {element: statutory_days, source: law, article: 第九条, verification: verified}
  - {element: promised_days, source: law, verification: secondary}
  - {element: results, source: law, verification: verified}
  - {element: phone, verification: placeholder, gap: 电话未读到, department: 人社}
"""
EVENTS = """\
id,name,name_en,bundle,note
ageing,养老,Growing old,,
retirement,退休,Retirement,true,
"""


@pytest.fixture
def office(county):
    county.write("catalog/life_events.csv", EVENTS)
    county.write(PLACE, ITEM)
    return county


def test_given_unasked_from_the_day_of_the_published_change_on(office):
    office.edit(PLACE, "two_person: true", "two_person: true\nautomatic: true")
    mark = "  - {element: automatic, source: law, verification: verified}\n"
    office.edit(PLACE, "  - {element: phone,", f"{mark}  - {{element: phone,")
    assert office.faults() == []
    assert items.given_unasked(office.load(), TODAY) == {"old-age"}
    office.edit(PLACE, "state: published", "state: draft")
    assert items.given_unasked(office.load(), TODAY) == set()


def test_a_sound_item_has_no_fault(office):
    assert office.faults() == []
    item = office.load().item("allowance")
    assert item.mark("statutory_days").article == "第九条"
    assert [material.id for material in item.materials] == ["card", "register", "income"]


BROKEN = [
    # old, new, words of the fault
    ("name: allowance", "name: allowances", "the name allowances is not the file's name"),
    ("domain: 养老", "domain: 优教", "the domain 优教 has the folder education"),
    ("elderly-01", "elderly-11", "the service elderly-11 is not in the catalog"),
    ("[old-age]", "[old-ages]", "`rules` names the unknown rule old-ages"),
    ("events: [ageing]", "events: [aging]", "the life event aging is unknown"),
    ("bundles: [retirement]", "bundles: [ageing]", "ageing is no 一件事"),
    ("facts: [户籍性质]", "facts: [户籍]", "`facts` names the unknown fact 户籍"),
    ("月收入 < 元(500)", "月收入 < 500", "in “月收入 < 500”"),
    ("may_follow: [income]", "may_follow: [incomes]", "`may_follow` names incomes, which is no material"),
    ("promised_days: 10", "promised_days: 30", "30 promised days are more than 20 by law"),
    ("[submitted, accepted, decided]", "[accepted, submitted]", "`steps` go in this order"),
    ("[submitted, accepted, decided]", "[submitted, publicity]", "needs `publicity: true`"),
    ("two_person: true", "two_person: false", "allowance pays money and does not need two people"),
    ("two_person: true", "two_person: true\nautomatic: true", "`automatic` needs a mark"),
    ("element: levels, source: law", "element: levels, source: lwa", "the source lwa is not in sources"),
    ("  - {element: results, source: law, verification: verified}\n", "", "办理结果 (results) says no source"),
    ("element: phone,", "element: results2,", "`results2` is no element"),
    ("gap: 电话未读到, ", "", "a placeholder says its `gap`"),
    (", department: 人社}", "}", "a gap names the `department` that fills it"),
    ("two_person: true", "two_person: true\nphone: '1'", "咨询电话 (phone) is declared a gap and has a value"),
    ("levels: [town, district]\n", "", "allowance is published without 办理层级 (levels)"),
    ("state: published", "state: retired", "allowance is retired without a reason"),
    ("two_person: true", "two_person: true\nno_materials: true", "contradict each other"),
    ("{element: promised_days, source: law, ", "{element: promised_days, ", "so it needs a `source`"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_each_fault_is_told_at_its_line(office, old, new, words):
    office.edit(PLACE, old, new)
    found = [p for p in office.faults() if words in p.message]
    assert found, [p.message for p in office.faults()]
    assert found[0].place.startswith(f"{PLACE}:")


def test_a_code_is_never_used_again_even_after_the_item_is_retired(office):
    coded = ITEM.replace("two_person: true", "two_person: true\nitem_code: '0001'").replace(
        "marks:\n", "marks:\n  - {element: item_code, source: plan, verification: verified}\n"
    )
    office.write(PLACE, coded.replace("state: published", "state: retired\nwhy: 并入别的事项"))
    office.write("catalog/items/elderly/new.yaml", coded.replace("name: allowance", "name: new"))
    (fault,) = office.faults()
    assert "实施编码 (never used again, even by a retired item) 0001" in fault.message


def test_what_nobody_has_filled_is_a_gap_of_its_department(office):
    found = [g for g in examine(office.folder).gaps if g.place.startswith(PLACE)]
    told = {(gap.department, gap.missing) for gap in found}
    assert ("人社", "试验津贴申领: 电话未读到") in told
    (rest,) = [missing for department, missing in told if department == "民政"]
    assert rest.startswith("试验津贴申领: 基本编码、实施编码、")
    assert "咨询电话" not in rest
    assert "承诺时限" not in rest
    assert "公示天数" not in rest


@pytest.mark.parametrize("model", [Item, MaterialRow, MarkRow, LifeEventRow])
def test_every_key_is_in_the_reference(model):
    text = (ROOT / "docs/reference/items.md").read_text("utf-8")
    text += (ROOT / "docs/reference/pack-format.md").read_text("utf-8")
    missing = [n for n in model.model_fields if n != "place" and not re.search(rf"\b{n}\b", text)]
    assert missing == []


def test_the_county_has_items_for_the_most_used_services_of_all_ten_domains():
    published = [item for item in PACK.items if item.state == "published"]
    assert len(published) >= 60
    assert {item.domain for item in published} == {row.domain for row in PACK.domains}


def test_nothing_is_invented_codes_days_and_phones_stay_gaps():
    for item in PACK.items:
        assert {"base_code", "item_code", "statutory_days", "promised_days"} <= set(item.missing())
        assert item.phone in ("", "12333")  # the national line, named by the national standard
    waiting = {gap.department for gap in gaps(PACK) if gap.place.startswith("catalog/items/")}
    assert {"民政", "人社", "卫健", "医保", "教育", "退役军人", "司法"} <= waiting


def test_whoever_knows_the_fact_spares_the_paper():
    (item,) = items.of_rule(PACK, "old-age-allowance", TODAY)
    spared = {material.id: material.facts for material in item.materials if material.shared}
    assert spared == {"relief-status": ("低保状态", "特困供养", "低保边缘家庭")}
    assert item in items.of_service(PACK, "elderly-02", TODAY)
    assert {each.name for each in items.in_bundle(PACK, "birth", TODAY)} >= {"child-health"}


def test_every_elements_title_is_chinese_and_its_own():
    assert len(set(ELEMENTS.values())) == len(ELEMENTS)
