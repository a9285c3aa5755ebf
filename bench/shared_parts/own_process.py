"""Measure in a process of its own, on SQLite and on a PostgreSQL that lives as long as the run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "var" / "peers" / "bin" / "python"
SERVER = [sys.executable, str(ROOT / "tools" / "postgres.py"), "run", "--durable", "--"]
MISSING = 3  # what tools/postgres.py ends with where PostgreSQL is not installed


def measured(
    module: str, *, keeps: str = "", peers: bool = False, postgresql: str = ""
) -> list[dict[str, Any]]:
    """Return the rows that a module prints as JSON, without settings of ours but the one it `keeps`.

    `peers`: by the interpreter that has them, where `make bench-peers` made it. `postgresql`: on one,
    and the name of the row that says that it is not installed. CalledProcessError where the module failed.
    """
    python = str(PEERS) if peers and PEERS.exists() else sys.executable
    own = [python, "-m", module]
    environment = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("ZHAOHUI_") or name == keeps
    }
    done = subprocess.run(
        [*SERVER, *own] if postgresql else own,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode == MISSING and postgresql:
        return [{"case": postgresql, "why": "PostgreSQL is not installed on this machine"}]
    done.check_returncode()
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
