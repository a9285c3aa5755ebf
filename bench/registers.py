"""A register of a million records: its list page, filtered, through the whole program, on both databases.

`p50`, `p95` and `max` are milliseconds of whole requests (session, scope, filters, rows, count,
page) of three officers: the county's, a town's, a village's. `agree` is true where the pages show
what a plain search over all records finds, and p95 is at most `least`. There is no peer: what is
compared is the promise.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MEASURE = ["-m", "bench.registers_parts.measure"]
SERVER = [str(ROOT / "tools" / "postgres.py"), "run", "--durable", "--"]
MISSING = 3  # what tools/postgres.py ends with where PostgreSQL is not installed


def run() -> dict[str, Any]:
    """Rows of both databases; `ZHAOHUI_BENCH_RECORDS` makes a smaller register."""
    rows = _measured([sys.executable, *MEASURE])
    server = _measured([sys.executable, *SERVER, sys.executable, *MEASURE], or_missing="postgresql")
    return {"machine": None, "rows": rows + server}


def _measured(command: list[str], *, or_missing: str = "") -> list[dict[str, Any]]:
    kept = ("ZHAOHUI_BENCH_RECORDS",)
    environment = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("ZHAOHUI_") or name in kept
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == MISSING and or_missing:
        return [{"case": or_missing, "why": "PostgreSQL is not installed on this machine"}]
    done.check_returncode()
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
