"""The hall by keyboard alone, from the number to the printed receipt; the kiosk with its targets and its wipe."""

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
ITEM = "temporary-assistance"
TARGET_PX = 64
KIOSK = ("", "number/", "check/", "status/", "items/", "items/elderly/")
MOST_STEPS = 30
PRESSED = "a[href], button, summary, select, input:not([type=hidden])"


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.hall_cast", "hall"]
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


def tab_to(page, wanted):
    """Press Tab until the focus is on what is wanted."""
    for _ in range(200):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_from_the_number_to_the_receipt_by_keyboard_alone(open_page, cast, look):
    page = open_page("/")
    sign_in(page, cast["clerk"], "/hall/")
    page.goto("/hall/queue/")
    tab_to(page, page.get_by_role("button", name="取号", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"取到 \d{3} 号。"))).to_be_visible()
    look(page)
    page.goto("/hall/")
    look(page)
    page.keyboard.press("F4")
    expect(page.locator(".queue-number")).to_have_text(re.compile(r"^\d{3}$"))
    page.keyboard.press("F2")
    page.keyboard.type(cast["identity"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/hall/people/{cast['person']}/$"))
    assert cast["identity"] not in page.url
    look(page)
    page.keyboard.press("F3")
    page.keyboard.type("lsjz")
    page.keyboard.press("Enter")
    tab_to(page, page.locator(f".hall-items a[href*='{ITEM}']"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{ITEM}/form/"))
    look(page)
    for _ in range(MOST_STEPS):
        if page.url.endswith("/send/"):
            break
        fill_by_keyboard(page)
        with page.expect_navigation():
            page.keyboard.press("F8")
    look(page)
    page.keyboard.press("F8")
    page.wait_for_url(re.compile("/receipt/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("收件回执")
    look(page)
    page.evaluate("window.print = () => { window.printed = true }")
    page.keyboard.press("F9")
    assert page.evaluate("window.printed")
    assert page.locator(".queue-bar").evaluate("e => getComputedStyle(e).display") != "none"
    page.keyboard.press("F10")
    expect(page.get_by_text("窗口上没有号")).to_be_visible()
    assert page.complaints == []


def fill_by_keyboard(page):
    """Answer what stands in the form: a choice by the space bar, a number by typing."""
    form = page.locator("#form")
    for group in form.locator(".govuk-radios").all():
        first = group.locator("input[type=radio]").first
        first.focus()
        page.keyboard.press("Space")
    for field in form.locator("input.govuk-input:visible").all():
        if not field.input_value():
            field.focus()
            phone = field.get_attribute("name") == "home-own1"
            page.keyboard.type("0839-1234567" if phone else "1")


def test_without_javascript_the_window_works_by_tab_and_enter(open_page, cast):
    page = open_page("/", java_script_enabled=True)
    sign_in(page, cast["clerk"], "/hall/")
    kept = page.context.cookies()
    page = open_page("/", java_script_enabled=False)
    page.context.add_cookies(kept)
    page.goto("/hall/")
    page.locator("#number").fill(cast["identity"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="能享受什么")).to_be_visible()
    page.goto("/hall/queue/")
    page.get_by_role("button", name="取号", exact=True).click()
    page.get_by_role("button", name=re.compile("叫下一个")).click()
    expect(page.locator(".queue-number")).to_be_visible()
    page.get_by_role("button", name="不办了").first.click()
    expect(page.get_by_text("窗口上没有号")).to_be_visible()


@pytest.fixture
def machine(open_page, cast):
    """A page of a machine that the clerk registered."""
    page = open_page("/")
    sign_in(page, cast["clerk"], "/hall/kiosks/")
    page.get_by_label(re.compile("^名称")).fill("大门右边")
    page.get_by_role("button", name="登记这台机器").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请按您要办的")
    return page


def small_targets(page):
    """What can be pressed and is less than 64 px wide or high, the labels of radios and boxes counted with them."""
    return page.evaluate(
        """([wanted, least]) => [...document.querySelectorAll(wanted)].filter((each) => {
            const box = each.getBoundingClientRect();
            const hidden = !box.width || each.closest(".skip, .visually-hidden") || each.matches(".skip, .visually-hidden");
            return !hidden && (box.width < least - .5 || box.height < least - .5);
        }).map((each) => `${each.outerHTML.slice(0, 90)} ${each.getBoundingClientRect().width}x${each.getBoundingClientRect().height}`)""",
        [PRESSED, TARGET_PX],
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_everything_that_is_pressed_is_large_and_open_to_all(machine, axe, width):
    machine.set_viewport_size({"width": width, "height": 900})
    for path in KIOSK:
        machine.goto(f"/kiosk/{path}")
        assert small_targets(machine) == [], path
        assert violations(machine, axe) == [], path
        assert not scrolls_sideways(machine), path


def test_a_number_and_the_keypad_with_and_without_scripts(machine, open_page):
    machine.get_by_role("link", name=re.compile("^取号")).click()
    machine.get_by_role("button", name="不清楚，都可以").click()
    machine.get_by_role("button", name="老年人").click()
    expect(machine.locator(".kiosk-number")).to_have_text(re.compile(r"^\d{3}$"))
    for with_scripts in (True, False):
        page = machine if with_scripts else open_page("/kiosk/", java_script_enabled=False)
        page.goto("/kiosk/status/")
        for key in ("2", "6", "删一位", "6", *"12345678", *"12X"):
            page.get_by_role("button", name=key, exact=True).click()
        expect(page.locator("#number")).to_have_value("2612345678")
        expect(page.locator("#last")).to_have_value("12X")
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_role("alert")).to_contain_text("没有查到")


def test_the_page_is_read_aloud_and_stops_when_asked(open_page):
    page = open_page("/kiosk/")
    page.evaluate("""() => {
        window.said = [];
        speechSynthesis.speak = (each) => said.push([each.lang, each.text]);
    }""")
    page.get_by_role("button", name="读给我听").click()
    ((language, text),) = page.evaluate("said")
    assert language == "zh-Hans"
    assert "请按您要办的" in text
    assert "取号" in text
    page.get_by_role("button", name="不读了").click()
    expect(page.get_by_role("button", name="读给我听")).to_be_visible()
    assert page.evaluate("said.length") == 1


def test_it_is_wiped_after_sixty_seconds_and_goes_on_where_she_says_so(machine):
    machine.clock.install()
    machine.goto("/kiosk/status/")
    machine.locator("#number").fill("2612345678")
    machine.clock.run_for(50_000)
    expect(machine.locator("[data-idle-left]")).to_have_text("10")
    expect(machine.get_by_role("status")).to_contain_text("快要清屏了")
    machine.get_by_role("button", name="继续", exact=True).click()
    machine.clock.run_for(50_000)
    expect(machine.locator("#number")).to_have_value("2612345678")
    machine.clock.run_for(11_000)
    expect(machine).to_have_url(re.compile("/kiosk/$"))
    machine.go_back()
    machine.wait_for_load_state()
    assert not machine.locator("#number").count() or not machine.locator("#number").input_value()
