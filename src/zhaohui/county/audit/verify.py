"""Follow the whole log and name the first entry that was edited, removed, inserted or moved.

Reads through a `Store` (a copy or the county's own), so it needs no Django. What it compares:
each entry with its hash, the last one with the head row, each sealed head with the entry it names,
and the people's index with the entries' own lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from zhaohui.county.audit.chain import ENTRIES, FIRST, HEAD
from zhaohui.county.audit.people_index import first_difference
from zhaohui.county.audit.store import BEFORE_ALL, Store
from zhaohui.engines.seals.chain import Break, BrokenChainError, follow
from zhaohui.engines.seals.heads import SealedHead, first_fault


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was found: `first_bad` is the number of the first entry that doesn't hold, None if all do.

    `heads_checked` sealed heads were compared; entries up to `sealed_until` can't be rewritten
    unnoticed even by whoever owns the database. `ok` is False with `first_bad` None where the
    sealed heads themselves don't hold.
    """

    entries: int
    ok: bool
    first_bad: int | None
    why: str | None
    heads_checked: int
    sealed_until: int

    def as_answer(self) -> dict[str, Any]:
        """Return the verdict for programs."""
        return asdict(self)


def verify(
    store: Store, *, heads: Sequence[SealedHead] = (), keys: dict[str, Any] | None = None
) -> Verdict:
    """Return whether the log holds; see `Verdict`."""
    entries = store.run(f"SELECT COUNT(*) FROM {ENTRIES}")[0][0]  # noqa: S608 - names of our own, here and below
    fault = first_fault(heads, keys or {}) if heads else None
    found = None if fault else first_break(store, heads)
    return Verdict(
        entries=entries,
        ok=not fault and found is None,
        first_bad=found.seq if found else None,
        why=fault or (found.why if found else None),
        heads_checked=0 if fault else len(heads),
        sealed_until=heads[-1].seq if heads and not fault and not found else 0,
    )


def first_break(store: Store, heads: Sequence[SealedHead] = ()) -> Break | None:
    """Return the first entry that doesn't hold, None where all do."""
    top = store.run(f"SELECT seq, hash, (SELECT MAX(seq) FROM {ENTRIES}) FROM {HEAD} WHERE id = 1")  # noqa: S608
    try:
        last, digest = _followed(store, heads)
        _check_head(top, last, digest)
        _check_people(store, last)
    except BrokenChainError as broken:
        return broken.found
    return None


def _followed(store: Store, heads: Sequence[SealedHead]) -> tuple[int, bytes]:
    """Follow the chain to its end, comparing sealed heads on the way; return the last entry's hash."""
    waiting = iter(head for head in heads if head.seq > 0)
    head = next(waiting, None)
    sealed, last, digest = 0, 0, FIRST
    for last, digest in follow(store.links_after(BEFORE_ALL), again=store.body):
        while head is not None and head.seq == last:
            if digest.hex() != head.hash:
                raise BrokenChainError(sealed + 1, _rewritten(sealed + 1, head))
            sealed, head = head.seq, next(waiting, None)
    if head is not None:
        why = f"Entries {last + 1} to {head.seq}, sealed on {head.at}, are missing."
        raise BrokenChainError(last + 1, why)
    return last, digest


def _rewritten(first: int, head: SealedHead) -> str:
    return (
        f"Entry {head.seq} is not the one that was sealed on {head.at}:"
        f" entries from {first} on were rewritten, in part or all."
    )


def _check_head(top: list[Any], last: int, digest: bytes) -> None:
    if not top:
        raise BrokenChainError(last + 1, f"The head row is missing; the last entry is {last}.")
    seq, told, newest = top[0]
    if seq > (newest or 0):
        gone = f"Entries {newest + 1 if newest else 1} to {seq} are missing from the end."
        raise BrokenChainError((newest or 0) + 1, gone)
    if seq < (newest or 0):
        why = f"The head row stands at {seq}: the entries after it were not written by the program."
        raise BrokenChainError(seq + 1, why)
    if seq == last and bytes(told) != digest:
        raise BrokenChainError(seq, f"The head row does not bear the hash of entry {seq}.")


def _check_people(store: Store, last: int) -> None:
    seq = first_difference(store.run, last)
    if seq is not None:
        why = f"The index by person does not agree with the people whom entry {seq} names."
        raise BrokenChainError(seq, why)
