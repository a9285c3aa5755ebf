"""One county on one machine: SQLite (or PostgreSQL where ZHAOHUI_DATABASE names it), Parquet and DuckDB."""

import os

from zhaohui.county.settings.base import *  # noqa: F403
from zhaohui.county.settings.base import DATA_DIR, DEMONSTRATION
from zhaohui.county.settings.environment import env_text
from zhaohui.county.settings.postgresql import env_postgresql
from zhaohui.county.settings.sqlite import sqlite_database
from zhaohui.engines.seals.keyfile import kept_secret

# Whatever this process writes is about people: the database, its journal, snapshots, reports.
os.umask(0o077)
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = kept_secret(DATA_DIR / "secret_key")
_FILE = DATA_DIR / "zhaohui.sqlite3"
if _FILE.is_file() and _FILE.stat().st_mode & 0o077:
    _FILE.chmod(0o600)
DATABASES = {
    "default": env_postgresql("ZHAOHUI_DATABASE")
    if env_text("ZHAOHUI_DATABASE")
    else sqlite_database(_FILE, durable=not DEMONSTRATION),
}
