"""Two officers fill a parameter and the rule decides; every office page by axe, keyboard, without JavaScript."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.test_one_form import sign_in, sign_out
from zhaohui.packs import default_pack, load

pytestmark = pytest.mark.browser
PARAMETER = "高龄津贴80岁起限低收入"
RULE = "old-age-allowance"
PACK = load(default_pack())
SOURCE = PACK.rule(RULE).citations[0].source


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.office_cast", "office"]
    done = subprocess.run(
        words, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def look(axe):
    """Look at a page as axe does, wide and narrow."""

    def looked(page):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page, axe) == [], page.url
            assert not scrolls_sideways(page), (width, page.url)

    return looked


def fill_form(page):
    page.get_by_label("否", exact=True).check()
    page.get_by_label("核对过").check()
    page.get_by_label("从哪天起").fill("2024-01-01")
    page.get_by_label("文件标题").fill("模拟高龄津贴办法")
    page.get_by_label("文号").fill("模拟〔2024〕3号")
    page.get_by_label("条款").fill("第四条")
    page.get_by_label("发文机关的原文").check()
    page.get_by_label("用自己的话说明").fill("办法写明不限低收入")


@pytest.mark.parametrize("with_scripts", [False, True], ids=["no JavaScript", "JavaScript"])
def test_propose_review_and_the_rule_decides(open_page, cast, look, with_scripts):
    page = open_page("/", java_script_enabled=True)
    sign_in(page, cast["proposer"], "/office/")
    look(page)
    page.get_by_role("link", name="参数补填", exact=True).first.click()
    look(page)
    page.goto(f"/office/parameters/{PARAMETER}/")
    look(page)
    page.get_by_role("link", name="补填一期标准").click()
    look(page)
    if not with_scripts:
        kept = page.context.cookies()
        page = open_page("/", java_script_enabled=False)
        page.context.add_cookies(kept)
        page.goto(f"/office/parameters/{PARAMETER}/propose/")
    page.get_by_role("button", name="看看会影响什么").click()
    expect(page.get_by_role("heading", name="有内容需要改")).to_be_visible()
    if with_scripts:
        look(page)
    fill_form(page)
    page.get_by_role("button", name="看看会影响什么").click()
    expect(page.get_by_role("main")).to_contain_text("只因为缺这个参数而算不出")
    if with_scripts:
        look(page)
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_role("main")).to_contain_text("要由另一位")
    proposal = page.url
    if with_scripts:
        look(page)
    sign_out(page)

    page = open_page("/", width=320)
    sign_in(page, cast["reviewer"], "/office/")
    expect(page.get_by_role("link", name="参数补填，等您复核")).to_be_visible()
    page.get_by_role("link", name="参数补填，等您复核").click()
    look(page)
    page.get_by_role("link", name="高龄津贴80岁起限低收入").click()
    assert page.url == proposal
    look(page)
    page.get_by_label("我对照发文机关的原文核对过").check()
    page.get_by_role("button", name="同意生效").click()
    expect(page.get_by_role("main")).to_contain_text("已生效")
    look(page)
    service = PACK.rule(RULE).service
    page.goto(f"/services/{service}/")  # another process may answer: it has the value
    expect(page.get_by_role("main")).to_contain_text("模拟高龄津贴办法")
    page.goto(proposal)
    page.get_by_label("为什么停用").fill("测试结束")
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_role("main")).to_contain_text("已停用")
    look(page)
    assert page.complaints == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_of_the_office(open_page, cast, look, language):
    page = open_page("/", language=language)
    form_page(page, cast["worker"])
    person = cast["person"]
    for address in (
        "/office/",
        "/office/findings/",
        f"/office/findings/{RULE}/",
        f"/office/findings/{RULE}/people/?status=unknown",
        f"/office/people/{person}/findings/{RULE}/",
        f"/office/people/{person}/findings/dibao-rural/",
        "/office/pack/",
        "/office/pack/?gap=on",
        "/office/pack/sources/",
        f"/office/pack/sources/{SOURCE}/",
        "/office/parameters/?which=all",
        "/office/proposals/",
    ):
        assert page.goto(address).ok, address
        for closed in page.locator("details").all():
            closed.evaluate("details => { details.open = true }")
        look(page)
    assert page.complaints == []


def form_page(page, account):
    """Sign in whatever the page's language."""
    page.goto("/office/")
    page.locator("input[name=login]").fill(account["name"])
    page.locator("input[type=password]").fill(account["password"])
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url("**/office/")


def test_by_keyboard_from_home_to_a_trace(open_page, cast):
    page = open_page("/")
    form_page(page, cast["worker"])
    page.goto(f"/office/people/{cast['person']}/findings/dibao-rural/")
    steps = page.locator(".steps").first
    expect(steps).to_be_hidden()
    for words in ("推算过程", "展开每一步"):
        page.locator("summary").filter(has_text=words).first.focus()
        page.keyboard.press("Enter")
    expect(steps).to_be_visible()
    page.goto("/office/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()


def test_a_neighbour_sees_nothing(open_page, cast):
    page = open_page("/")
    form_page(page, cast["worker"])
    others = [village.code for village in PACK.villages if village.code != cast["village"]]
    answer = page.goto(f"/office/findings/{RULE}/people/?status=yes&area={others[0]}")
    assert answer.ok
    expect(page.get_by_role("main")).to_contain_text("这里没有人")
