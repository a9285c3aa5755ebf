"""What a case costs: ours, two plain saves, simple-history, viewflow and SpiffWorkflow in one run.

`ours` and `peer` are processor seconds an action, the medians of 15 rounds in which the contenders
take turns in one process on one database; `ratio` is the median of the rounds' ratios, `least` what
it must reach. `*_wall` are seconds by the clock, which durable writes dominate. The peers lie in an
environment of their own (`make bench-peers`), which also holds the product.

The bare names (`viewflow`) are SQLite, the others say their database (`viewflow-postgresql`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "var" / "peers" / "bin" / "python"
MEASURE = ["-m", "bench.cases_parts.measure"]
SERVER = [str(ROOT / "tools" / "postgres.py"), "run", "--durable", "--"]
MISSING = 3  # what tools/postgres.py ends with where PostgreSQL is not installed


def run() -> dict[str, Any]:
    """One row per contender and database."""
    python = str(PEERS) if PEERS.exists() else sys.executable
    rows = _measured([python, *MEASURE])
    server = _measured([sys.executable, *SERVER, python, *MEASURE], or_missing="postgresql")
    return {"machine": None, "rows": rows + server}


def _measured(command: list[str], *, or_missing: str = "") -> list[dict[str, Any]]:
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("ZHAOHUI_")
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == MISSING and or_missing:
        return [{"case": or_missing, "why": "PostgreSQL is not installed on this machine"}]
    done.check_returncode()
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
