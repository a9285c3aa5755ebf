"""Guides: what each says, what it spares people, what it admits not to know, and how they are found."""

import csv
import io

import pytest

from tests.doors.portal.pages import read
from zhaohui.packs.schema.items import ELEMENTS

ITEM = "old-age-allowance"


def test_every_guide_opens(client, pack):
    for item in pack.items:
        response = client.get(f"/items/{item.name}/")
        assert response.status_code == 200, item.name
        page = read(response)
        assert item.title in page.text
        assert page.inline == []
        assert page.unclosed == []
        for name in item.rules:
            for condition in pack.rule(name).conditions:
                assert condition.yes in page.text, item.name


def test_a_guide_says_what_to_bring_and_what_not(client, pack):
    text = read(client.get(f"/items/{ITEM}/")).text
    head, spared = text.split("不用带的", 1)[0], text.split("不用带的 部门之间共享", 1)[1]
    assert "居民身份证" in head
    assert "低保、特困、低保边缘认定信息" in spared
    nothing = next(item for item in pack.items if item.no_materials)
    assert "不用带材料。" in read(client.get(f"/items/{nothing.name}/")).text


def test_what_nobody_has_filled_is_a_gap_with_its_department(client, pack):
    text = read(client.get(f"/items/{ITEM}/")).text
    missing = [ELEMENTS[name] for name in pack.item(ITEM).missing()]
    assert len(missing) > 5
    for title in missing:
        assert f"{title} … 缺口待补 由民政部门补上" in text


def test_a_guide_stands_beside_nation_province_and_city(client, pack):
    text = read(client.get(f"/items/{ITEM}/")).text
    table = text.split("国家、省、市、区逐级对照")[-1]
    assert pack.service("elderly-02").national_item in table
    assert "没有读到" in table
    assert "80–89：¥25.00" in table


def test_lists_by_life_event_and_by_domain_name_every_guide(client, pack):
    for by in ("event", "domain"):
        page = read(client.get(f"/items/?by={by}"))
        links = set(page.links)
        assert {f"/items/{item.name}/" for item in pack.items} <= links, by
    assert set(read(client.get("/items/")).ids) >= {
        event.id
        for event in pack.life_events
        if any(event.id in item.events for item in pack.items)
    }


@pytest.mark.parametrize("words", ["高龄津贴", "gljt", "gaoling", "Old-age allowance"])
def test_a_guide_is_found(client, words):
    links = read(client.get("/items/", {"q": words})).links
    assert f"/items/{ITEM}/" in links
    assert "/items/minimum-living/" not in links


def test_nothing_found_says_what_to_do(client):
    assert "换一个说法试试" in read(client.get("/items/?q=zzzzzz")).text


def test_a_draft_says_that_nobody_can_apply(client, pack):
    draft = next(item for item in pack.items if item.state == "draft")
    assert "现在不能按它申请" in read(client.get(f"/items/{draft.name}/")).text
    assert "现在不能按它申请" not in read(client.get(f"/items/{ITEM}/")).text


@pytest.mark.parametrize(
    "address", ["/items/none/", f"/items/{ITEM}/?version=9", f"/items/{ITEM}/?version=x"]
)
def test_what_is_not_there(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_services_page_leads_to_its_guides(client):
    assert f"/items/{ITEM}/" in read(client.get("/services/elderly-02/")).links


def test_without_changes_the_log_is_empty_and_the_table_has_its_head(client):
    assert "还没有公布过调整" in read(client.get("/items/changes/")).text
    body = client.get("/items/changes.csv").content.decode("utf-8-sig")
    assert [len(row) for row in csv.reader(io.StringIO(body))] == [13]


def test_in_english(client):
    client.cookies["django_language"] = "en"
    text = read(client.get(f"/items/{ITEM}/")).text
    assert "Old-age allowance" in text
    assert "What to bring" in text
