"""Lists and a person's page, as an officer meets them: on a phone, by keyboard, without scripts; axe finds nothing."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.test_one_form import sign_in

pytestmark = pytest.mark.browser
TABS = ["", "household/", "findings/", "cases/", "letters/", "visits/"]


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.officers", "lists"]
    done = subprocess.run(
        words, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def say_why(page):
    page.get_by_label("窗口受理业务").check()
    page.get_by_role("button", name="继续").click()


@pytest.mark.parametrize("elder", [False, True])
def test_every_page_is_clean_on_a_phone_and_at_a_desk(open_page, axe, cast, elder):
    page = open_page("/", elder=elder)
    sign_in(page, cast["clerk"], "/office/people/")
    page.goto(f"/office/people/{cast['person']}/")
    seen = ["/office/people/", "/office/people/?age_from=999", "/office/exports/"]
    seen += [f"/office/people/{cast['person']}/{tab}" for tab in TABS]
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page, axe) == [], "the question for the purpose"
    say_why(page)
    for address in seen:
        page.goto(address)
        for closed in page.locator("main details").all():
            closed.evaluate("element => element.open = true")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page, axe) == [], address
            assert not scrolls_sideways(page), address


def test_a_table_becomes_cards_that_name_each_value(open_page, cast):
    page = open_page("/", width=320)
    sign_in(page, cast["clerk"], "/office/people/")
    cell = page.locator('td[data-label="年龄"]').first
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"年龄"'
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "grid"
    expect(page.get_by_role("row").nth(1)).to_be_visible()


def test_without_scripts_from_filter_to_export_and_approval(open_page, cast):
    page = open_page("/", width=320, java_script_enabled=False)
    sign_in(page, cast["clerk"], "/office/people/")
    page.get_by_label("性别").select_option("女")
    page.get_by_role("button", name="筛选").click()
    first = page.locator("tbody tr").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    assert page.locator("tbody tr").first.inner_text() != first
    page.get_by_role("link", name="上一页").click()
    assert page.locator("tbody tr").first.inner_text() == first
    page.locator("summary", has_text="保存现在的筛选").click()
    page.get_by_label("名称").fill("女性")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="女性")).to_be_visible()
    page.locator(".tick").first.check()
    page.get_by_role("button", name=re.compile("申请导出")).click()
    expect(page.locator(".facts")).to_contain_text("1 条")
    page.get_by_label(re.compile("做什么用")).fill("核对高龄津贴发放名单")
    page.get_by_role("button", name=re.compile("确认")).click()
    expect(page.get_by_text("待批准")).to_be_visible()
    address = page.url
    other = open_page("/", java_script_enabled=False)
    sign_in(other, cast["reviewer"], "/office/exports/")
    other.goto(address)
    other.get_by_role("button", name="批准", exact=True).click()
    expect(other.locator("main")).to_contain_text("已批准")


def test_by_keyboard_alone_and_nothing_personal_in_an_address(open_page, cast):
    page = open_page("/")
    sign_in(page, cast["clerk"], "/office/people/")
    page.locator("#lookup").focus()
    page.keyboard.insert_text("王")
    for key in ("Tab", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#lookup-error")).to_contain_text("前两个字")
    assert "王" not in page.url
    assert "%E7%8E%8B" not in page.url
    page.goto("/office/people/")
    page.locator("tbody a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/people/\d+/"))
    page.locator(".person-tabs a").nth(1).press("Enter")
    expect(page).to_have_url(re.compile("household/"))


def test_a_number_is_shown_once(open_page, cast):
    page = open_page("/")
    sign_in(page, cast["clerk"], f"/office/people/{cast['person']}/")
    say_why(page)
    masked = page.locator(".person-sealed dd").first
    expect(masked).to_contain_text("••••")
    page.locator("summary", has_text="看完整的身份证号").click()
    page.locator("#reason-identity").fill("当面核对身份证")
    page.locator("#reason-identity").press("Enter")
    expect(page.locator(".person-open")).to_have_text(re.compile(r"^\d{17}[\dX]$"))
    assert page.locator(".person-open").inner_text() not in page.url
    page.goto(f"/office/people/{cast['person']}/")
    expect(page.locator(".person-open")).to_have_count(0)
