"""The audit log and the postings refuse to be emptied; tests that commit are emptied by a flush all the same.

Nothing of the program can do this: the triggers are dropped, the tables emptied, the triggers and
the first head made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from zhaohui.county.audit.chain import ENTRIES, FIRST, HEAD
from zhaohui.county.audit.guards import guard, unguard
from zhaohui.county.postings import guards as postings_guards


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the triggers away, as somebody who owns the database can, and put them back."""
    run(unguard(connection.vendor) + postings_guards.unguard(connection.vendor))
    try:
        yield
    finally:
        run(guard(connection.vendor) + postings_guards.guard(connection.vendor))


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session", autouse=True)
def _flush_takes_the_guards_away() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    flush = type(connection.ops).execute_sql_flush

    def flushed(ops, statements):
        if not any(ENTRIES in statement for statement in statements):
            return flush(ops, statements)
        with unguarded():
            flush(ops, statements)
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {HEAD} (id, seq, hash) VALUES (1, 0, %s)", [FIRST])
        return None

    patch.setattr(type(connection.ops), "execute_sql_flush", flushed)
    yield
    patch.undo()
