"""From the first page to an answer: with a mouse, with the keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import (
    answer_unknown,
    answer_until,
    describe_couple,
    start_check,
    to_question,
    to_result,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_from_search_to_the_result(open_page, javascript):
    page = open_page("/", java_script_enabled=javascript)
    page.get_by_role("searchbox").fill("gljt")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("list", name=re.compile("找到")).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="高龄津贴")).to_be_visible()
    expect(page.get_by_text("¥100.00").first).to_be_visible()
    page.get_by_role("link", name="看看我家能不能享受").click()
    start_check(page)
    describe_couple(page)
    answer_until(page, "户口在哪里？")
    for choice in page.get_by_role("combobox").all():
        choice.select_option(index=1)
    page.get_by_role("button", name="继续").last.click()
    page.get_by_role("button", name="先看结果").click()
    entitled = page.get_by_role("region", name=re.compile("可以享受"))
    allowance = entitled.get_by_role("article").filter(has_text="高龄津贴")
    expect(allowance).to_contain_text("¥100.00")
    expect(allowance).to_contain_text("第1人（1931年生）")
    assert page.url.endswith("/check/")
    assert page.complaints == []


def test_questions_end_in_a_result(open_page):
    page = open_page("/check/")
    start_check(page)
    describe_couple(page)
    for _ in range(60):
        if not page.get_by_role("button", name="先看结果").count():
            break
        answer_unknown(page)
    expect(page.get_by_role("heading", name="您家的结果")).to_be_visible()


def test_by_keyboard_alone(open_page):
    page = open_page("/check/", width=320)
    tab_to(page, "#count")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="家里有哪些人")).to_be_visible()
    tab_to(page, "#person1-birth_date-year")
    page.keyboard.type("1931")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    tab_to(page, ".button-row button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()
    tab_to(page, "button[name=stop]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="您家的结果")).to_be_visible()


def tab_to(page, selector):
    """Press Tab until the element has the focus, which must be visible on the screen."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            box = page.evaluate(
                "() => { const b = document.activeElement.getBoundingClientRect(); return [b.top, b.bottom, innerHeight] }"
            )
            assert box[0] < box[2]
            assert box[1] > 0
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {selector}")


def test_skip_link_leads_to_the_content(open_page):
    page = open_page("/services/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_an_error_is_announced_and_leads_to_its_field(open_page):
    page = open_page("/check/")
    start_check(page, people=99)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("请写 1 到 12 之间的人数")
    summary.get_by_role("link").click()
    expect(page.get_by_label("家里一起过日子的有几口人？")).to_be_focused()
    assert page.complaints == []


def test_large_type_in_the_middle_keeps_what_was_typed(open_page):
    page = open_page("/check/")
    start_check(page, people=1)
    page.get_by_label("年", exact=True).fill("1931")
    page.get_by_role("button", name="长者模式").click()
    expect(page.get_by_label("年", exact=True)).to_have_value("1931")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(
        24, abs=0.1
    )


def test_body_text_is_seventeen_pixels(open_page):
    page = open_page("/about/")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(
        17, abs=0.1
    )


def test_the_plan_leads_from_a_fact_to_its_line(open_page):
    page = open_page("/plan/")
    links = page.locator("main table a[href^='#L']")
    if not links.count():
        pytest.skip("the plan's text is not on this machine")
    target = links.first.get_attribute("href")
    links.first.click()
    expect(page.locator(target)).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_county_has_table_map_and_chart(open_page, javascript):
    page = open_page("/county/", java_script_enabled=javascript)
    page.get_by_label("看哪一项待遇").select_option(label="高龄津贴")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="高龄津贴")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("模拟数据")
    towns = page.locator("#towns tbody tr").count()
    assert page.locator("svg path.cell").count() == towns
    if not javascript:
        expect(page.locator(".chart")).to_be_hidden()
    elif page.locator(".chart").count():
        expect(page.locator(".chart canvas")).to_be_visible()
        painted = page.evaluate(
            "() => { const c = document.querySelector('.chart canvas');"
            " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            " return d.some((value, i) => i % 4 === 3 && value > 0) }"
        )
        assert painted
    assert page.complaints == []


def test_print_hides_the_controls(open_page):
    page = open_page("/check/")
    to_result(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="您家的结果")).to_be_visible()
    expect(page.get_by_role("navigation", name="主要栏目")).to_be_hidden()
    expect(page.get_by_text("清空，重新开始")).to_be_hidden()


def test_english_from_end_to_end(open_page):
    page = open_page("/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="What do you need?")).to_be_visible()
    page.get_by_role("link", name="What can I get").first.click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_answers_leave_no_trace_in_the_address_or_the_store(open_page):
    page = open_page("/check/")
    to_question(page)
    kept = page.evaluate(
        "() => JSON.stringify([location.search, location.hash, {...localStorage}, {...sessionStorage}])"
    )
    assert kept == '["","",{},{}]'
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"csrftoken", "elder", "django_language"}
