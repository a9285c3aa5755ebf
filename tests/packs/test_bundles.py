"""Bundles 一件事: what a file may say, what it must say, one list of materials, one form."""

import re
from datetime import date
from pathlib import Path

import pytest

from zhaohui.packs import gaps, load
from zhaohui.packs.bundles import bundle_of_form, bundle_sheet, bundles, documents_of, rules_of
from zhaohui.packs.schema.bundles import AbsentItemRow, BundleMemberRow, BundleRow

ROOT = Path(__file__).parents[2]
PACK = load(ROOT / "packs" / "510811-zhaohua")
TODAY = date(2026, 12, 1)
EVENTS = (
    "id,name,name_en,bundle,note\nageing,养老,Growing old,,\nretirement,退休,Retirement,true,\n"
)
PLACE = "bundles/retiring.yaml"
BUNDLE = """\
id: retiring
name: 退休一件事
name_en: Retiring
event: retirement
intro: 试验
minors: 年龄 < 18
minors_source: law
members:
  - {item: first}
  - {item: second, about: 年龄 >= 60, condition: 满60岁的人, after: [first], because: 要看前一项}
absent:
  - {name: 别的事项, department: 人社}
verification: unverified
"""
ITEM = """\
name: NAME
title: 试验事项
state: published
since: 2026-01-01
service: elderly-01
domain: 养老
rules: [old-age]
bundles: [retirement]
department: 民政
kind: service
basis:
  - {source: law, article: 第二条}
levels: [town]
channels: [window, online]
materials:
  - {id: card, name: 身份证, kind: identity}
  - {id: register, name: 户口簿, kind: identity, facts: [FACTS], when: "WHEN", condition: 试验}
steps: [submitted, accepted, decided]
results: [service]
two_person: true
marks:
  - {element: department, source: law, verification: verified}
  - {element: kind, verification: unverified, note: 推定}
  - {element: levels, source: law, verification: verified}
  - {element: channels, source: law, verification: verified}
  - {element: materials, source: law, verification: verified}
  - {element: steps, source: law, verification: verified}
  - {element: results, source: law, verification: verified}
"""


def item(name: str, facts: str = "户籍性质", when: str = "月收入 < 元(500)") -> str:
    return ITEM.replace("NAME", name).replace("FACTS", facts).replace("WHEN", when)


@pytest.fixture
def office(county):
    county.write("catalog/life_events.csv", EVENTS)
    county.write("catalog/items/elderly/first.yaml", item("first"))
    county.write("catalog/items/elderly/second.yaml", item("second"))
    county.write(PLACE, BUNDLE)
    return county


def test_a_sound_bundle_has_no_fault(office):
    assert office.faults() == []
    assert [row.item for row in office.load().bundles[0].members] == ["first", "second"]


BROKEN = [
    ("id: retiring", "id: retire", "the id retire is not the file's name"),
    ("event: retirement", "event: retired", "the life event retired is unknown"),
    ("event: retirement", "event: ageing", "ageing is no 一件事"),
    ("{item: first}", "{item: frist}", "the item frist is unknown"),
    ("{item: first}", "{item: second}", "the member of retiring second is already at"),
    ("after: [first]", "after: [third]", "second waits for third, which is no member"),
    ("{item: first}", "{item: first, after: [second], because: 反过来}", "waits for itself"),
    (", because: 要看前一项", "", "`after` and `because` go together"),
    (", condition: 满60岁的人", "", "says its `condition` in words"),
    ("about: 年龄 >= 60", "about: 年纪 >= 60", "年纪"),
    ("minors: 年龄 < 18\nminors_source: law\n", "", "need `minors`"),
    ("minors_source: law", "minors_source: lwa", "the source lwa is not in sources"),
    ("  - {item: second", "  - {item: third", "second belongs to the bundle retirement"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_each_fault_is_told_with_its_file(office, old, new, words):
    office.edit(PLACE, old, new)
    found = [fault for fault in office.faults() if words in fault.message]
    assert found, [fault.message for fault in office.faults()]


def test_an_item_that_does_not_say_so_is_no_member(office):
    place = "catalog/items/elderly/first.yaml"
    office.edit(place, "bundles: [retirement]\n", "")
    assert "first is a member, but its own file does not say so" in {
        fault.message for fault in office.faults()
    }


def test_a_bundle_without_items_says_what_is_missing(office):
    office.write(PLACE, BUNDLE.partition("members:")[0] + "verification: unverified\n")
    assert any("has `members`, or says in `absent`" in f.message for f in office.faults())


def test_what_has_no_item_is_a_gap_of_its_department(office):
    told = {(gap.department, gap.missing) for gap in gaps(office.load())}
    assert ("人社", "退休一件事：别的事项还没有事项") in told


def documents(office, **other):
    office.write("catalog/items/elderly/second.yaml", item("second", **other))
    pack = office.load()
    return {row.id: row for row in documents_of(bundles(pack, TODAY)["retiring"].members)}


def test_a_material_is_asked_once_where_one_of_the_items_needs_it(office):
    found = documents(office, when="年龄 > 70")
    assert list(found) == ["card", "register"]
    assert found["register"].when == "(月收入 < 元(500)) or (any_of(年龄 > 70))"


def test_a_material_is_needless_only_by_what_makes_it_so_for_each_item(office):
    assert documents(office)["register"].waived_by == ("户籍性质",)
    assert documents(office, facts="月收入")["register"].waived_by == ()


@pytest.mark.parametrize("model", [BundleRow, BundleMemberRow, AbsentItemRow])
def test_every_key_is_in_the_reference(model):
    text = (ROOT / "docs/reference/bundles.md").read_text("utf-8")
    missing = [n for n in model.model_fields if n != "place" and not re.search(rf"\b{n}\b", text)]
    assert missing == []


def test_the_county_has_the_eight_bundles_of_the_issue():
    wanted = {
        "birth",
        "school",
        "work",
        "business",
        "retirement",
        "disability",
        "hardship",
        "death",
    }
    found = bundles(PACK, TODAY)
    assert set(found) == wanted
    assert not found["death"].open_members
    assert all(bundle.row.absent for bundle in found.values())  # nothing is invented to be whole


@pytest.mark.parametrize("code", [b.id for b in PACK.bundles if b.members])
def test_the_form_asks_the_rules_of_all_items_and_each_material_once(code):
    bundle = bundles(PACK, TODAY)[code]
    made = bundle_sheet(PACK, bundle.form_id, TODAY)
    assert bundle_of_form(PACK, bundle.form_id, TODAY) is bundle
    needs = next(page.step.needs for page in made.pages if page.is_needs)
    assert set(needs) == {rule.id for m in bundle.open_members for rule in m.item.rules}
    assert len(set(needs)) == len(needs) == len(rules_of(bundle.members))
    names = [paper.row.id for paper in made.papers]
    assert len(set(names)) == len(names)
    apart = sum(len(member.item.materials) for member in bundle.open_members)
    assert len(names) < apart or len(bundle.open_members) == 1
