"""Every page: no WCAG 2.2 A or AA violation that axe can find, no sideways scrolling at 320 px."""

import pytest

from tests.browser.journeys import start_check, to_question, to_result
from zhaohui.packs import default_pack, load

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PACK = load(default_pack())
RICHEST = max(PACK.services, key=lambda service: len(PACK.rules_of(service.id)))
UNNAMED = next((service for service in PACK.services if not service.name), PACK.services[0])
OUTSIDE = next((rule for rule in PACK.rules if not rule.service), None)

ADDRESSES = [
    "/",
    "/services/",
    "/services/?q=残疾",
    "/services/?q=xqzw",
    f"/services/{RICHEST.id}/",
    f"/services/{UNNAMED.id}/",
    *([f"/rules/{OUTSIDE.id}/"] if OUTSIDE else []),
    "/items/",
    "/items/?q=津贴",
    *([f"/items/{PACK.items[0].name}/", "/items/changes/"] if PACK.items else []),
    "/plan/",
    "/plan/?part=promises",
    "/plan/?part=projects",
    "/plan/?part=conflicts",
    "/county/",
    "/about/",
    "/check/",
    "/nothing-here/",
]
LOOKS = {
    "desk": {"width": 1280},
    "phone": {"width": 320},
    "large type": {"width": 1280, "elder": True},
    "large type on a phone": {"width": 320, "elder": True},
    "English": {"width": 1280, "language": "en"},
}


def problem(page):
    page.get_by_label("家里一起过日子的有几口人？").fill("99")
    page.get_by_role("button", name="开始").click()


def people(page):
    start_check(page)


STEPS = {"problem": problem, "people": people, "question": to_question, "result": to_result}


def violations(page, axe):
    """What axe finds, as rule and element."""
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    assert len(found["passes"]) > 5, "axe did not look"
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


def scrolls_sideways(page):
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("look", LOOKS)
def test_pages(open_page, axe, look):
    page = open_page("/", **LOOKS[look])
    for address in ADDRESSES:
        page.goto(address)
        assert violations(page, axe) == [], address
        assert not scrolls_sideways(page), address


@pytest.mark.parametrize("look", [look for look in LOOKS if look != "English"])
@pytest.mark.parametrize("step", STEPS)
def test_steps_of_the_check(open_page, axe, look, step):
    page = open_page("/check/", **LOOKS[look])
    STEPS[step](page)
    for closed in page.locator("details").all():
        closed.locator("summary").click()
    assert violations(page, axe) == []
    assert not scrolls_sideways(page)
