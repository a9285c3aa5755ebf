"""Take the screenshots of docs/screenshots from a running portal: `python tools/screenshots.py ADDRESS [PASSWORD]`.

ADDRESS is http://127.0.0.1:8000 for `make run`; with the demonstration accounts' password 演示账户 it also takes
the office and a resident's own pages. Needs Chromium and the test requirements. Each picture stays below 150 kB.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "screenshots"
LARGEST_BYTES = 150_000
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 720}
DENSE = {"width": 1280, "height": 540}  # pages full of text, to stay below the limit

# name, address, window, cookies, pixels to scroll down first
PAGES = [
    ("home", "/", DESK, {}, 0),
    ("home-phone", "/", PHONE, {}, 0),
    ("home-elder", "/", DESK, {"elder": "on"}, 0),
    ("home-english", "/", DESK, {"django_language": "en"}, 0),
    ("search-pinyin", "/services/?q=gljt", DESK, {}, 0),
    ("services", "/services/", DESK, {}, 0),
    ("services-elder", "/services/", DESK, {"elder": "on"}, 0),
    ("plan-indicators", "/plan/?part=indicators", DENSE, {}, 330),
    ("plan-promises", "/plan/?part=promises", DENSE, {}, 330),
    ("plan-contradictions", "/plan/?part=conflicts", {"width": 1280, "height": 500}, {}, 330),
    ("county", "/county/", DESK, {}, 150),
    ("county-phone", "/county/", PHONE, {}, 330),
    ("about", "/about/", DESK, {}, 0),
    ("check-start-phone", "/check/", PHONE, {}, 0),
    ("registers", "/registers/", DENSE, {}, 0),
    ("living", "/living/?town=510811100", DESK, {}, 0),
]

# the same behind the sign-in: name, demonstration account, address, window, pixels to scroll down first
OFFICE = [
    ("office-home", "demo-planner", "/office/", DESK, 0),
    ("office-people", "demo-town-officer", "/office/people/", DESK, 0),
    ("office-findings", "demo-leader", "/office/findings/old-age-allowance/", DESK, 130),
    ("office-parameters", "demo-department-officer", "/office/parameters/", DENSE, 0),
    ("office-domains", "demo-leader", "/office/domains/", DESK, 0),
    ("office-domain", "demo-department-officer", "/office/domains/assistance/", DESK, 0),
    ("office-register", "demo-town-officer", "/office/registers/low-income-people/", DESK, 0),
    (
        "office-register-map",
        "demo-department-officer",
        "/office/registers/service-desks/map/",
        DESK,
        0,
    ),
    ("office-duties", "demo-town-officer", "/office/duties/", DESK, 0),
    ("office-duty-calendar", "demo-town-officer", "/office/duties/calendar/", DESK, 0),
    ("office-alerts", "demo-department-officer", "/office/alerts/", DESK, 0),
    ("office-signals", "demo-department-officer", "/office/signals/", DENSE, 0),
    ("office-offers", "demo-department-officer", "/office/offers/", DENSE, 0),
    ("field-today-phone", "demo-village-worker", "/field/", PHONE, 0),
    ("my-days-phone", "demo-resident", "/me/duties/", PHONE, 0),
    ("who-saw-my-data-phone", "demo-resident", "/me/audit/", PHONE, 470),
]


def main() -> int:
    """Take every picture; return 1 without an address or Chromium."""
    chromium = shutil.which("chromium")
    if len(sys.argv) not in (2, 3) or chromium is None:
        print(
            __doc__ if chromium else "Chromium is not installed (Debian: apt-get install chromium)"
        )
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for name, address, window, cookies, down in PAGES:
            page = opened(browser, window, cookies)
            page.goto(address)
            shoot(page, name, down=down)
        service(opened(browser, DESK, {}))
        for name, window in (("", DESK), ("-phone", PHONE)):
            check(opened(browser, window, {}), name)
        statement(opened(browser, DESK, {}))
        if len(sys.argv) > 2:
            for name, account, address, window, down in OFFICE:
                page = signed_in(browser, account, window)
                page.goto(address)
                shoot(page, name, down=down)
            person(signed_in(browser, "demo-town-officer", DESK))
            parameter(browser)
        browser.close()
    return 0


def opened(browser: Browser, window: dict[str, int], cookies: dict[str, str]) -> Page:
    """Return a page in a context of its own."""
    site = sys.argv[1]
    context = browser.new_context(viewport=window, base_url=site)  # type: ignore[arg-type]
    context.add_cookies([{"name": n, "value": v, "url": site} for n, v in cookies.items()])
    return context.new_page()


def signed_in(browser: Browser, account: str, window: dict[str, int]) -> Page:
    """Return a page of a demonstration account."""
    page = opened(browser, window, {})
    page.goto("/accounts/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", sys.argv[2])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(office|me)/$"))
    return page


def statement(page: Page) -> None:
    """Show the first promise in which the plan contradicts itself."""
    page.goto("/plan/")
    page.locator(".promise-signs:has(.status-contradictory)").first.locator("xpath=../a").click()
    shoot(page, "plan-statement")


def person(page: Page) -> None:
    """Open the first person over eighty, say why, and show the facts and how a finding came about."""
    page.goto("/office/people/?age_from=80")
    page.locator("tbody a").first.click()
    page.locator("input[name=purpose]").nth(1).check()
    page.locator("main button").click()
    shoot(page, "office-person")
    page.goto(f"{page.url}findings/old-age-allowance/")
    shoot(page, "office-trace")


def parameter(browser: Browser) -> None:
    """Propose a yes-or-no parameter for old-age allowances, show what it would change, send nothing."""
    page = signed_in(browser, "demo-department-officer", DESK)
    page.goto("/office/parameters/高龄津贴80岁起限低收入/propose/")
    page.locator("input[name=value]").last.check()
    page.locator("input[name=unit_ok]").check()
    page.locator("input[name=read_in]").first.check()
    page.fill("#title", "模拟高龄津贴办法")
    page.fill("#words", "模拟：办法写明不限低收入")
    page.locator("button[name=preview]").click()
    shoot(page, "office-parameter-preview")


def service(page: Page) -> None:
    """Show the first service that pinyin initials find, down to its dated figures."""
    page.goto("/services/?q=gljt")
    page.locator(".service-rows a").first.click()
    shoot(page, "service")
    page.locator(".rule").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.rule').scrollIntoView()")
    page.set_viewport_size(DENSE)
    shoot(page, "service-figures")


def check(page: Page, suffix: str) -> None:
    """Walk a mother and her son through the check."""
    page.goto("/check/")
    page.fill("#count", "2")
    page.keyboard.press("Enter")
    for number, relation, sex, year in ((1, 1, 1, "1931"), (2, 3, 0, "1960")):
        page.select_option(f"#person{number}-relation", index=relation)
        page.locator(f"input[name=person{number}-sex]").nth(sex).check()
        for part, text in (("year", year), ("month", "5"), ("day", "1")):
            page.fill(f"#person{number}-birth_date-{part}", text)
        page.select_option(f"#person{number}-hukou_area", index=1)
    shoot(page, f"check-people{suffix}")
    page.locator(".button-row button").click()
    shoot(page, f"check-question{suffix}")
    page.locator("button[name=stop]").click()
    shoot(page, f"check-result{suffix}")


def shoot(page: Page, name: str, *, down: int = 0) -> None:
    """Write one picture; say its size, and when it is too large."""
    page.wait_for_load_state("networkidle")
    page.evaluate(f"scrollBy(0, {down})")
    page.mouse.move(0, 0)
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{size:>7,} {path.name}{'  TOO LARGE' if size > LARGEST_BYTES else ''}")


if __name__ == "__main__":
    sys.exit(main())
