"""What it costs to tell every change: ours, two plain saves, simple-history and auditlog in one run.

`ours` and `peer` are processor seconds an action (or a value, an entry), the medians of 15 rounds in
which the contenders take turns in one process on one database; `ratio` is the median of the rounds'
ratios, `least` what it must reach. `*_wall` are seconds by the clock, which durable writes dominate.
The peers lie in an environment of their own (`make bench-peers`), which also holds the product.
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
MEASURE = ["-m", "bench.seals_parts.measure"]
SERVER = [str(ROOT / "tools" / "postgres.py"), "run", "--durable", "--"]
MISSING = 3  # what tools/postgres.py ends with where PostgreSQL is not installed


def run() -> dict[str, Any]:
    """One row per contender and database, then values and the chain."""
    python = str(PEERS) if PEERS.exists() else sys.executable
    rows = _measured([python, *MEASURE])
    on_server = [sys.executable, *SERVER, python, *MEASURE]
    server = _measured(on_server, or_missing="case with two entries, PostgreSQL")
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
