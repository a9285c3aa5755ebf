"""Entries sealed one to the next: whoever changes, removes or moves one breaks all that follow.

An entry's hash is SM3 (GB/T 32905) over the 32 bytes of the hash before it, then its values as a
JSON array in UTF-8 without spaces. A changed array gives another hash; so do a changed order and a
missing entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

FIRST = bytes(32)  # what stands before the first entry
_EMPTY = hashlib.new("sm3")  # copied: looking the algorithm up costs as much as hashing an entry


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first entry that doesn't hold: its number, and why in one sentence."""

    seq: int
    why: str


class BrokenChainError(Exception):
    """Raised by `follow` at the first entry that doesn't hold."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(why)
        self.found = Break(seq=seq, why=why)


def link(before: bytes, values: Sequence[object]) -> bytes:
    """Return the hash (32 bytes) of the entry with these values, after an entry with hash `before`.

    >>> link(FIRST, [1, "first"]).hex()[:8]
    '15ad41c1'
    """
    seal = _EMPTY.copy()
    seal.update(before + orjson.dumps(values))
    return seal.digest()


def follow(
    rows: Iterable[Sequence[object]], *, last: int = 0, before: bytes = FIRST
) -> Iterator[tuple[int, bytes]]:
    """Yield (number, hash) of each entry that holds; raise BrokenChainError at the first that doesn't.

    A row is an entry's values, the number first and the hash last. `last` and `before` say where
    the chain has been followed to already.
    """
    empty, dumps = _EMPTY.copy, orjson.dumps
    for row in rows:
        last += 1
        if row[0] != last:
            raise BrokenChainError(last, _misnumbered(last, row[0]))
        seal = empty()
        try:
            seal.update(before + dumps(row[:-1]))
        except TypeError:
            why = f"Entry {last} holds a value of a kind that no entry has."
            raise BrokenChainError(last, why) from None
        before = seal.digest()
        if row[-1] != before:
            why = f"Entry {last} is not what was sealed: it was edited, inserted, or put elsewhere."
            raise BrokenChainError(last, why)
        yield last, before


def _misnumbered(expected: int, found: object) -> str:
    if isinstance(found, int) and found > expected:
        until = (
            f"Entries {expected} to {found - 1} are"
            if found > expected + 1
            else f"Entry {expected} is"
        )
        return f"{until} missing."
    return f"After entry {expected - 1} stands one that calls itself {str(found)[:30]}."
