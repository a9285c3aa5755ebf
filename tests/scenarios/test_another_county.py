"""Another county's plan goes in, and its portal runs: nothing of the first county is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.plandoc.invented import invent

ZHAOHUI = Path(sys.executable).parent / "zhaohui"
PAGES = """
import sys
import django
django.setup()
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1")
for page in ("/", "/services/", "/check/", "/plan/", "/county/", "/about/"):
    answer = client.get(page)
    assert answer.status_code == 200, page
    print(answer.content.decode())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ours = {
        "ZHAOHUI_PACK": str(tmp_path / "pack"),
        "ZHAOHUI_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "zhaohui.county.settings.embedded",
    }
    return {**os.environ, **ours}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 7])
def test_a_plan_alone_gives_a_running_portal(
    seed: int, tmp_path: Path, environment: dict[str, str]
) -> None:
    truth = invent(seed)
    plan = tmp_path / "plan.txt"
    plan.write_text(truth.text, encoding="utf-8")
    made = [ZHAOHUI, "pack", "new", "999902", "--plan", plan, "--out", environment["ZHAOHUI_PACK"]]
    subprocess.run([*made, "--period", "2031-2035"], check=True, capture_output=True)
    run = [ZHAOHUI, "run", "--no-serve", "--plan", plan]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = subprocess.run(
        [sys.executable, "-c", PAGES], env=environment, capture_output=True, text=True, check=True
    ).stdout
    for row in truth.indicators:
        assert row["name"] in pages
    assert "昭化" not in pages
