"""Open a copy of the database to read its log, without the county's settings or Django."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from zhaohui.county.audit.chain import ENTRIES
from zhaohui.errors import ZhaohuiError

# Runs one SELECT and returns its rows; plain numbers are the only values in its text.
Run = Callable[[str], list[Any]]
SCHEMES = ("postgresql://", "postgres://")
DATABASE_FILE = "zhaohui.sqlite3"
ANY_TABLE = f"SELECT seq FROM {ENTRIES} LIMIT 1"  # noqa: S608 - a name of our own


class NotAStoreError(ZhaohuiError):
    """What was named is no database of this program, or can't be read."""

    code = "audit-not-a-store"


@contextmanager
def open_store(name: str) -> Iterator[Run]:
    """Open the SQLite file, the data folder or the PostgreSQL address `name`, for reading only."""
    opened = _postgresql(name) if name.startswith(SCHEMES) else _sqlite(Path(name))
    with opened as run:
        yield run


@contextmanager
def _sqlite(path: Path) -> Iterator[Run]:
    file = path / DATABASE_FILE if path.is_dir() else path
    if not file.is_file():
        raise NotAStoreError(f"There is no file {file}.", hint="Name the copy of the database.")
    try:
        with closing(_connected(file)) as connection:
            yield lambda sql: _rows(connection, sql)
    except sqlite3.DatabaseError as error:
        raise NotAStoreError(
            f"{file} is not a database of this program, or is damaged: {error}.",
            hint="Name a copy of zhaohui.sqlite3, made while nothing wrote, with its -wal file.",
        ) from None


def _connected(file: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(file.resolve()))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True)
        connection.execute(ANY_TABLE)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error) or file.with_name(file.name + "-wal").exists():
            raise
        # A copy on a medium that can't be written: SQLite wants to put its lock file beside it.
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True)
        connection.execute(ANY_TABLE)
    return connection


def _rows(connection: sqlite3.Connection, sql: str) -> list[Any]:
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
    # Somebody wrote bytes that are no text: read them all the same, the chain will name the entry.
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return connection.execute(sql).fetchall()


@contextmanager
def _postgresql(address: str) -> Iterator[Run]:
    import psycopg

    try:
        with psycopg.connect(address) as connection:
            connection.read_only = True
            connection.execute(ANY_TABLE)
            yield lambda sql: connection.execute(sql).fetchall()
    except psycopg.Error as error:
        # The address may hold a password, so only the server's own words are repeated.
        said = str(error).splitlines()[0][:120]
        raise NotAStoreError(
            f"The PostgreSQL database can't be read: {said}",
            hint="Write postgresql://user:password@host:5432/database.",
        ) from None
