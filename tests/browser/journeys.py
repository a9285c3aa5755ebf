"""Steps of the resident's journeys, by what she sees."""

from __future__ import annotations

from playwright.sync_api import Page


def start_check(page: Page, people: int = 2) -> None:
    page.get_by_label("家里一起过日子的有几口人？").fill(str(people))
    page.get_by_role("button", name="开始").click()


def describe(
    page: Page, number: int, *, relation: str, sex: str, born: tuple[int, int, int]
) -> None:
    person = page.get_by_role("region", name=f"第 {number} 人")
    person.get_by_role("combobox").first.select_option(relation)
    person.get_by_label(sex, exact=True).check()
    for label, value in zip(("年", "月", "日"), born, strict=True):
        person.get_by_label(label, exact=True).fill(str(value))
    person.get_by_role("combobox").last.select_option(index=1)


def describe_couple(page: Page) -> None:
    describe(page, 1, relation="户主", sex="女", born=(1931, 5, 1))
    describe(page, 2, relation="子女", sex="男", born=(1960, 2, 29))
    page.get_by_role("button", name="继续").last.click()


def answer_unknown(page: Page) -> None:
    """Answer one question page by 不知道 for everyone."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    for radio in page.get_by_role("radio", name="不知道", exact=True).all():
        radio.check()
    for choice in page.get_by_role("combobox").all():
        choice.select_option("?")
    page.get_by_role("button", name="继续").last.click()


def to_question(page: Page) -> None:
    page.goto("/check/")
    start_check(page)
    describe_couple(page)


def to_result(page: Page) -> None:
    to_question(page)
    page.get_by_role("button", name="先看结果").click()
