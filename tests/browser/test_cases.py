"""The named benefits from application to letter and payment list, over the portal and over a window."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.handling import (
    Wanted,
    apply_at_window,
    apply_online,
    decide,
    drawn,
    hand_in,
    letter,
)
from zhaohui.clock import county_today

pytestmark = pytest.mark.browser
TODAY = county_today().isoformat()
POOR = {"monthly_income": 0, "tekun": False}
ITEMS = (
    Wanted(
        item="minimum-living",
        rule="dibao-rural",
        amount="300",
        published=True,
        facts=POOR | {"hukou_kind": "农村"},
        home={"other_monthly_income": 0, "assets_ok": True, "dibao": False},
    ),
    Wanted(
        item="old-age-allowance",
        rule="old-age-allowance",
        facts={"birth_date": "1930-01-01", "tekun": False},
        home={"dibao": False, "dibao_edge": False},
        amount="100",
    ),
    Wanted(
        item="veteran-living",
        rule="combat-veteran",
        facts={"veteran_category": "参战退役人员", "other_veteran_allowance": False},
        amount="500",
        listed=False,
    ),
    Wanted(
        item="legal-aid",
        rule="legal-aid-hardship",
        facts=POOR | {"needs_legal_aid": True},
        home={"dibao": True},
    ),
    Wanted(
        item="disability-care",
        rule="disability-care-severe",
        facts=POOR
        | {
            "has_disability_certificate": True,
            "disability_level": 1,
            "needs_long_term_care": True,
        },
        home={"dibao": True},
        amount="100",
    ),
    Wanted(
        item="disability-living",
        rule="disability-living",
        facts=POOR | {"has_disability_certificate": True, "disability_level": 2},
        home={"dibao": True},
        amount="100",
    ),
)
URGENT = Wanted(item="temporary-assistance", rule="temporary-assistance", amount="800")


@pytest.fixture(scope="module")
def cast(site, site_env):
    items = {each.item: {"facts": each.facts, "home": each.home} for each in (*ITEMS, URGENT)}
    asked = json.dumps({"prefix": "cases", "items": items})
    words = [sys.executable, "-m", "tests.browser.case_cast", asked]
    done = subprocess.run(
        words, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def seated(open_page, cast, site):
    """Open a page signed in as somebody of the cast."""

    def opened(name, **options):
        page = open_page("/about/", **options)
        page.context.add_cookies(
            [{"name": "sessionid", "value": cast["sessions"][name], "url": site}]
        )
        return page

    return opened


@pytest.mark.parametrize("wanted", ITEMS, ids=lambda each: each.item)
def test_applied_for_online_and_at_a_window(seated, cast, wanted):
    online, there = (cast["people"][wanted.item][name] for name in ("portal", "window"))
    herself = seated(wanted.item, width=320)
    desk = {
        "window": seated("window"),
        "reviewer": seated("town"),
        "approver": seated("department"),
    }
    cases = {
        "portal": apply_online(herself, wanted.item),
        "window": apply_at_window(desk["window"], there[0], wanted.item),
    }
    neighbour = seated("neighbour")
    for case in cases.values():
        decide(desk, case, wanted, today=TODAY)
        letter(desk["window"], f"/office/cases/{case}/letter/")
        assert neighbour.goto(f"/office/cases/{case}/").status == 404
    assert neighbour.goto(f"/office/cases/new/{there[0]}/").status == 404
    herself.goto(f"/me/cases/{cases['portal']}/")
    expect(herself.get_by_role("main")).to_contain_text("已决定")
    letter(herself, f"/me/cases/{cases['portal']}/letter/")
    if wanted.amount and wanted.listed:
        drawn(desk["approver"], wanted.rule, TODAY[:7], town=cast["town"])
        for _number, name in (online, there):
            expect(desk["approver"].get_by_role("main")).to_contain_text(name)


def give_first(giver, approver, case):
    """Help before the decision, confirmed by another officer."""
    giver.goto(f"/office/cases/{case}/")
    giver.get_by_text("先救助，后补手续").click()
    giver.locator("#relief-reason").select_option("no-means-today")
    giver.locator("#relief-amount").fill("300")
    giver.locator("#relief-words").fill("模拟：现金，当面签收")
    with giver.expect_navigation():
        giver.get_by_role("button", name="先行救助", exact=True).click()
    expect(giver.get_by_role("main")).to_contain_text("等另一位工作人员确认。")
    approver.goto(f"/office/cases/{case}/")
    with approver.expect_navigation():
        approver.get_by_role("button", name="同意先行救助").click()


def test_help_in_an_emergency_online_and_for_somebody_without_papers(seated, cast):
    herself = seated(URGENT.item, width=320)
    desk = {
        "window": seated("window"),
        "reviewer": seated("town"),
        "approver": seated("department"),
    }
    neighbour = seated("neighbour")
    window = desk["window"]
    window.goto("/office/cases/")
    window.get_by_role("link", name="急难：就地受理").click()
    window.locator("#words").fill("模拟：客车翻在路边，没有证件，穿灰色外套")
    window.locator("#sex").select_option("男")
    window.get_by_role("button", name="下一步：申请").click()
    nameless = hand_in(window)
    cases = [apply_online(herself, URGENT.item), nameless]
    for case in cases:
        give_first(desk["reviewer"], desk["approver"], case)
        decide(desk, case, URGENT, today=TODAY)
        letter(window, f"/office/cases/{case}/letter/")
        assert neighbour.goto(f"/office/cases/{case}/").status == 404
    drawn(desk["approver"], URGENT.rule, TODAY[:7], town=cast["town"])
    main = desk["approver"].get_by_role("main")
    expect(main).to_contain_text("无名氏")
    expect(main).to_contain_text(cast["people"][URGENT.item]["portal"][1])
    expect(main).to_contain_text("500.00")


def test_the_place_where_it_happened_handles_and_asks_her_home(seated, cast):
    there, home = seated("neighbour"), seated("town")
    _pk, name = cast["people"][URGENT.item]["window"]
    there.goto("/office/cases/met/")
    there.locator("#number").fill(cast["number"])
    there.locator("#name").fill(name)
    there.locator("#words").fill("模拟：在集市上钱包被偷，回不了家")
    there.get_by_role("button", name="下一步：申请").click()
    case = hand_in(there)
    assert home.goto(f"/office/cases/{case}/").status == 404
    there.goto(f"/office/cases/{case}/")
    there.locator("summary", has_text="发函请").click()
    there.locator("#question").fill("模拟：家里有没有人来接")
    there.get_by_role("button", name="发协查函").click()
    home.goto("/office/inquiries/?state=waiting")
    home.get_by_role("link", name=name).click()
    home.locator("#answer").fill("模拟：儿子明天来接")
    with home.expect_navigation():
        home.get_by_role("button", name="回复", exact=True).click()
    there.goto(f"/office/cases/{case}/")
    expect(there.get_by_role("main")).to_contain_text("儿子明天来接")
