"""The running program: a small synthetic county, swept and served on a free port, and Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from zhaohui.packs import default_pack, load

ROOT = Path(__file__).resolve().parents[2]
PLAN_TEXT = ROOT / ".." / "shared" / "plan" / "000_79ca57d96ee39970.txt"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def zhaohui(*words: str, env: dict[str, str]) -> None:
    command = Path(sys.executable).with_name("zhaohui")
    done = subprocess.run(
        [command, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def site_env(tmp_path_factory) -> dict[str, str]:
    """The environment of the served portal: a program started with it sees the same data."""
    return {
        **os.environ,
        "ZHAOHUI_DATA": str(tmp_path_factory.mktemp("data")),
        "ZHAOHUI_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "zhaohui.county.settings.embedded",
    }


@pytest.fixture(scope="session")
def site(site_env) -> Iterator[str]:
    """The address of the served portal."""
    env, data = site_env, Path(site_env["ZHAOHUI_DATA"])
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=env, cwd=ROOT, check=True)
    zhaohui("seed", "--residents", "3000", env=env)
    zhaohui("sweep", env=env)
    zhaohui("run", "--no-serve", env=env)  # makes the demonstration accounts
    if PLAN_TEXT.exists():
        (data / "plans").mkdir()
        shutil.copy(PLAN_TEXT, data / "plans" / f"{load(default_pack()).plan().id}.txt")
    with served(env) as address:
        yield address


@contextmanager
def served(env: dict[str, str]) -> Iterator[str]:
    """Serve what an environment says on a free port; give the address."""
    port = free_port()
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*serve, "--port", str(port), "zhaohui.county.wsgi:application"], env=env, cwd=ROOT
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def demonstration_password(site, site_env) -> str:
    """The one password of the demonstration accounts, from the file that tells it."""
    kept = Path(site_env["ZHAOHUI_DATA"]) / "demonstration-accounts.txt"
    return kept.read_text("utf-8").splitlines()[1]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not installed (make setup needs Node for it)")
    return path.read_text("utf-8")


@pytest.fixture
def open_page(chromium, site):
    """Open a page in a new context; `elder` and `language` set the cookies, other words the context."""
    contexts = []

    def opened(path="/", *, width=1280, elder=False, language="zh-hans", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=site, **options
        )
        context.add_cookies(
            [
                {"name": "elder", "value": "on" if elder else "off", "url": site},
                {"name": "django_language", "value": language, "url": site},
            ]
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
