"""One county on one machine: SQLite, Parquet and DuckDB, no other server."""

import os

from zhaohui.county.settings.base import *  # noqa: F403
from zhaohui.county.settings.base import DATA_DIR, DEMONSTRATION
from zhaohui.county.settings.sqlite import sqlite_database
from zhaohui.engines.seals.keyfile import kept_secret

# Whatever this process writes is about people: the database, its journal, snapshots, reports.
os.umask(0o077)
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = kept_secret(DATA_DIR / "secret_key")
_DATABASE = DATA_DIR / "zhaohui.sqlite3"
if _DATABASE.is_file() and _DATABASE.stat().st_mode & 0o077:
    _DATABASE.chmod(0o600)
DATABASES = {
    "default": sqlite_database(_DATABASE, durable=not DEMONSTRATION),
}
