"""Two officers fill a parameter through the pages; a third sees it, nobody can do it alone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.catalog.entries import entry, money_gap
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.run_sweep import run_sweep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNTY = the_pack().code


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


def filled(**changes):
    wanted = entry()
    values = {
        "area": wanted.area,
        "start": wanted.start.isoformat(),
        "end": "",
        "value": "580",
        "unit_ok": "on",
        "title": wanted.title,
        "doc_no": wanted.doc_no,
        "article": wanted.article,
        "address": "https://www.example.gov.cn/1",
        "published": "2024-06",
        "read_in": "original",
        "words": wanted.words,
    }
    return values | changes


def address(step=""):
    return f"/office/parameters/{money_gap()[0].name}/{step}"


def save(client, **changes):
    response = client.post(address("propose/"), filled(save="on", **changes))
    assert response.status_code == 302, read(response).text
    return response["Location"]


def test_the_whole_way(two, django_capture_on_commit_callbacks):
    run_sweep(current_pack(), current_rulebook(), as_of=county_today())
    name = money_gap()[0].name
    client = two("proposer")
    listed = read(client.get("/office/parameters/"))
    assert name.replace("_", "（").split("（")[0] in listed.text
    form = read(client.get(address("propose/")))
    assert form.inline == []
    preview = read(client.post(address("propose/"), filled(preview="on")))
    assert "¥580.00" in preview.text
    assert "只因为缺这个参数而算不出" in preview.text
    assert not ParameterProposal.objects.exists()
    place = save(client)
    assert "要由另一位" in read(client.get(place)).text
    assert client.post(f"{place}approve/").status_code == 404  # her post cannot approve at all
    client = two("reviewer")
    assert "1 参数补填，等您复核" in read(client.get("/office/")).text
    seen = read(client.get(place))
    assert "同意生效" in seen.text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{place}approve/", {"compared": "on", "answer": "相符"})
    done = read(client.get(place))
    assert "已生效" in done.text
    assert "已核对原文" in done.text
    portal = client.get("/standards.csv").content.decode("utf-8-sig")
    assert "模拟文件" in portal
    assert "模拟文件" in read(client.get(address())).text
    assert "模拟文件" in read(client.get("/office/pack/?q=模拟文件")).text
    assert (
        client.get(
            f"/office/pack/sources/overlay-{ParameterProposal.objects.get().pk}/"
        ).status_code
        == 200
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{place}revoke/", {"why": ""}).status_code == 400
        client.post(f"{place}revoke/", {"why": "文件废止"})
    assert "已停用" in read(client.get(place)).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": ""}, "没有填数额"),
        ({"value": "五百"}, "不是金额"),
        ({"value": "5.801"}, "不是金额"),
        ({"value": "1e400"}, "不是金额"),
        ({"value": "-1"}, "不是金额"),
        ({"value": "9" * 30}, "不是金额"),
        ({"start": "2024-13-01"}, "2025-01-01 这样的日期"),
        ({"end": "2019-01-01"}, "早于"),
        ({"unit_ok": ""}, "核对文件里的单位"),
        ({"title": ""}, "没有出处的数不能用"),
        ({"words": " "}, "自己的话"),
        ({"read_in": "heard"}, "从哪里读到的"),
        ({"published": "去年"}, "写到知道的为止"),
        ({"address": "javascript:alert(1)"}, "https://"),
        ({"area": "110101"}, "区划"),
        ({"area": ""}, "区划"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form(two, changes, sentence):
    response = two("proposer").post(address("propose/"), filled(save="on", **changes))
    assert response.status_code == 400
    page = read(response)
    assert sentence in page.text
    assert "有内容需要改" in page.text
    assert not ParameterProposal.objects.exists()


def test_a_figure_far_off_is_asked_about(two):
    client = two("proposer")
    name = next(
        row.name
        for row in the_pack().parameters
        if row.type == "money" and len(row.versions) > 1 and row.versions[-1].end is None
        and row.versions[-1].value is not None
    )  # fmt: skip
    row = the_pack().parameter(name)
    last = max(row.versions, key=lambda each: each.start)
    values = filled(
        preview="on", area=last.area, start="2027-01-01", value=str(last.value // 100 * 12)
    )
    page = read(client.post(f"/office/parameters/{name}/propose/", values))
    assert "相差三倍以上" in page.text


def test_a_table_is_filled_band_by_band(two):
    row = next(
        row
        for row in the_pack().parameters
        if row.type == "table" and row.of == "money" and row.key == "band"
        and any(version.gap and version.value is None for version in row.versions)
    )  # fmt: skip
    gap = next(version for version in row.versions if version.gap)
    client = two("proposer")
    place = f"/office/parameters/{row.name}/propose/"
    form = read(client.get(place))
    keys = [form.inputs[f"key{n}"] for n in range(10) if form.inputs.get(f"key{n}")]
    assert keys
    values = filled(save="on", area=gap.area, start=gap.start.isoformat())
    values["end"] = gap.end.isoformat() if gap.end else ""
    half = values | {"key0": keys[0], "value0": "30", "key1": "99", "value1": ""}
    assert "只填了一半" in read(client.post(place, half)).text
    if len(keys) > 1:
        few = values | {"key0": keys[0], "value0": "30"}
        assert "没有填" in read(client.post(place, few)).text
    whole = values | {f"key{n}": key for n, key in enumerate(keys)}
    whole |= {f"value{n}": f"{30 + n}" for n in range(len(keys))}
    assert client.post(place, whole).status_code == 302
    assert ParameterProposal.objects.get().value[keys[0]] == 3000


ALLOWANCE = "高龄津贴标准"


def bands(client):
    """The form as it comes, with the figures in force; its inputs without what an officer adds."""
    page = read(client.get(f"/office/parameters/{ALLOWANCE}/propose/?base=now"))
    return page, {n: v for n, v in page.inputs.items() if n[:3] in ("key", "val")} | {"area": "51"}


def test_bands_are_changed_added_and_dropped_row_by_row(two):
    client = two("proposer")
    place = f"/office/parameters/{ALLOWANCE}/propose/"
    page, rows = bands(client)
    held = current_rulebook().day(county_today()).resolved[ALLOWANCE].value
    keys = [rows[f"key{n}"] for n in range(len(held))]
    assert keys == [str(key) for key in sorted(held)]
    assert rows["value1"] == "100.00"
    assert "drop0" in page.names
    spare = len(held)
    assert rows[f"key{spare}"] == ""
    start = (county_today() + dt.timedelta(days=60)).isoformat()
    new = filled(preview="on", start=start, value="") | rows
    new |= {"value1": "120", f"key{spare}": "95", f"value{spare}": "150", "drop0": "on"}
    shown = read(client.post(place, new))
    assert shown.inline == []
    assert "¥150.00" in shown.text
    saved = client.post(
        place, {name: v for name, v in new.items() if name != "preview"} | {"save": "on"}
    )
    assert saved.status_code == 302
    value = ParameterProposal.objects.get().value
    assert value == {"90": 12_000, "95": 15_000, "100": 20_000}


def test_a_dropped_band_must_be_marked(two):
    client = two("proposer")
    _page, rows = bands(client)
    new = filled(preview="on", start="2027-03-01", value="") | rows | {"key0": "", "value0": ""}
    assert (
        "原来有的档次 80 没有填"
        in read(client.post(f"/office/parameters/{ALLOWANCE}/propose/", new)).text
    )


def test_the_preview_runs_the_rules_cases_and_counts_on_the_first_day(two, county):
    run_sweep(current_pack(), current_rulebook(), as_of=county_today())
    client = two("proposer")
    _page, rows = bands(client)
    start = county_today() + dt.timedelta(days=60)
    new = filled(preview="on", start=start.isoformat(), value="") | rows | {"value1": "120"}
    page = read(client.post(f"/office/parameters/{ALLOWANCE}/propose/", new))
    assert "91岁农村老人" in page.text
    assert "可以享受，每月100元 → 可以享受，每月120元" in page.text
    assert "案例自己的日期上就变了" not in page.text
    assert f"新标准从 {start.year}年{start.month}月{start.day}日 起" in page.text
    early = filled(preview="on", start="2018-01-01", value="") | rows | {"value1": "120"}
    told = read(client.post(f"/office/parameters/{ALLOWANCE}/propose/", early)).text
    assert "案例自己的日期" in told


def test_returned_it_comes_back_to_the_proposer(two):
    place = save(two("proposer"))
    assert two("reviewer").post(f"{place}return/", {"answer": ""}).status_code == 400
    two("reviewer").post(f"{place}return/", {"answer": "缺文号"})
    client = two("proposer")
    assert "1 您的补填被退回" in read(client.get("/office/")).text
    page = read(client.get(place))
    assert "缺文号" in page.text
    again = next(link for link in page.links if "old=" in link)
    assert read(client.get(again)).inputs["value"] == "580.00"
    save(client, value="581", old=place.split("/")[-2])
    assert "您的补填被退回" in read(client.get("/office/")).text
    assert "1 您的补填被退回" not in read(client.get("/office/")).text


def test_withdrawn(two):
    client = two("proposer")
    place = save(client)
    client.post(f"{place}withdraw/")
    assert "已撤回" in read(client.get(place)).text
    assert client.post(f"{place}withdraw/").status_code == 409


def test_a_correction_takes_the_old_ones_place(two, django_capture_on_commit_callbacks):
    place = save(two("proposer"))
    with django_capture_on_commit_callbacks(execute=True):
        two("reviewer").post(f"{place}approve/", {"compared": "on"})
    client = two("proposer")
    number = place.split("/")[-2]
    assert client.post(address("propose/"), filled(save="on", value="600")).status_code == 400
    mended = save(client, value="600", old=number)
    with django_capture_on_commit_callbacks(execute=True):
        two("reviewer").post(f"{mended}approve/", {})
    assert "已被替换" in read(two("proposer").get(place)).text
    assert "¥600.00" in read(two("proposer").get(address())).text


def test_those_who_may_not(client, county, two):
    place = save(two("proposer"))
    client.force_login(officer("window-clerk", the_pack().towns[0].code))
    assert client.get(address("propose/")).status_code == 404
    for step in ("approve", "return", "withdraw", "revoke"):
        assert client.post(f"{place}{step}/").status_code == 404
    assert client.get(place).status_code == 200  # a standard is no secret
    assert client.get("/office/parameters/没有这个/").status_code == 404
    assert client.get("/office/proposals/99999/").status_code == 404
