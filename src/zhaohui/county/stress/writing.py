"""One writer process: act, note in an own fsynced journal what was said to be stored, and again."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from zhaohui.county.stress.action import act, tokens
from zhaohui.county.stress.chain import first_break


def write(writer: int, *, seconds: float, folder: Path) -> dict[str, Any]:
    """Act for so long; return how often it was stored, refused as locked, or failed otherwise."""
    done = locked = 0
    faults: list[str] = []
    slowest = 0.0
    end = time.monotonic() + seconds
    with (folder / f"journal-{writer}").open("a") as journal:
        while time.monotonic() < end:
            token = f"{writer}-{done + locked + len(faults)}"
            begun = time.monotonic()
            try:
                act(token)
            except DatabaseError as error:
                if "locked" in str(error):
                    locked += 1
                else:
                    faults.append(type(error).__name__)
                continue
            slowest = max(slowest, time.monotonic() - begun)
            journal.write(f"{token}\n")
            journal.flush()
            os.fsync(journal.fileno())
            done += 1
    return {"acknowledged": done, "locked": locked, "faults": faults, "slowest_s": slowest}


def count(folder: Path) -> dict[str, Any]:
    """Hold the journals to the database: what was said to be stored must be there, whole."""
    said: list[str] = []
    for journal in sorted(folder.glob("journal-*")):
        said += journal.read_text().split()
    stored = tokens()
    return {
        "journaled": len(said),
        "lost": len(set(said) - stored),
        "unacknowledged": len(stored - set(said)),
        "chain_breaks_at": first_break(),
        "database": database(),
    }


def database() -> dict[str, str]:
    """Return what the store is and how it keeps what is committed."""
    if connection.vendor == "sqlite":
        asked = {name: f"PRAGMA {name}" for name in ("journal_mode", "synchronous", "busy_timeout")}
        begin = {"begin": str(connection.settings_dict["OPTIONS"]["transaction_mode"])}
    else:
        names = ("server_version", "fsync", "synchronous_commit", "default_transaction_isolation")
        asked = {name: f"SHOW {name}" for name in names}
        begin = {}
    found = {}
    with connection.cursor() as cursor:
        for name, statement in asked.items():
            cursor.execute(statement)
            found[name] = str(cursor.fetchone()[0])
    return {"vendor": connection.vendor, **found, **begin}
