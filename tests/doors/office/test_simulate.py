"""A planner tries another standard through the pages, reads what it costs, and proposes it."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.actions.finish_scenario import finish_scenario
from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.county.jobs.models import Job
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNTY = the_pack().code
TABLE = "高龄津贴标准"
SINGLE = "低保标准_农村"


@pytest.fixture
def planner(client, county):
    client.force_login(officer("planner", COUNTY, name="planner", department="模拟规划办"))
    return client


def written(**changes):
    values = {"parameter": TABLE, "start": "2026-12-01", "years": "2", "name": "模拟加十元"}
    bands = {"key0": "80", "value0": "35", "key1": "90", "value1": "110", "key2": "100"}
    return values | bands | {"value2": "210"} | changes


def tried(client, **changes):
    response = client.post("/office/simulate/", written(**changes))
    assert response.status_code == 302, read(response).text
    scenario = ReformScenario.objects.latest("pk")
    assert response["Location"] == f"/office/simulate/{scenario.pk}/"
    return scenario


def test_the_form_is_filled_with_what_holds(planner):
    page = read(planner.get("/office/simulate/", {"parameter": TABLE}))
    assert page.inline == []
    html = planner.get("/office/simulate/", {"parameter": TABLE}).content.decode()
    assert 'value="25.00"' in html
    assert 'value="100.00"' in html


def test_the_whole_way(planner):
    scenario = tried(planner)
    page = f"/office/simulate/{scenario.pk}/"
    assert "正在后台测算" in read(planner.get(page)).text
    assert Job.objects.get(key=f"scenario:{scenario.pk}").title == "改革测算"
    finish_scenario(scenario.pk)
    shown = read(planner.get(page))
    assert shown.inline == []
    for words in ("模拟数据", "一年花多少", "高龄津贴", "以后几年", "分镇和分人群", "80岁及以上"):
        assert words in shown.text, words
    scenario.refresh_from_db()
    (line,) = [
        each for each in scenario.result["years"][0]["lines"] if each["rule"] == "old-age-allowance"
    ]
    change = line["change"]
    assert change["gained_fen"] == 12 * 1000 * change["gained"]
    assert [entry.action for entry in Entry.objects.filter(subject_kind="reform-scenario")] == [
        "reform.simulate"
    ] * 2


def test_a_result_holds_nobody(planner):
    scenario = tried(planner)
    finish_scenario(scenario.pk)
    scenario.refresh_from_db()
    kept = json.dumps(scenario.result, ensure_ascii=False)
    assert "person_id" not in kept
    assert "household_id" not in kept
    for name in Person.objects.exclude(name=None).values_list("name", flat=True)[:50]:
        assert name not in kept


def test_proposing_takes_the_figures_along_but_not_a_document(planner):
    scenario = tried(planner)
    finish_scenario(scenario.pk)
    address = f"{reverse('office:parameter-propose', args=[TABLE])}?scenario={scenario.pk}"
    assert address in planner.get(f"/office/simulate/{scenario.pk}/").content.decode()
    html = planner.get(address).content.decode()
    for text in ('value="35.00"', 'value="110.00"', 'value="2026-12-01"', "模拟加十元"):
        assert text in html, text
    response = planner.post(
        f"/office/parameters/{TABLE}/propose/",
        written(area=COUNTY, save="on", unit_ok="on", read_in="original", words="模拟"),
    )
    assert response.status_code == 400
    assert "没有出处的数不能用" in read(response).text


def test_a_standard_that_follows_is_shown_and_arrears_are_told(planner):
    scenario = tried(planner, parameter=SINGLE, value="600", start="2026-01-01", years="1")
    finish_scenario(scenario.pk)
    text = read(planner.get(f"/office/simulate/{scenario.pk}/")).text
    assert "¥780.00" in text  # 特困 follows at 1.3 times
    assert "没有发放名单，算不出补差" in text


def test_two_side_by_side(planner):
    scenarios = [tried(planner), tried(planner, value0="45", name="模拟加二十元")]
    one, other = scenarios
    address = f"/office/simulate/compare/?a={one.pk}&b={other.pk}"
    assert planner.get(address).status_code == 404  # neither is reckoned yet
    for scenario in scenarios:
        finish_scenario(scenario.pk)
    page = read(planner.get(address))
    assert "模拟加二十元" in page.text
    assert "不能直接相减" not in page.text
    assert planner.get("/office/simulate/compare/?a=x&b=1").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value0": "许多"}, "不是金额"),
        ({"value0": "25", "value1": "100", "value2": "200"}, "这样改算不出来"),
        ({"start": "明年"}, "请写成 2025-01-01"),
        ({"years": "99"}, "1 到 20"),
        ({"name": "长" * 81}, "最多 80 个字"),
    ],
)
def test_what_cannot_be_tried_is_told(planner, changes, said):
    response = planner.post("/office/simulate/", written(**changes))
    assert response.status_code == 400
    assert said in read(response).text
    assert not ReformScenario.objects.exists()


def test_a_fault_is_kept_in_words(planner):
    scenario = tried(planner)
    scenario.reform["parameters"][0]["name"] = "不存在的参数"
    scenario.save(update_fields=["reform"])
    finish_scenario(scenario.pk)
    text = read(planner.get(f"/office/simulate/{scenario.pk}/")).text
    assert "没有算成" in text
    assert "不存在的参数" in text


def test_only_its_maker_discards(planner, client):
    scenario = tried(planner)
    client.force_login(officer("planner", COUNTY, name="other"))
    assert client.get(f"/office/simulate/{scenario.pk}/").status_code == 200
    assert client.post(f"/office/simulate/{scenario.pk}/discard/").status_code == 404
    client.logout()
    planner.force_login(scenario.made_by)
    assert planner.post(f"/office/simulate/{scenario.pk}/discard/").status_code == 302
    assert not ReformScenario.objects.exists()
    finish_scenario(scenario.pk)  # the job that still waits does nothing


def test_nobody_else_gets_in(client, county):
    client.force_login(officer("department-officer", COUNTY))
    assert client.get("/office/simulate/").status_code == 404
    assert client.post("/office/simulate/", written()).status_code == 404
