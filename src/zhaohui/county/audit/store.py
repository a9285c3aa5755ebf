"""Open a copy of the database to read its log, without the county's settings or Django."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from zhaohui.county.audit.chain import COLUMNS, ENTRIES
from zhaohui.engines.seals.chain import body_of
from zhaohui.errors import ZhaohuiError

# Runs one SELECT and returns its rows; plain numbers are the only values in its text.
Run = Callable[[str], list[Any]]
Link = tuple[int, bytes, bytes]
CHUNK_ROWS = 10_000
BEFORE_ALL = -(2**63)
SCHEMES = ("postgresql://", "postgres://")
DATABASE_FILE = "zhaohui.sqlite3"
ANY_TABLE = f"SELECT seq FROM {ENTRIES} LIMIT 1"  # noqa: S608 - a name of our own


class NotAStoreError(ZhaohuiError):
    """What was named is no database of this program, or can't be read."""

    code = "audit-not-a-store"


@dataclass(frozen=True)
class Store:
    """A database with a log, for reading."""

    run: Run

    def links_after(self, seq: int) -> Iterator[Link]:
        """Yield number, JSON array and hash of the entries after number `seq`, a chunk at a time."""
        while True:
            links = self.chunk(seq)
            yield from links
            if len(links) < CHUNK_ROWS:
                return
            seq = links[-1][0]

    def chunk(self, seq: int) -> list[Link]:
        """Return the next links after number `seq`."""
        rows = self.run(_select(f"{', '.join(COLUMNS)}, hash", f"seq > {seq:d}"))
        return [(row[0], body_of(row[:-1]), row[-1]) for row in rows]

    def body(self, seq: int) -> bytes:
        """Return one entry's JSON array as this program writes it."""
        rows = self.run(_select(", ".join(COLUMNS), f"seq = {seq:d}"))
        return body_of(rows[0]) if rows else b""


class SqliteStore(Store):
    """An SQLite file: its own `json_array` writes the same bytes, in half the time."""

    def chunk(self, seq: int) -> list[Link]:
        """Return the next links after number `seq`."""
        array = f"seq, CAST(json_array({', '.join(COLUMNS)}) AS BLOB), hash"
        try:
            return self.run(_select(array, f"seq > {seq:d}"))
        except sqlite3.OperationalError:  # no JSON in this SQLite, or a value that JSON can't hold
            return super().chunk(seq)


def _select(what: str, where: str) -> str:
    return f"SELECT {what} FROM {ENTRIES} WHERE {where} ORDER BY seq LIMIT {CHUNK_ROWS}"  # noqa: S608 - names of our own


@contextmanager
def open_store(name: str) -> Iterator[Store]:
    """Open the SQLite file, the data folder or the PostgreSQL address `name`, for reading only."""
    opened = _postgresql(name) if name.startswith(SCHEMES) else _sqlite(Path(name))
    with opened as store:
        yield store


@contextmanager
def _sqlite(path: Path) -> Iterator[Store]:
    file = path / DATABASE_FILE if path.is_dir() else path
    if not file.is_file():
        raise NotAStoreError(f"There is no file {file}.", hint="Name the copy of the database.")
    try:
        with closing(_connected(file)) as connection:
            yield SqliteStore(lambda sql: _rows(connection, sql))
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
def _postgresql(address: str) -> Iterator[Store]:
    import psycopg

    try:
        with psycopg.connect(address) as connection:
            connection.read_only = True
            connection.execute(ANY_TABLE)
            yield Store(lambda sql: connection.execute(sql).fetchall())
    except psycopg.Error as error:
        # The address may hold a password, so only the server's own words are repeated.
        said = str(error).splitlines()[0][:120]
        raise NotAStoreError(
            f"The PostgreSQL database can't be read: {said}",
            hint="Write postgresql://user:password@host:5432/database.",
        ) from None
