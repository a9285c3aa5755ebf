"""A helper fills in for the giver until the mandate is taken back; a survey that anybody answers once."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.test_one_form import NARROW, WIDE, press, sign_in

pytestmark = pytest.mark.browser

PHONE = "0839-7654321"


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.cast", "helped"]
    done = subprocess.run(
        words, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def look(axe):
    """Look at a page as axe does, wide and narrow."""

    def looked(page):
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            assert violations(page, axe) == [], page.url
            assert not scrolls_sideways(page), page.url

    return looked


def test_a_helper_fills_in_and_the_giver_ends_it(open_page, cast, look):
    kin = open_page("/", java_script_enabled=True)
    sign_in(kin, cast["helper"], "/me/")
    look(kin)
    kin.get_by_role("link", name=f"替{cast['name']}填表办事").click()
    look(kin)
    kin.get_by_role("link", name="临时救助").click()
    expect(kin.get_by_role("main").get_by_role("note").first).to_contain_text(
        f"您在替{cast['name']}填"
    )
    expect(kin.get_by_role("main")).to_contain_text("系统里已有、不用再填的")
    look(kin)
    kin.get_by_role("link", name="开始填").click()
    look(kin)
    kin.get_by_role("radio", name="是", exact=True).check()
    press(kin, "继续")
    kin.get_by_label("联系电话").fill(PHONE)
    look(kin)
    press(kin, "保存，以后再填")
    expect(kin.get_by_role("main")).to_contain_text("开始填的：您")
    look(kin)
    kin.get_by_role("link", name="临时救助").first.click()
    theirs = kin.url
    look(kin)
    kin.get_by_role("link", name="接着填").click()
    form = kin.url
    expect(kin.get_by_label("联系电话")).to_have_value(PHONE)

    giver = open_page("/", width=320)
    sign_in(giver, cast["resident"], "/apply/")
    expect(giver.get_by_role("main")).to_contain_text("亲友 helped-helper")
    look(giver)
    giver.goto("/me/audit/")
    expect(giver.get_by_role("main")).to_contain_text("受委托代办：临时救助")
    giver.goto("/me/mandates/")
    giver.get_by_role("button", name="收回").click()
    expect(giver.get_by_role("status")).to_contain_text("已经结束")

    for address in (theirs, form):
        assert kin.goto(address).status == 404
    kin.goto("/me/")
    expect(kin.get_by_role("main")).not_to_contain_text(cast["name"])
    giver.goto("/apply/")
    giver.get_by_role("link", name="接着填").click()
    expect(giver.get_by_label("联系电话")).to_have_value(PHONE)
    for page in (kin, giver):
        assert [each for each in page.complaints if "404" not in each] == []


@pytest.mark.parametrize("script", [True, False])
def test_a_survey_is_answered_thanked_and_counted_once(open_page, cast, look, script):
    page = open_page("/about/", java_script_enabled=script)
    page.get_by_role("link", name="办事和用网站的体验").click()
    expect(page.get_by_role("main")).to_contain_text("还没有经主管部门核定")
    for _ in range(6):
        if script:
            look(page)
        if page.get_by_role("heading", name="核对一遍").count():
            break
        for group in page.get_by_role("group").all():
            group.get_by_role("radio").first.check()
        fill_required(page)
        press(page, "继续")
    press(page, "打印填好的表")
    expect(page.get_by_role("heading", name="办事和用网站的体验")).to_be_visible()
    if script:
        look(page)
    page.get_by_role("button", name="打印好了，回到核对").click()
    press(page, "提交")
    expect(page.get_by_role("heading", name="谢谢，已经收到")).to_be_visible()
    if script:
        look(page)
    page.reload()
    expect(page.get_by_role("heading", name="谢谢，已经收到")).to_be_visible()
    assert page.complaints == []


def fill_required(page):
    for choice in page.get_by_role("combobox").all():
        if not choice.input_value():
            choice.select_option(index=1)


def test_a_blank_survey_and_its_results(open_page, cast, look, site_env):
    page = open_page("/survey/satisfaction/?print=blank")
    look(page)
    page.emulate_media(media="print")
    assert page.locator(".paper-box").count() > 20

    subprocess.run(
        [sys.executable, "-m", "tests.browser.replies", "12"], env=site_env, cwd=ROOT, check=True
    )
    page = open_page("/")
    sign_in(page, cast["worker"], "/office/surveys/")
    look(page)
    page.get_by_role("link", name="办事和用网站的体验").click()
    expect(page.get_by_role("main")).to_contain_text("份答卷")
    expect(page.get_by_role("table", name="总的说，您满意吗？")).to_contain_text("很满意")
    look(page)
    assert page.complaints == []
