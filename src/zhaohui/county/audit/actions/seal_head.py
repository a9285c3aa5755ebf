"""Sign where the log stands, after making sure that what came since the last time holds."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from zhaohui.county.audit.chain import ENTRIES, FIRST, HEAD
from zhaohui.county.audit.errors import ChainBrokenError, NoHeadError
from zhaohui.county.audit.keys import FOLDER, HEADS_FILE, keep_public_key
from zhaohui.county.audit.live import live_store, sealed_heads, signer
from zhaohui.county.audit.store import Store
from zhaohui.engines.seals.chain import BrokenChainError, follow
from zhaohui.engines.seals.heads import SealedHead, seal


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The newest sealed head (None: the log is empty), and how many entries it newly covers."""

    head: SealedHead | None
    new_entries: int


def seal_head() -> Sealed:
    """Append a signed head to <data>/audit/heads.jsonl; nothing where no entry came since.

    Raises ChainBrokenError, and signs nothing, where an entry since the last head doesn't hold.
    """
    folder = Path(settings.DATA_DIR) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "heads.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two that seal at once would both follow the same line
        heads = sealed_heads()
        last = heads[-1] if heads else None
        with live_store() as store:
            seq, digest = _followed(store, last)
        since = last.seq if last else 0
        if seq == since:
            return Sealed(head=last, new_entries=0)
        key = signer()
        keep_public_key(Path(settings.DATA_DIR), key)
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        head = seal(key, after=last, seq=seq, digest=digest, at=at)
        _append(folder / HEADS_FILE, head.line())
    return Sealed(head=head, new_entries=seq - since)


def _followed(store: Store, last: SealedHead | None) -> tuple[int, bytes]:
    """Return the head row after following the chain from the last sealed head to it."""
    top = store.run(f"SELECT seq, hash FROM {HEAD} WHERE id = 1")  # noqa: S608 - names of our own
    if not top:
        raise NoHeadError("The audit chain has no head row.")
    seq, digest = top[0][0], bytes(top[0][1])
    start, before = (last.seq, bytes.fromhex(last.hash)) if last else (0, FIRST)
    if last and store.run(f"SELECT hash FROM {ENTRIES} WHERE seq = {start:d}") != [(before,)]:  # noqa: S608
        raise _broken(start, f"Entry {start} is not the one that was sealed on {last.at}.")
    reached = start, before
    new = store.links_after(start) if seq > start else ()  # a writer may be at work
    try:
        for reached in follow(new, last=start, before=before, again=store.body):
            if reached[0] == seq:
                break
    except BrokenChainError as broken:
        raise _broken(broken.found.seq, broken.found.why) from None
    if reached != (seq, digest):
        raise _broken(reached[0] + 1, f"The head row is at {seq}, the entries end at {reached[0]}.")
    return seq, digest


def _broken(seq: int, why: str) -> ChainBrokenError:
    return ChainBrokenError(
        f"The audit log does not hold at entry {seq}, so nothing was sealed. {why}",
        hint="Keep the database as it is and look with zhaohui audit verify.",
    )


def _append(path: Path, line: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        try:
            file.write(line + b"\n")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)  # a full disk leaves no half line
            raise
