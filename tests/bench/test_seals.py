"""The bench on seals still runs and its answers agree; with little work, so its times mean nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LITTLE = """
from bench.seals_parts import measure, setting, values
measure.ROUNDS, measure.ACTIONS, values.VALUES = 1, 3, 200

def start(folder):
    name = setting.start(folder)
    from bench.seals_parts import chain  # needs Django's settings
    chain.ENTRIES, chain.EDITED = 2_000, 1_500
    return name

measure.start = start
measure.main()
"""


@pytest.mark.slow
def test_the_bench_on_seals_runs_and_agrees():
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("ZHAOHUI_")
    }
    done = subprocess.run(
        [sys.executable, "-c", LITTLE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)
    assert {"two plain saves", "Fernet"} <= {row.get("against") for row in rows}
    assert any(row["case"] == "verify the chain" for row in rows)
    assert all(row["agree"] for row in rows if "agree" in row)
    missing = [row for row in rows if "agree" not in row]
    assert all("make bench-peers" in row["why"] for row in missing)
