"""The list of services changes as the plan asks: evaluated, proposed, approved by another, published."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today

pytestmark = pytest.mark.django_db
ITEM = "old-age-allowance"
DRAFT = "startup-subsidy"
DOCUMENT = {
    "title": "模拟通知",
    "doc_no": "模拟〔2026〕9号",
    "article": "第三条",
    "read_in": "original",
    "words": "按通知第三条",
}


class Lifecycle:
    """Two officers at their pages, by turns."""

    def __init__(self, client, capture):
        self.client, self.capture = client, capture
        self.clerk = officer("department-officer", the_pack().code, name="c")
        self.reviewer = officer("reviewer", the_pack().code, name="r")

    def change(self, item, outcome, element, value):
        """Go the whole way with one element of one item; return the proposal's address."""
        self.client.force_login(self.clerk)
        note = {"period": "模拟全年", "findings": "模拟发现", "outcome": outcome}
        evaluated = self.client.post(f"/office/items/{item}/evaluate/", note)
        number = re.search(r"evaluation=(\d+)", evaluated.url)[1]
        sent = DOCUMENT | {"element": element, "value": value, "evaluation": number}
        sent["start"] = county_today().isoformat()
        address = self.client.post(f"/office/items/{item}/propose/", sent).url
        assert self.client.post(f"{address}approve/", {"compared": "on"}).status_code == 404
        self.client.force_login(self.reviewer)
        with self.capture(execute=True):
            assert self.client.post(f"{address}approve/", {"compared": "on"}).status_code == 302
        self.client.logout()
        return address


@pytest.mark.requirement("R034")
def test_the_list_changes_by_evaluation_proposal_approval_and_publication(
    client, county, django_capture_on_commit_callbacks
):
    lifecycle = Lifecycle(client, django_capture_on_commit_callbacks)
    assert "第 2 版" not in read(client.get(f"/items/{ITEM}/")).text

    lifecycle.change(ITEM, "change", "promised_days", "15")
    guide = read(client.get(f"/items/{ITEM}/")).text
    assert "承诺时限 15个工作日 ✓ 已核对原文 《模拟通知》 （模拟〔2026〕9号）第三条" in guide
    assert "第 2 版" in guide
    assert "第 1 版" in guide

    before = read(client.get(f"/items/{ITEM}/?version=1")).text
    assert "不是今天用的一版" in before
    assert "承诺时限 … 缺口待补" in before

    lifecycle.change(DRAFT, "publish", "state", "published")
    assert "现在不能按它申请" not in read(client.get(f"/items/{DRAFT}/")).text
    lifecycle.change(DRAFT, "retire", "state", "retired")
    gone = read(client.get(f"/items/{DRAFT}/")).text
    assert "起取消，不再受理；这一页留作查考" in gone
    assert "第 3 版" in gone
    groups = read(client.get("/items/?by=domain")).text
    assert "一次性创业补贴" in groups.split("已取消的事项")[-1]

    log = read(client.get("/items/changes/")).text
    assert "承诺时限：— → 15个工作日" in log
    assert "事项状态：已发布 → 已取消" in log
    body = client.get("/items/changes.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [(row["事项"], row["版本"], row["现在"]) for row in rows] == [
        ("一次性创业补贴", "3", "已取消"),
        ("一次性创业补贴", "2", "已发布"),
        ("高龄津贴", "2", "15个工作日"),
    ]
    assert {row["核对程度"] for row in rows} == {"verified"}


@pytest.mark.requirement("R012")
def test_an_item_stands_beside_the_wider_levels(client):
    table = read(client.get(f"/items/{ITEM}/")).text.split("国家、省、市、区逐级对照")[-1]
    service = the_pack().service("elderly-02")
    for words in (
        "全国",
        the_pack().manifest.province,
        the_pack().manifest.city,
        the_pack().short_name,
    ):
        assert words in table
    assert service.national_item in table
    assert "没有读到" in table  # the wider levels' own lists were not read, and the page says so
