"""Standards as people use them: level by level, and a county's own one put into force by two officers."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.run_sweep import run_sweep
from zhaohui.county.entitlements.check import check_household, tell_household
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


@pytest.mark.requirement("R033")
def test_a_table_of_bands_is_drafted_argued_approved_and_published(
    client, county, django_capture_on_commit_callbacks
):
    """The county's own 高龄津贴: written band by band, tried on the cases and on everyone, then public."""
    name, rule = "高龄津贴标准", "old-age-allowance"
    clerk = officer("department-officer", the_pack().code, name="clerk", department="模拟民政局")
    reviewer = officer("reviewer", the_pack().code, name="reviewer")
    run_sweep(current_pack(), current_rulebook(), as_of=county_today())
    client.force_login(clerk)
    way = next(
        link
        for link in read(client.get(f"/office/rules/{rule}/")).links
        if f"{name}/propose" in unquote(link)
    )
    rows = {
        key: text for key, text in read(client.get(way)).inputs.items() if key[:3] in ("key", "val")
    }
    start = county_today() + dt.timedelta(days=1)
    form = rows | {
        "key3": "95",
        "value3": "150",
        "area": the_pack().code,
        "start": start.isoformat(),
        "unit_ok": "on",
        "title": "模拟高龄津贴实施标准",
        "doc_no": "模拟〔2026〕9号",
        "article": "第三条",
        "read_in": "original",
        "words": "95周岁起每人每月150元",
    }
    drafted = read(
        client.post(f"/office/parameters/{name}/propose/", form | {"preview": "on"})
    ).text
    assert "规则的案例会不会变" in drafted  # argued: on the law's cases and on everyone
    assert "新标准从" in drafted
    assert name not in drafted.partition("会影响什么")[2].partition("规则的案例")[0]
    place = client.post(f"/office/parameters/{name}/propose/", form | {"save": "on"})["Location"]
    client.force_login(reviewer)
    assert "规则的案例会不会变" in read(client.get(place)).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{place}approve/", {"compared": "on"})

    client.logout()
    service = the_pack().rule(rule).service
    public = read(client.get(f"/services/{service}/")).text
    assert "模拟高龄津贴实施标准" in public
    assert "¥150.00" in public
    person = {
        "户籍区划": the_pack().villages[0].code,
        "出生日期": start.replace(year=start.year - 96),
    }
    document = {"members": [person]}
    key = (rule, 0)
    told = tell_household(current_pack(), current_rulebook(), document, start, [key])[key]
    said = "\n".join(each["text"] for each in told)
    assert "可以享受高龄津贴，每月150元。" in said
    assert "95—99的一档" in said
    assert "《模拟高龄津贴实施标准》（模拟〔2026〕9号）" in said
    with_day = tell_household(current_pack(), current_rulebook(), document, county_today(), [key])
    assert f"{start.year}年{start.month}月{start.day}日起可以享受，每月150元" in "".join(
        each["text"] for each in with_day[key]
    )
