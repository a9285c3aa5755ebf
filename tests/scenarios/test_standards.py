"""Standards as people use them: level by level, and a county's own one put into force by two officers."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.run_sweep import run_sweep
from zhaohui.county.entitlements.check import check_household
from zhaohui.county.registry.models import Household, Person, SourceBatch

pytestmark = pytest.mark.django_db
STANDARD = "低保标准_农村"
RULE = "dibao-rural"
INCOME_YUAN, STANDARD_YUAN = 560, 580  # above the province's floor, below the county's own


def answer():
    """What the resident's check says to a villager who lives on 560 元 a month."""
    member = {"居住区划": the_pack().villages[0].code, "户籍性质": "农村", "月收入": INCOME_YUAN}
    living = {"家庭财产符合规定": True, "家庭其他月收入": 0}
    document = {"members": [member], "living": living}
    found = check_household(current_pack(), current_rulebook(), document, county_today())
    return next(row for row in found["services"] if row["id"] == RULE)


def make_her_poor():
    """Person 1 lives alone with the same facts, in the registry."""
    person = Person.objects.get(pk=1)
    today = SourceBatch.objects.create(  # what the household owns was looked at lately: it lapses
        department="模拟民政局",
        as_of=county_today(),
        kind="table",
        rows=1,
        content_hash="poor",
        is_synthetic=True,
    )
    home = Household.objects.create(
        kind="living",
        town=person.town,
        village=person.village,
        batch=today,
        assets_ok=True,
        other_monthly_income=0,
    )
    Person.objects.filter(pk=1).update(
        living=home,
        residence_area=the_pack().villages[0].code,
        hukou_kind="农村",
        monthly_income=INCOME_YUAN * 100,
    )


def trace(client):
    return read(client.get(f"/office/people/1/findings/{RULE}/")).text


@pytest.mark.requirement("R146")
def test_the_countys_own_dibao_standard_is_set_used_and_reviewed(
    client, county, django_capture_on_commit_callbacks
):
    make_her_poor()
    clerk = officer("department-officer", the_pack().code, name="clerk", department="模拟民政局")
    reviewer = officer("reviewer", the_pack().code, name="reviewer")
    client.force_login(clerk)
    before = run_sweep(current_pack(), current_rulebook(), as_of=county_today())
    assert answer()["status"] == "unknown"
    assert f"参数:{STANDARD}" in answer()["needs"]
    assert "还缺信息" in trace(client)

    start = county_today() - dt.timedelta(days=90)
    form = {
        "area": the_pack().code,
        "start": start.isoformat(),
        "value": str(STANDARD_YUAN),
        "unit_ok": "on",
        "title": "模拟低保标准通知",
        "doc_no": "模拟〔2026〕7号",
        "article": "第一条",
        "read_in": "original",
        "words": "农村低保标准提到每人每月580元",
        "save": "on",
    }
    place = client.post(f"/office/parameters/{STANDARD}/propose/", form)["Location"]
    assert answer()["status"] == "unknown"  # one officer alone decides nothing
    client.force_login(reviewer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{place}approve/", {"compared": "on"})

    found = answer()
    assert (found["status"], found["amount_fen"]) == ("yes", (STANDARD_YUAN - INCOME_YUAN) * 100)
    after = run_sweep(current_pack(), current_rulebook(), as_of=county_today())
    assert after.run.pack.content_hash != before.run.pack.content_hash
    totals = {row.id: row for row in after.report.rules}[RULE]
    earlier = {row.id: row for row in before.report.rules}[RULE]
    assert totals.unknown < earlier.unknown
    assert totals.yes > earlier.yes
    client.force_login(clerk)
    text = trace(client)
    assert "模拟低保标准通知" in text
    assert "模拟〔2026〕7号" in text
    assert "已核对原文" in text

    later = start + dt.timedelta(days=31 * current_pack().parameter(STANDARD).review_months)
    assert current_rulebook().day(later).resolved[STANDARD].stale  # time to review it
    assert not current_rulebook().day(county_today()).resolved[STANDARD].stale


@pytest.mark.requirement("R012")
def test_a_standard_is_compared_level_by_level(client, county):
    """高龄津贴: the province has a floor, the city's own is a gap, the nation has none."""
    client.force_login(officer("planner", the_pack().code))
    page = read(client.get("/office/parameters/高龄津贴标准/"))
    said = page.text.partition("各级今天怎么定")[2].partition("各期标准")[0]
    manifest = the_pack().manifest
    names = ["全国", manifest.province, manifest.city, manifest.short_name]
    places = [said.index(name) for name in names]
    assert places == sorted(places)
    nation, province, city, own = (
        said[a:b] for a, b in zip(places, [*places[1:], len(said)], strict=True)
    )
    assert "没有规定" in nation
    assert "现用" in province
    assert "¥100.00" in province
    assert "据转载或推算" in province
    assert "缺口" in city
    assert "没有规定" in own
