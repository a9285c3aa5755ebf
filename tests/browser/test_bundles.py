"""出生一件事 end to end: by a mother online and over the counter, decided item by item, answered as one."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.test_one_form import NARROW, WIDE, press, sign_in

pytestmark = pytest.mark.browser
KEPT = ("预防接种", "儿童健康管理")  # in kind: one department's officers decide
MOST_PAGES = 40


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.bundle_cast", "bundles"]
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


def fill_in(page):
    """Answer every question by 不知道 or 否 until the review, then go on to the materials."""
    for _ in range(MOST_PAGES):
        if page.get_by_role("heading", name="核对一遍").count():
            break
        if page.get_by_label("联系电话").count():
            page.get_by_label("联系电话").fill("0839-1234567")
        else:
            for group in page.get_by_role("group").all():
                unknown = group.get_by_label("不知道")
                (unknown if unknown.count() else group.get_by_role("radio").last).check()
            for unknown in page.get_by_role("checkbox", name="不知道").all():
                unknown.check()
        press(page, "继续")
    press(page, "下一步：材料")


def officer_step(page, name, **fields):
    page.locator("summary", has_text=re.compile(f"^{name}$")).click()
    form = page.locator("details[open] form")
    for label, value in fields.items():
        form.locator(f"[name={label}]").fill(value)
    form.get_by_role("button").last.click()
    page.wait_for_load_state()


def test_a_birth_online_from_the_first_page_to_the_joint_answer(open_page, cast, look):
    mother = open_page("/", width=320)
    mother.get_by_role("link", name="一件事：几个事项一次办").click()
    look(mother)
    mother.get_by_role("link", name="出生一件事").click()
    expect(mother.get_by_role("main")).to_contain_text("逐项办和一次办")
    look(mother)
    sign_in(mother, cast["resident"], "/bundles/birth/start/")
    expect(mother.get_by_role("main")).to_contain_text("一起申请")
    look(mother)
    mother.get_by_role("link", name="开始填").click()
    fill_in(mother)
    look(mother)
    for choice in mother.get_by_role("checkbox").all():
        name = choice.evaluate("box => box.labels[0].textContent")
        choice.set_checked(any(kept in name for kept in KEPT))
    press(mother, "提交申请")
    expect(mother.get_by_role("heading", level=1)).to_have_text("出生一件事")
    expect(mother.get_by_role("main")).to_contain_text("共 2 项，有答复的 0 项")
    look(mother)
    number = re.search(r"\d\d-\d{4}-\d{4}", mother.get_by_role("main").inner_text())[0]

    town, desk = open_page("/"), open_page("/")
    sign_in(town, cast["town"], "/office/cases/?bundle=birth")
    sign_in(desk, cast["desk"], "/office/cases/")
    hrefs = town.locator("tbody a[href^='/office/cases/']").evaluate_all(
        "links => links.map(each => each.getAttribute('href'))"
    )
    assert len(hrefs) == len(KEPT)
    for href in hrefs:
        town.goto(href)
        expect(town.get_by_role("main")).to_contain_text("属于一件事")
        look(town)
        officer_step(town, "受理")
        officer_step(town, "开始审查")
        town.locator("#outcome-grant").check(force=True)
        town.locator("#propose-reason").select_option("meets-conditions")
        town.locator("#propose-words").fill("模拟：核对一致")
        town.get_by_role("button", name="拟决定，交另一位审批").click()
        desk.goto(href)
        officer_step(desk, "决定")
    desk.goto("/office/bundles/")
    look(desk)

    anybody = open_page("/status/", width=320)
    anybody.locator("#number").fill(number)
    anybody.locator("#last").fill(cast["last"])
    anybody.get_by_role("button", name="查询").click()
    expect(anybody.get_by_role("main")).to_contain_text("都有答复了")
    look(anybody)
    mother.reload()
    mother.get_by_role("link", name="看一次答复").click()
    for kept in KEPT:
        expect(mother.get_by_role("main")).to_contain_text(f"您申请的{kept}，准予")
    look(mother)
    for page in (mother, town, desk, anybody):
        assert page.complaints == []


def test_a_birth_over_the_counter_ends_with_one_receipt(open_page, cast, look):
    clerk = open_page("/")
    sign_in(clerk, cast["clerk"], f"/office/cases/new/{cast['giver']}/")
    look(clerk)
    clerk.get_by_role("link", name="出生一件事").click()
    fill_in(clerk)
    look(clerk)
    press(clerk, "提交申请")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("收件回执")
    expect(clerk.get_by_role("main")).to_contain_text(cast["name"])
    look(clerk)
    clerk.get_by_role("link", name="回到这件事").click()
    look(clerk)
    assert clerk.complaints == []
