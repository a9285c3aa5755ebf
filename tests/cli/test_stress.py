"""The stress commands work in a store of their own, and see what they look for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ZHAOHUI = Path(sys.executable).parent / "zhaohui"


def stress(*words, data):
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment["ZHAOHUI_DATA"] = str(data)
    if address := environment.get("ZHAOHUI_TEST_DATABASE"):
        environment["ZHAOHUI_DATABASE"] = address
    return subprocess.run(
        [ZHAOHUI, "stress", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_four_writers_lose_nothing(tmp_path):
    done = stress("writers", "--processes", "4", "--seconds", "2", "--json", data=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["acknowledged"] > 4
    assert (told["locked"], told["lost"], told["unacknowledged"]) == (0, 0, 0)
    assert told["half"] == 0
    assert told["chain_breaks_at"] is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_killed_between_any_two_steps_it_is_all_or_nothing(tmp_path):
    done = stress("kills", "--deed", "accept", "--rounds", "40", "--json", data=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["all"] + told["nothing"] == 40
    assert told["all"] > 0
    assert told["half"] == []
    assert told["statement_sides"] > 20
    assert told["statement_sides_hit"] >= 25  # 200 rounds hit every one
    assert list(tmp_path.iterdir()) == []


def test_a_killed_burst_of_cases_keeps_what_was_committed_and_nothing_else(tmp_path):
    done = stress("kills", "--rounds", "10", "--json", data=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["all"] + told["some"] + told["nothing"] == 10
    assert told["half"] == []
    assert told["acknowledged"] > 0
    assert told["commits"] == 10  # two cases of five steps
    assert told["statement_sides"] > 200


@pytest.mark.parametrize("deed", ["approve", "export", "return"])
def test_a_killed_payment_is_whole_or_not_at_all(tmp_path, deed):
    done = stress("kills", "--rounds", "30", "--deed", deed, "--json", data=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["all"] + told["nothing"] == 30
    assert told["all"] > 0
    assert told["half"] == []
    assert told["rows_of_one_action"] > 0


def test_it_never_works_in_the_live_folder(tmp_path):
    (tmp_path / "below").mkdir()
    for folder in (tmp_path, tmp_path / "below"):
        done = stress("kills", "--folder", str(folder), data=tmp_path)
        assert done.returncode == 2
        assert "the county's own data folder" in done.stderr
