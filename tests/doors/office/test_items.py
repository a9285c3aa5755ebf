"""Officers change an item through the pages: evaluation, proposal, another's approval; nobody alone."""

from __future__ import annotations

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.models import ItemEvaluation, ItemProposal

pytestmark = pytest.mark.django_db
COUNTY = the_pack().code
ITEM = "old-age-allowance"
HOME = f"/office/items/{ITEM}/"


@pytest.fixture
def two(client, county):
    """Sign in as one of the two officers, by turns."""
    accounts = {
        "proposer": officer("department-officer", COUNTY, name="p", department="模拟民政局"),
        "reviewer": officer("reviewer", COUNTY, name="r"),
    }

    def signed_in(name):
        client.force_login(accounts[name])
        return client

    return signed_in


def evaluation(client, outcome="change"):
    note = {"period": "模拟上半年", "findings": "不知道几天办好", "outcome": outcome}
    response = client.post(f"{HOME}evaluate/", note)
    assert response.status_code == 302
    return ItemEvaluation.objects.latest("pk"), response.url


def form(ground, **changes):
    values = {
        "element": "promised_days",
        "value": "15",
        "start": county_today().isoformat(),
        "evaluation": str(ground.pk),
        "title": "模拟文件",
        "doc_no": "模拟〔2026〕9号",
        "read_in": "original",
        "words": "按文件",
    }
    return values | changes


def test_the_list_filters_by_state_gap_and_department(two):
    client = two("proposer")
    links = read(client.get("/office/items/?which=draft")).links
    assert "/office/items/startup-subsidy/" in links
    assert HOME not in links
    assert HOME in read(client.get("/office/items/?which=gap&department=民政")).links
    assert HOME not in read(client.get("/office/items/?which=gap&department=人社")).links
    assert "这一类现在没有事项" in read(client.get("/office/items/?which=retired")).text


def test_evaluated_proposed_returned_and_withdrawn(two):
    client = two("proposer")
    assert "调整要先有评估" in read(client.get(f"{HOME}propose/")).text
    ground, onwards = evaluation(client)
    assert "承诺时限" in read(client.get(onwards)).text
    page = read(client.get(f"{onwards}&element=promised_days"))
    assert "value" in page.inputs
    assert client.post(f"{HOME}propose/", form(ground)).status_code == 302
    proposal = ItemProposal.objects.get()
    address = f"/office/item-proposals/{proposal.pk}/"
    assert "这是您自己提出的" in read(client.get(address)).text
    assert client.post(f"{address}approve/").status_code == 404

    client = two("reviewer")
    assert "事项调整，等您审批" in read(client.get("/office/")).text
    assert address in read(client.get("/office/item-proposals/")).links
    response = client.post(f"{address}return/", {"answer": ""})
    assert response.status_code == 400
    assert "退回要写明原因" in read(response).text
    client.post(f"{address}return/", {"answer": "文号不对"})
    assert "文号不对" in read(client.get(address)).text

    client = two("proposer")
    client.post(f"{HOME}propose/", form(ground))
    latest = ItemProposal.objects.latest("pk")
    client.post(f"/office/item-proposals/{latest.pk}/withdraw/")
    assert ItemProposal.objects.get(pk=latest.pk).state == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "soon"}, "写整数"),
        ({"start": ""}, "请写成 2025-01-01 这样的日期"),
        ({"title": ""}, "没有出处的数不能用"),
        ({"evaluation": ""}, "根据哪一次评估"),
        ({"element": "levels", "value": "nation"}, "没有“nation”这个选项"),
        ({"element": "state", "value": "retired"}, "所选评估的建议和这条提案不一致"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_stored(two, changes, words):
    client = two("proposer")
    ground, _ = evaluation(client)
    response = client.post(f"{HOME}propose/", form(ground, **changes))
    assert response.status_code == 400
    assert words in read(response).text
    assert not ItemProposal.objects.exists()


def test_an_evaluation_that_says_nothing_is_not_kept(two):
    response = two("proposer").post(f"{HOME}evaluate/", {"period": "", "outcome": "keep"})
    assert response.status_code == 400
    assert not ItemEvaluation.objects.exists()


def test_to_keep_an_item_as_it_is_ends_with_the_evaluation(two):
    _, onwards = evaluation(two("proposer"), "keep")
    assert onwards == HOME
    assert "保留不变" in read(two("reviewer").get(HOME)).text


def test_materials_are_ticked_off(two):
    client = two("proposer")
    ground, onwards = evaluation(client)
    page = read(client.get(f"{onwards}&element=materials"))
    assert "还要带的（不勾的以后不用带）" in page.text
    sent = form(ground, element="materials", value=["id-card", "bank-card"])
    assert client.post(f"{HOME}propose/", sent).status_code == 302
    assert ItemProposal.objects.get().value == ["id-card", "bank-card"]
