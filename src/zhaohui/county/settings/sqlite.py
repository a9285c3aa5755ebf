"""SQLite as it must be set for several writers and for a power cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

BUSY_TIMEOUT_S = 20
CACHE_KIB = 65_536  # a bulk load touches every page of its indexes


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
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                f" PRAGMA synchronous={synchronous};"
                f" PRAGMA cache_size=-{CACHE_KIB};"
            ),
        },
    }
