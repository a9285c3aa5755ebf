"""Steps of the resident's journeys, by what she sees."""

from __future__ import annotations

from playwright.sync_api import Page


def start_check(page: Page, people: int = 2) -> None:
    page.get_by_label("家里一起过日子的有几口人？").fill(str(people))
    page.get_by_role("button", name="开始").click()


def describe(page: Page, number: int, *, born: tuple[int, int, int]) -> None:
    person = page.get_by_role("region", name=f"第{number}人")
    for label, value in zip(("年", "月", "日"), born, strict=True):
        person.get_by_label(label, exact=True).fill(str(value))


def describe_couple(page: Page) -> None:
    describe(page, 1, born=(1931, 5, 1))
    describe(page, 2, born=(1960, 2, 29))
    page.get_by_role("button", name="继续").last.click()


def answer_unknown(page: Page) -> None:
    """Answer one question page by 不知道 for everyone."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    for radio in page.get_by_role("radio", name="不知道", exact=True).all():
        radio.check()
    for choice in page.get_by_role("combobox").all():
        choice.select_option("?")
    with page.expect_navigation():
        page.get_by_role("button", name="继续").last.click()


def answer_until(page: Page, question: str) -> None:
    """Answer by 不知道 until this question comes."""
    heading = page.get_by_role("heading", name=question)
    for _ in range(60):
        if heading.count():
            return
        answer_unknown(page)
    raise AssertionError(f"“{question}” was never asked")


def to_question(page: Page) -> None:
    page.goto("/check/")
    start_check(page)
    describe_couple(page)


def to_result(page: Page) -> None:
    to_question(page)
    page.get_by_role("button", name="先看结果").click()
