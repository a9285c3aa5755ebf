"""SQLite as it must be set for several writers and for a power cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

BUSY_TIMEOUT_S = 20


def sqlite_database(path: Path, *, durable: bool) -> dict[str, Any]:
    """Return Django's settings for the database file at `path`.

    Writes begin IMMEDIATE: with the default DEFERRED, two writers that first read fail at once
    with "database is locked". `durable` is False only where nothing real can be lost.
    """
    synchronous = "FULL" if durable else "NORMAL"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_S,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};",
        },
    }
