"""The bench on cases still runs and its answers agree; with little work, so its times mean nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LITTLE = """
from bench.cases_parts import measure
measure.ROUNDS, measure.ACTIONS = 1, 2
measure.main()
"""


@pytest.mark.slow
def test_the_bench_on_cases_runs_and_agrees():
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("ZHAOHUI_")
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", LITTLE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = {row["case"]: row for row in json.loads(done.stdout)}
    assert {"plain-saves", "simple-history", "viewflow", "spiffworkflow"} <= rows.keys()
    assert rows["plain-saves"]["agree"]
    assert all(row["agree"] for row in rows.values() if "agree" in row)
    missing = [row for row in rows.values() if "agree" not in row]
    assert all("make bench-peers" in row["why"] for row in missing)
