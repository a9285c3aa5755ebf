"""An empty database is migrated once and kept: later test processes on SQLite copy it instead.

Kept under var/ by the digest of whatever a migration reads, so a change of one makes another. On
PostgreSQL each process migrates its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
COUNTY = ROOT / "src" / "zhaohui" / "county"
KEPT = ROOT / "var" / "migrated"
READ = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "*/guards.py", "*/chain.py")


@contextmanager
def migrated_once() -> Iterator[None]:
    """Around the making of the test database: migrate it and keep a copy, or copy what is kept."""
    if connection.vendor != "sqlite":
        yield
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            yield
            _keep(kept)
            return
    connection.settings_dict["TEST"]["MIGRATE"] = False
    yield
    with closing(sqlite3.connect(kept)) as source:
        connection.ensure_connection()
        source.backup(connection.connection)


def _keep(kept: Path) -> None:
    """Whole or not at all; what earlier migrations left goes."""
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    half = kept.with_suffix(".half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as target:
        connection.ensure_connection()
        connection.connection.backup(target)
    half.rename(kept)


def _digest() -> str:
    digest = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    files = [path for pattern in READ for path in COUNTY.glob(pattern)]
    for path in [ROOT / "requirements.lock", *sorted(files)]:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
