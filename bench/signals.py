"""Every signal over a county of 250,000 people: the first night, a quiet one, and one after changes, on SQLite.

`ours` are seconds of `run_signals` with the snapshot that it writes; `peer` what a plain loop of the
interpreter over all households would take, by the sample that it was run on; `agree` is true where
levels and unknowns of the sample are the same. `least` is the promise in seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def run() -> dict[str, Any]:
    """Rows of the nights; `ZHAOHUI_BENCH_RESIDENTS` makes a smaller county."""
    kept = ("ZHAOHUI_BENCH_RESIDENTS",)
    environment = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("ZHAOHUI_") or name in kept
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.signals_parts.measure"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {"machine": None, "rows": json.loads(done.stdout)}
