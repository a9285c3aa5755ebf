"""The night's plan of duties for a whole county, on both databases, held to a plain loop on a sample.

`ours` are seconds of one night by the clock: facts out of the registry, conditions, days, comparison,
writing. `peer` is what the interpreter would need for everybody, one household after the other, by
what it needed for the sample, without reading or writing. `agree` is true where both say the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MEASURE = ["-m", "bench.duties_parts.measure"]
SERVER = [str(ROOT / "tools" / "postgres.py"), "run", "--durable", "--"]
MISSING = 3  # what tools/postgres.py ends with where PostgreSQL is not installed


def run() -> dict[str, Any]:
    """Rows of both databases; `ZHAOHUI_BENCH_RESIDENTS` makes a smaller county."""
    rows = _measured([sys.executable, *MEASURE])
    server = _measured([sys.executable, *SERVER, sys.executable, *MEASURE], or_missing="postgresql")
    return {"machine": None, "rows": rows + server}


def _measured(command: list[str], *, or_missing: str = "") -> list[dict[str, Any]]:
    kept = ("ZHAOHUI_BENCH_RESIDENTS",)
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
