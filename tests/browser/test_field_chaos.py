"""The worker's phone under chance: the network cut, answers lost, pages and the browser killed, again and again.

Each sequence is drawn from its seed. What the page said is kept must reach the county once; what was
pressed and killed before it said so, at most once.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import FLAGS
from tests.browser.test_field import chromium_path, program, sign_in, sync_line, visit
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

SETTLED = re.compile(r"^(全部已上传|没有要上传的)")
STEPS = {"report": 8, "hasty": 2, "cut": 2, "drop": 2, "join": 3, "lose": 2, "reload": 2}
STEPS |= {"close": 2, "crash": 1, "now": 2, "tab": 1, "restart": 1}


@pytest.fixture(autouse=True)
def _patience():
    """A phone is slow where several tests share a machine."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


def browser_of(folder):
    """Return the process of the browser that keeps its things in this folder."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().decode(errors="replace")
            if f"--user-data-dir={folder}" in words and "--type=" not in words:
                return int(path.parent.name)
    raise AssertionError(f"no browser keeps its things in {folder}")


class Phone:
    """A phone with its browser, the wire to the county, and what its user wrote on it."""

    def __init__(self, chromium, wire, folder, cast):
        self.chromium, self.wire, self.folder, self.cast = chromium, wire, folder, cast
        self.kept, self.hasty = [], []
        self.context = None
        self.start()
        sign_in(self.page, cast["worker"])

    def start(self):
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.folder,
            executable_path=chromium_path(),
            args=FLAGS,
            base_url=self.wire.address,
            viewport={"width": 320, "height": 640},
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()

    def open(self):
        self.page = self.context.new_page()
        self.look()

    def look(self):
        """Go to the page; a county that is there and has forgotten who she is asks her to sign in."""
        self.page.goto("/field/")
        if "/accounts/login/" in self.page.url:
            sign_in(self.page, self.cast["worker"])
        expect(self.page.locator("#field[data-ready]")).to_be_attached()

    def report(self, draw, note):
        self.press(draw, note)
        expect(self.stop.get_by_label("说明（可以不写）")).to_have_value("")  # only once it is kept
        self.kept.append(note)

    def hasty_report(self, draw, note):
        self.hasty.append(note)
        self.press(draw, note)
        self.page.close()
        self.open()

    def press(self, draw, note):
        self.stop = visit(self.page, draw.choice(self.cast["people"])).first
        self.stop.get_by_label("说明（可以不写）").fill(note)
        button = draw.choice(["不在", "需帮助"])  # after these she stays on the list
        self.stop.get_by_role("button", name=button, exact=True).click(no_wait_after=True)

    def cut(self):
        self.wire.is_down = True
        self.context.set_offline(True)

    def join(self):
        self.wire.is_down = False
        self.context.set_offline(False)

    def now(self):
        button = self.page.get_by_role("button", name="现在上传")
        with contextlib.suppress(Error):
            button.click(timeout=500)

    def crash(self):
        with contextlib.suppress(Error):
            self.page.goto("chrome://crash")
        with contextlib.suppress(Error):
            self.page.close()
        self.open()

    def restart(self):
        """End the browser as the phone's system does, without a word; signed out with it."""
        was_down = self.wire.is_down
        os.kill(browser_of(self.folder), signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()
        self.start()
        if was_down:
            self.context.set_offline(True)
        self.look()

    def close(self):
        self.page.close()
        self.open()

    def tab(self):
        """A second tab of the same page; the first stays open behind it."""
        self.open()

    def take(self, step, draw, note):
        if step == "report":
            self.report(draw, note)
        elif step == "hasty":
            self.hasty_report(draw, note)
        elif step == "drop":
            self.wire.is_down = True
        elif step == "lose":
            self.wire.lost = draw.randint(1, 3)
        elif step == "reload":
            self.look()
        else:
            {
                "cut": self.cut,
                "join": self.join,
                "now": self.now,
                "crash": self.crash,
                "restart": self.restart,
                "close": self.close,
                "tab": self.tab,
            }[step]()

    def settle(self):
        """Let everything through, sign in again where that is asked, wait until nothing waits."""
        self.wire.lost = 0
        self.join()
        for other in self.context.pages:
            if other is not self.page:
                other.close()
        for _ in range(20):
            self.look()
            self.now()
            with contextlib.suppress(AssertionError):
                expect(sync_line(self.page)).to_have_text(SETTLED, timeout=5_000)
                return
        raise AssertionError(sync_line(self.page).text_content())


def play(phone, seed):
    """Play one sequence, drawn from the seed; return its steps."""
    draw = random.Random(seed)
    names, weights = zip(*STEPS.items(), strict=True)
    steps = draw.choices(names, weights, k=draw.randint(3, 8))
    for at, step in enumerate(steps):
        phone.take(step, draw, f"{seed}-{at}")
    phone.settle()
    return steps


def check(phone, notes):
    """What the page said is kept is there once; what was pressed in haste at most once."""
    found = Counter(notes)
    lost = [note for note in phone.kept if found[note] == 0]
    doubled = [note for note, count in found.items() if count > 1]
    strange = set(found) - set(phone.kept) - set(phone.hasty)
    assert not lost, f"{len(lost)} of {len(phone.kept)} lost: {lost[:5]}"
    assert not doubled, f"{len(doubled)} doubled: {doubled[:5]}"
    assert not strange


@pytest.fixture
def make_phone(chromium, site, site_env, tmp_path):
    """Make a worker and her phone, with a wire of its own to the county."""
    made = []

    def phone_of(name):
        cast = program(site_env, "make", name)
        made.append(Phone(chromium, Wire(site), tmp_path / name, cast))
        return made[-1]

    yield phone_of
    for phone in made:
        phone.context.close()
        phone.wire.close()


@pytest.mark.parametrize(
    ("name", "sequences"),
    [
        ("chaos", range(20)),
        *(
            pytest.param(
                f"chaos-{at}", range(at, at + 250), marks=(pytest.mark.slow, pytest.mark.exhaustive)
            )
            for at in range(0, 1_000, 250)
        ),
    ],
)
def test_nothing_is_lost_and_nothing_doubled(make_phone, site_env, name, sequences):
    phone = make_phone(name)
    taken = Counter()
    for seed in sequences:
        taken.update(play(phone, seed))
    entries = program(site_env, "kept", name)["entries"]
    check(phone, [entry["note"] for entry in entries])
    assert all(entry["audited"] == 1 for entry in entries)
    said = {
        "sequences": len(sequences),
        "kept": len(phone.kept),
        "hasty": len(phone.hasty),
        **taken,
    }
    print(said)  # noqa: T201 - the figure of a long run
