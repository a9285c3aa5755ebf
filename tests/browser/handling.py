"""An application from the first page to the letter, by what people see: the same for every item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

MOST_PAGES = 40
PHONE = "0839-1234567"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An item as the scenario has it: the rule that is granted by, the amount in 元 ("" : help in kind)."""

    item: str
    rule: str
    amount: str = ""
    published: bool = False
    listed: bool = True  # on a monthly payment list once it is granted
    facts: dict[str, Any] = field(default_factory=dict)
    home: dict[str, Any] = field(default_factory=dict)


def fill_page(page: Page) -> None:
    """Answer what a page of the form asks: 是, nothing earned, or 不知道."""
    phone = page.get_by_label("联系电话")
    if phone.count():
        phone.fill(PHONE)
    for box in page.get_by_role("checkbox", name=re.compile("^不知道")).all():
        box.check()
    for radio in page.locator("input[type=radio][value='是']").all():
        radio.check()
    for choice in page.get_by_role("combobox").all():
        choice.select_option("?")


def to_materials(page: Page) -> None:
    """Answer the form until the materials."""
    for _ in range(MOST_PAGES):
        if page.get_by_role("heading", name="核对一遍").count():
            break
        fill_page(page)
        page.locator(".button-row").get_by_role("button", name="继续", exact=True).click()
    page.get_by_role("button", name="下一步：材料").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("材料和提交")


def apply_online(page: Page, item: str) -> int:
    """Apply in the portal; return the case's number in the office."""
    page.goto(f"/apply/{item}/")
    page.get_by_role("link", name="开始填").click()
    to_materials(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page).to_have_url(re.compile(r"/me/cases/\d+/"))
    return int(page.url.rstrip("/").rpartition("/")[2])


def apply_at_window(page: Page, person: int, item: str) -> int:
    """Take the application in at a window; return the case's number."""
    page.goto(f"/office/cases/new/{person}/")
    page.locator(f"a[href='/office/cases/new/{person}/{item}/form/']").first.click()
    return hand_in(page)


def hand_in(page: Page) -> int:
    """Go on from the form's first page at a window to the receipt."""
    to_materials(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page).to_have_url(re.compile("/receipt/"))
    expect(page.get_by_role("main")).to_contain_text("收件回执")
    return int(page.url.split("/")[-3])


def step(page: Page, case: int, name: str, **fields: str) -> None:
    """Take a step on the case's page; the page comes back without a problem."""
    page.goto(f"/office/cases/{case}/")
    button = page.locator(f"button[name=step][value={name}]")
    page.locator("details", has=button).locator("summary").click()
    for what, text in fields.items():
        place = page.locator(f"[id='{what}-{name}']")
        place.select_option(text) if what == "reason" else place.fill(text)
    with page.expect_navigation():
        button.click()
    expect(page.get_by_role("alert")).to_have_count(0)


def propose(page: Page, case: int, wanted: Wanted, *, since: str) -> None:
    """Propose to grant it."""
    page.goto(f"/office/cases/{case}/")
    page.locator("#outcome-grant").check()
    page.locator("#propose-rule").select_option(wanted.rule)
    page.locator("#propose-reason").select_option("meets-conditions")
    page.locator("#propose-amount").fill(wanted.amount)
    page.locator("#propose-since").fill(since)
    page.locator("#propose-words").fill("模拟：核对材料，符合条件")
    with page.expect_navigation():
        page.get_by_role("button", name="拟决定，交另一位审批").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def decide(desk: dict[str, Page], case: int, wanted: Wanted, *, today: str) -> None:
    """Take a case from the window's desk to the approval by another officer."""
    step(desk["window"], case, "accept")
    step(desk["reviewer"], case, "review")
    if wanted.published:
        step(desk["reviewer"], case, "publish", until=today)
        step(desk["reviewer"], case, "end_publicity", words="模拟：公示期满无异议")
    propose(desk["reviewer"], case, wanted, since=f"{today[:8]}01")
    step(desk["approver"], case, "approve")


def letter(page: Page, address: str) -> bytes:
    """Return the letter's file, with the page's session."""
    answer = page.request.get(address)
    assert answer.status == 200, answer.status
    found: bytes = answer.body()
    assert found.startswith(b"%PDF")
    return found


def drawn(page: Page, rule: str, month: str, *, town: str) -> None:
    """Draw the month's payment list and open a town's sheet."""
    page.goto(f"/office/payments/run/?rule={rule}&month={month}")
    with page.expect_navigation():
        page.locator("form[action$='/payments/run/do/'] button").click()
    page.goto(f"{page.url}sheet/?area={town}")
