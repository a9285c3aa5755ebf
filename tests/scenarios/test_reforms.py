"""Before a standard is raised: what it costs, whether the money is enough, and what holders are owed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest

from tests.county.small_county import the_pack, the_rulebook
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.actions.finish_scenario import finish_scenario
from zhaohui.county.entitlements.models import Holding, HoldingList, ReformScenario
from zhaohui.county.entitlements.simulation.simulated import simulate_reform
from zhaohui.county.registry.models import Household as Home
from zhaohui.county.registry.models import Person, SourceBatch
from zhaohui.engines.rules import Household
from zhaohui.packs import default_pack, rulebook
from zhaohui.packs.reading.records import read_reform
from zhaohui.packs.reforms import apply_reform

pytestmark = pytest.mark.django_db
RULE = "dibao-rural"
TODAY = dt.date(2026, 11, 15)
MONTHS = [dt.date(2026, month, 1) for month in (7, 8, 9, 10)]


@pytest.fixture
def poor(county):
    """Twelve people alone on 0, 40, 80 … 元 a month; every second one is on the list of 低保."""
    village = the_pack().villages[0]
    listed = HoldingList.objects.create(
        rule=RULE, department="模拟", as_of=TODAY, content_hash="x", rows=6, is_synthetic=True
    )
    batch = SourceBatch.objects.create(  # what they own was looked at lately: that fact lapses
        department="模拟民政局",
        as_of=TODAY,
        kind="table",
        rows=12,
        content_hash="poor",
        is_synthetic=True,
    )
    people = list(Person.objects.order_by("pk")[:12])
    for number, person in enumerate(people):
        home = Home.objects.create(
            kind="living",
            town=village.town_code,
            village=village.code,
            batch=batch,
            assets_ok=True,
            other_monthly_income=0,
        )
        Person.objects.filter(pk=person.pk).update(
            living=home,
            residence_area=village.code,
            hukou_kind="农村",
            monthly_income=number * 4_000,
        )
        if number % 2:
            Holding.objects.create(
                rule=RULE, person_id=person.pk, amount_fen=1, holding_list=listed
            )
    return people


def amounts(book, number, day):
    """What the definition itself says of one of the twelve."""
    member = {
        "居住区划": the_pack().villages[0].code,
        "户籍性质": "农村",
        "月收入": number * 4_000,
    }
    living = {"家庭财产符合规定": True, "家庭其他月收入": 0}
    (finding,) = book.evaluate(Household(members=[member], living=living), day, [RULE])
    return finding.amount_fen


@pytest.mark.requirement("R008")
def test_what_a_raise_costs_and_what_holders_are_owed(poor):
    reform = read_reform(default_pack() / "reforms" / "dibao-rural-600.yaml")
    answer = simulate_reform(current_pack(), reform, today=TODAY)
    assert [(each["parameter"], each["after"], each["follows"]) for each in answer["changed"]] == [
        ("低保标准_农村", 60_000, ""),
        ("特困基本生活标准_农村", 78_000, "低保标准_农村"),
    ]
    line = next(each for each in answer["years"][0]["lines"] if each["rule"] == RULE)
    assert line["change"]["gained"] >= len(poor)
    after = rulebook(apply_reform(the_pack(), reform).pack)
    gained = [
        amounts(after, n, reform.as_of) - amounts(the_rulebook(), n, reform.as_of)
        for n in range(12)
    ]
    assert gained == [6_700] * 12
    assert line["change"]["gained_fen"] >= 12 * sum(gained)
    parts = defaultdict(int)
    for group in answer["groups"]:
        if group["rule"] == RULE:
            parts[group["group"]] += group["after"]["decided_fen"]
    assert set(parts) == {"年龄段", "户口", "家庭人数", "低保"}
    assert set(parts.values()) == {line["after"]["decided_fen"]}
    owed = {
        each["month"]: (each["holders"], each["reckoned"], each["owed_fen"])
        for each in answer["arrears"]["lines"]
        if each["rule"] == RULE
    }
    assert owed == {month.isoformat(): (6, 6, 6 * 6_700) for month in MONTHS}


@pytest.mark.requirement("R008")
@pytest.mark.parametrize(("budget", "said"), [("1", "不够：只算确定的就超过了"), ("", "")])
def test_a_planner_sees_whether_the_money_is_enough(client, poor, budget, said):
    client.force_login(officer("planner", the_pack().code))
    sent = {"parameter": "低保标准_农村", "value": "600", "start": "2026-12-01", "years": "2"}
    response = client.post("/office/simulate/", sent | {"budget": budget})
    assert response.status_code == 302
    finish_scenario(ReformScenario.objects.get().pk)
    text = read(client.get(response["Location"])).text
    assert "特困基本生活标准" in text  # follows, by simulation.yaml
    assert "家庭人数" in text
    assert (said in text) if said else ("够不够" not in text)
