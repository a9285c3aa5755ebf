"""Every page that any role can read: no WCAG 2.2 A or AA violation that axe finds, at 320 px and at 200 %.

The cast and the addresses are the walk's (tests/walk), so that a new page is looked at here by itself.
Each page is opened once and seen through every window; two tabs take turns, so that axe looks at one
page while the other is opened.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from tests.browser.conftest import ROOT
from tests.browser.test_access import TAGS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK, PHONE = (1280, 900, 1), (320, 640, 1)
ZOOMED = (640, 450, 2)  # a window of 1280 px at 200 %
WINDOWS = {"desk": DESK, "phone": PHONE, "200 %": ZOOMED, "text at 200 %": DESK}
LARGE_TYPE = {"phone in large type": PHONE, "desk in large type": DESK}
RESIDENTS = ("public", "unbound", "resident", "helper", "left")
AXE = """tags => { window.looked = axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], elementRef: false
}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))); }"""
SIZE = "size => { document.documentElement.style.fontSize = size }"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
FRAME = """() => {
    const skip = document.querySelector('a.skip');
    skip.focus();
    return {
        headings: [...document.querySelectorAll('h1')].filter(h => !h.closest('.specimen')).length,
        first: document.querySelector('a, button, input, select, textarea, [tabindex]') === skip,
        skips: document.activeElement === skip && !!document.querySelector(skip.hash),
        title: document.title.trim().length > 0,
        lang: document.documentElement.lang,
    };
}"""


@dataclass
class Tab:
    """One page of the browser: what it looks at now, and what was found wrong so far."""

    page: object
    session: object
    complaints: list[str] = field(default_factory=list)
    looking: str = ""
    found: list[str] = field(default_factory=list)

    def open(self, name, address):
        """Open an address; say what its frame lacks."""
        self.finish()
        self.complaints.clear()
        response = self.page.goto(address, wait_until="load")
        where = f"{name} {address}"
        if response.status != 200:
            self.found.append(f"{where}: status {response.status}")
        frame = self.page.evaluate(FRAME)
        if frame != {"headings": 1, "first": True, "skips": True, "title": True, "lang": "zh-Hans"}:
            self.found.append(f"{where}: {frame}")
        return where

    def look(self, where, axe, window, *, doubled=False):
        """Let axe look through a window; its answer is read when the tab is next needed."""
        self.finish()
        width, height, scale = window
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.session.send("Emulation.setDeviceMetricsOverride", metrics)
        self.page.evaluate(SIZE, "178.94%" if doubled else "")  # twice base.css's 89.47 %
        self.page.evaluate(PAINTED)  # the chart draws itself anew
        if (over := self.page.evaluate(SIDEWAYS)) > 0:
            self.found.append(f"{where}: scrolls sideways by {over} px")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe)
        self.looking = where
        self.page.evaluate(AXE, TAGS)

    def finish(self):
        """Take down what axe and the console had to say about the page looked at."""
        if self.looking:
            wrong = self.page.evaluate("window.looked")
            self.found += [f"{self.looking}: {each}" for each in wrong]
        self.found += [f"{self.looking}: {each}" for each in self.complaints]
        self.complaints.clear()
        self.looking = ""


@pytest.fixture(scope="module")
def cast(site, site_env):
    program = [sys.executable, "-m", "tests.browser.roles_cast"]
    done = subprocess.run(
        program, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return {each["role"]: each for each in json.loads(done.stdout)}


@pytest.fixture
def tabs_of(chromium, site, cast):
    """Open two tabs as a role, each in a window of its own."""
    contexts = []

    def opened(role, *, elder=False):
        made = []
        for _ in range(2):
            context = chromium.new_context(base_url=site)
            contexts.append(context)
            cookies = {"sessionid": cast[role]["session"], "elder": "on" if elder else ""}
            context.add_cookies(
                [{"name": n, "value": v, "url": site} for n, v in cookies.items() if v]
            )
            page = context.new_page()
            tab = Tab(page, context.new_cdp_session(page))
            page.on("console", lambda said, to=tab: _complain(to, said))
            page.on("pageerror", lambda error, to=tab: to.complaints.append(str(error)))
            made.append(tab)
        return made

    yield opened
    for context in contexts:
        context.close()


def _complain(tab, said):
    if said.type == "error":
        tab.complaints.append(said.text)


def look_at_all(tabs, pages, windows, axe):
    """Look at each page through each window; return what is wrong."""
    for start in range(0, len(pages), len(tabs)):
        pairs = [
            (tab, tab.open(*page))
            for tab, page in zip(tabs, pages[start : start + len(tabs)], strict=False)
        ]
        for name, window in windows.items():
            for tab, where in pairs:
                tab.look(f"{where} ({name})", axe, window, doubled=name.startswith("text"))
    for tab in tabs:
        tab.finish()
    return [each for tab in tabs for each in tab.found]


def test_every_role_has_pages(cast):
    assert all(each["pages"] for each in cast.values())
    looked_at = {name for each in cast.values() for name, _ in each["pages"]}
    assert {
        "portal:home",
        "portal:me",
        "office:home",
        "office:person",
        "office:gallery",
    } <= looked_at


def test_no_violation_in_any_role(cast, tabs_of, axe):
    wrong = []
    for role, each in cast.items():
        found = look_at_all(tabs_of(role), each["pages"], WINDOWS, axe)
        wrong += [f"{role}: {sentence}" for sentence in found]
    assert not wrong, "\n".join(wrong)


def test_no_violation_in_large_type(cast, tabs_of, axe):
    """长者模式, on the pages of residents."""
    wrong = []
    for role in RESIDENTS:
        found = look_at_all(tabs_of(role, elder=True), cast[role]["pages"], LARGE_TYPE, axe)
        wrong += [f"{role}: {sentence}" for sentence in found]
    assert not wrong, "\n".join(wrong)
