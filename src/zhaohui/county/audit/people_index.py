"""Whether the index by person says the same as the entries' own lists of people."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import orjson

from zhaohui.county.audit.chain import ENTRIES, PEOPLE
from zhaohui.county.audit.store import Run

CHUNK_ROWS = 10_000


def first_difference(run: Run, last: int) -> int | None:
    """Return the first entry up to `last` whose people the index doesn't hold alike, else None.

    First both sides are added up in the order they lie in, in constant memory; only where the sums
    differ are they held against each other entry by entry.
    """
    # A secret of this run: nobody can prepare rows whose sum is another's.
    secret = secrets.randbits(62)
    if _sum(_named(run, last), secret) == _sum(_indexed(run, last), secret):
        return None
    differing = set(_named(run, last)) ^ set(_indexed(run, last))
    return min(seq for seq, _ in differing) if differing else None


def _sum(pairs: Iterator[tuple[int, int]], secret: int) -> tuple[int, int]:
    count, total = 0, 0
    for seq, person in pairs:
        count += 1
        total += hash((secret, seq, person))
    return count, total


def _named(run: Run, last: int) -> Iterator[tuple[int, int]]:
    """Yield (entry, person) of the entries' own lists."""
    seq = 0
    while True:
        rows = run(
            f"SELECT seq, people FROM {ENTRIES} WHERE people IS NOT NULL"  # noqa: S608 - names of our own
            f" AND seq > {seq:d} AND seq <= {last:d} ORDER BY seq LIMIT {CHUNK_ROWS}"
        )
        for seq, people in rows:
            for person in orjson.loads(people):
                yield seq, person
        if len(rows) < CHUNK_ROWS:
            return


def _indexed(run: Run, last: int) -> Iterator[tuple[int, int]]:
    """Yield (entry, person) of the index, in the order it lies in."""
    seq, person = 0, 0
    while True:
        rows = run(
            f"SELECT entry_seq, person_id FROM {PEOPLE} WHERE (person_id, entry_seq) >"  # noqa: S608
            f" ({person:d}, {seq:d}) AND entry_seq <= {last:d} ORDER BY person_id, entry_seq LIMIT {CHUNK_ROWS}"
        )
        for seq, person in rows:
            yield seq, person
        if len(rows) < CHUNK_ROWS:
            return
