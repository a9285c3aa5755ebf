"""Entries sealed one to the next: whoever changes, removes or moves one breaks all that follow.

An entry's hash is SM3 (GB/T 32905) over the 32 bytes of the hash before it, then its values as a
JSON array in UTF-8 without spaces. A changed array gives another hash; so do a changed order and a
missing entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    'd53ff71e'
    """
    seal = _EMPTY.copy()
    seal.update(before + orjson.dumps(values))
    return seal.digest()


def follow(
    links: Iterable[tuple[int, bytes, bytes]],
    *,
    last: int = 0,
    before: bytes = FIRST,
    again: Callable[[int], bytes] | None = None,
) -> Iterator[tuple[int, bytes]]:
    """Yield (number, hash) of each entry that holds; raise BrokenChainError at the first that doesn't.

    A link is an entry's number, its values as a JSON array, and its hash. `last` and `before` say
    where the chain has been followed to already. Where a hash does not fit, `again` gives the array
    as this program writes it: another writer of JSON may escape a character otherwise.
    """
    empty = _EMPTY.copy
    for seq, body, found in links:
        last += 1
        if seq != last:
            raise BrokenChainError(last, _misnumbered(last, seq))
        seal = empty()
        seal.update(before + body)
        if seal.digest() != found and not (again and _fits(before + again(seq), found)):
            why = f"Entry {last} is not what was sealed: it was edited, inserted, or put elsewhere."
            raise BrokenChainError(last, why)
        before = found
        yield last, before


def body_of(values: Sequence[object]) -> bytes:
    """Return an entry's values as a JSON array; nothing where a value is of a kind that none has."""
    try:
        return orjson.dumps(values)
    except TypeError:
        return b""


def _fits(content: bytes, found: bytes) -> bool:
    seal = _EMPTY.copy()
    seal.update(content)
    return seal.digest() == found


def _misnumbered(expected: int, found: object) -> str:
    if isinstance(found, int) and found > expected:
        gap = f"Entries {expected} to {found - 1} are" if found > expected + 1 else ""
        return f"{gap or f'Entry {expected} is'} missing."
    return f"After entry {expected - 1} stands one that calls itself {str(found)[:30]}."
