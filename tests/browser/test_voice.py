"""A voice without JavaScript on a phone's width: pressed on the map, sent, looked up; the pages as axe sees them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import scrolls_sideways, violations

pytestmark = pytest.mark.browser
WORDS = "模拟：村口的桥栏杆断了一截"


def press_map(page, x, y):
    page.locator("input[type=image]").click(position={"x": x, "y": y})
    page.wait_for_load_state()
    return tuple(
        float(page.locator(f"input[name={name}]").input_value()) for name in ("lon", "lat")
    )


def test_pressed_on_the_map_sent_and_looked_up_without_javascript(open_page):
    page = open_page("/voice/new/road/", width=320, java_script_enabled=False)
    page.get_by_label("说什么事").fill(WORDS)
    west = press_map(page, 100, 90)
    expect(page.get_by_label("说什么事")).to_have_value(WORDS)
    east = press_map(page, 200, 90)  # on the zoomed map, right of its middle
    assert east[0] > west[0]
    assert east[0] - west[0] < 0.1
    assert not scrolls_sideways(page)
    page.get_by_role("button", name=re.compile("下一步")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("看一看再提交")
    page.get_by_role("button", name="提交", exact=True).click()
    number, code = page.locator("dl.figures dd").all_inner_texts()
    page.get_by_role("link", name="查答复").click()
    page.get_by_label(re.compile("诉求编号")).fill(number)
    page.get_by_label(re.compile("^查询码")).fill(code)
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_text("已经撤回。")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_open_to_everybody(open_page, axe, width):
    page = open_page("/voice/", width=width)
    for path in ("/voice/", "/voice/new/service-need/", "/voice/status/", "/voice/public/"):
        page.goto(path)
        assert violations(page, axe) == [], path
        assert not scrolls_sideways(page), path
    page.goto("/voice/new/road/")
    page.get_by_role("button", name=re.compile("下一步")).click()  # nothing was written
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page, axe) == []
