"""One form for three uses: an anonymous check, an item's application left and resumed, a register's record."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_access import scrolls_sideways, violations

pytestmark = pytest.mark.browser
NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
MOST_PAGES = 60
APPLICATION = "/apply/temporary-assistance/form/"


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.cast", "one-form"]
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


def sign_in(page, account, onward):
    page.goto(onward)
    form = page.locator("form", has=page.get_by_label("登录名"))
    form.get_by_label("登录名").fill(account["name"])
    form.get_by_label("密码").fill(account["password"])
    form.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(re.compile(re.escape(onward)))


def sign_out(page):
    page.get_by_role("button", name="退出").click()
    if page.url.endswith("/logout/"):
        page.get_by_role("button", name=re.compile("退出")).last.click()


def press(page, name):
    page.locator(".button-row").get_by_role("button", name=name, exact=True).click()


def fill_page(page):
    """Write what must be known; answer the rest by 不知道 where the page offers it."""
    for year in page.locator("input[id$='-birth_date-year']").all():
        if not year.input_value():
            stem = year.get_attribute("id").removesuffix("-year")
            for part, text in (("year", "1950"), ("month", "2"), ("day", "3")):
                page.locator(f"[id='{stem}-{part}']").fill(text)
    for box in page.get_by_role("checkbox", name=re.compile("^不知道")).all():
        box.check()
    for radio in page.locator("input[type=radio][value='?']").all():
        radio.check()
    for choice in page.get_by_role("combobox").all():
        if choice.locator("option[value='?']").count():
            choice.select_option("?")


def go_on(page, look, *, until):
    """Fill in page after page until the end's heading shows; each page is looked at."""
    for _ in range(MOST_PAGES):
        look(page)
        if page.get_by_role("heading", name=until).count():
            return
        fill_page(page)
        if page.get_by_label("联系电话").count():
            page.get_by_label("联系电话").fill("0839-1234567")
        if page.get_by_role("group", name="哪一天走访的？").count():
            visit = page.get_by_role("group", name="哪一天走访的？")
            for label, text in (("年", "2026"), ("月", "1"), ("日", "5")):
                visit.get_by_label(label, exact=True).fill(text)
            page.get_by_label("平时身边谁照料？").select_option("没有人")
        press(page, "继续")
    raise AssertionError("the form has no end")


def test_one_kind_of_form_serves_check_application_and_register(open_page, cast, look):
    # An anonymous check: nothing kept, and the result of the rules.
    page = open_page("/check/family/", java_script_enabled=True)
    page.get_by_label("家里一起过日子的有几口人？").fill("1")
    press(page, "开始")
    go_on(page, look, until="您家的结果")
    assert not page.get_by_role("button", name="保存，以后再填").count()
    assert page.complaints == []

    # An application: what the registry knows is shown; left on one device, continued on another.
    page = open_page("/")
    sign_in(page, cast["resident"], APPLICATION)
    look(page)
    page.get_by_role("radio", name="是", exact=True).check()
    press(page, "继续")
    page.get_by_label("联系电话").fill("0839-7654321")
    press(page, "保存，以后再填")
    expect(page.get_by_role("link", name="接着填")).to_be_visible()
    look(page)
    sign_out(page)

    page = open_page("/", width=320)
    sign_in(page, cast["resident"], APPLICATION)
    expect(page.get_by_label("联系电话")).to_have_value("0839-7654321")
    go_on(page, look, until="核对一遍")
    expect(page.get_by_role("main")).to_contain_text("0839-1234567")
    page.goto(f"{APPLICATION}?print=filled")
    look(page)
    page.goto(APPLICATION)
    press(page, "下一步：材料")
    look(page)
    press(page, "提交申请")
    expect(page.get_by_role("main")).to_contain_text("已提交，等受理")
    look(page)

    # A register's record of the same person, entered at a visit.
    page = open_page("/")
    sign_in(page, cast["worker"], "/office/registers/left-behind-elders/new/")
    look(page)
    page.get_by_label("身份证号，或登记号").fill(str(cast["elder"]))
    press(page, "继续")
    page.get_by_label("家里一起过日子的有几口人？").fill("1")
    press(page, "开始")
    go_on(page, look, until="核对一遍")
    expect(page.get_by_role("main")).to_contain_text("免交：系统里已有")
    press(page, "登记")
    expect(page.get_by_role("heading", name=cast["name"])).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("没有人")
    look(page)
    page.goto("/office/registers/left-behind-elders/")
    expect(page.get_by_role("link", name=cast["name"])).to_be_visible()
    look(page)
    assert page.complaints == []


def test_without_javascript_and_by_its_own_error_summary(open_page, look):
    page = open_page("/check/family/", java_script_enabled=False)
    page.get_by_label("家里一起过日子的有几口人？").fill("1")
    press(page, "开始")
    press(page, "继续")  # 出生日期 must be known
    expect(page.get_by_role("alert")).to_contain_text("请填写")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#person1-birth_date-year")


def test_a_blank_form_for_a_pen(open_page, look):
    page = open_page("/check/family/?print=blank")
    look(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="主要栏目")).to_be_hidden()
    assert page.locator(".paper-box").count() > 20
    assert page.get_by_text("签名：").is_visible()
