"""One county on one machine: SQLite, Parquet and DuckDB, no other server."""

from zhaohui.county.settings.base import *  # noqa: F403
from zhaohui.county.settings.base import DATA_DIR, DEMONSTRATION
from zhaohui.county.settings.sqlite import sqlite_database
from zhaohui.engines.seals.keyfile import kept_secret

DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = kept_secret(DATA_DIR / "secret_key")
DATABASES = {
    "default": sqlite_database(DATA_DIR / "zhaohui.sqlite3", durable=not DEMONSTRATION),
}
