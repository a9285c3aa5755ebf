"""Take the screenshots of docs/screenshots from a running portal: `python tools/screenshots.py http://127.0.0.1:8000`.

Needs Chromium and the test requirements. Each picture stays below 150 kB.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "screenshots"
LARGEST_BYTES = 150_000
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 720}
DENSE = {"width": 1280, "height": 560}  # pages full of text, to stay below the limit

# name, address, window, cookies, pixels to scroll down first
PAGES = [
    ("home", "/", DESK, {}, 0),
    ("home-phone", "/", PHONE, {}, 0),
    ("home-elder", "/", DESK, {"elder": "on"}, 0),
    ("home-english", "/", DESK, {"django_language": "en"}, 0),
    ("search-pinyin", "/services/?q=gljt", DESK, {}, 0),
    ("services", "/services/", DESK, {}, 0),
    ("services-elder", "/services/", DESK, {"elder": "on"}, 0),
    ("plan-indicators", "/plan/", DENSE, {}, 330),
    ("plan-promises", "/plan/?part=promises", DENSE, {}, 330),
    ("plan-contradictions", "/plan/?part=conflicts", DENSE, {}, 330),
    ("county", "/county/", DESK, {}, 150),
    ("county-phone", "/county/", PHONE, {}, 330),
    ("about", "/about/", DESK, {}, 0),
    ("check-start-phone", "/check/", PHONE, {}, 0),
]


def main() -> int:
    """Take every picture; return 1 without an address or Chromium."""
    chromium = shutil.which("chromium")
    if len(sys.argv) != 2 or chromium is None:
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
        browser.close()
    return 0


def opened(browser: Browser, window: dict[str, int], cookies: dict[str, str]) -> Page:
    """Return a page in a context of its own."""
    site = sys.argv[1]
    context = browser.new_context(viewport=window, base_url=site)  # type: ignore[arg-type]
    context.add_cookies([{"name": n, "value": v, "url": site} for n, v in cookies.items()])
    return context.new_page()


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
