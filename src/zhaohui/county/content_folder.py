"""A folder that appears whole: written under a draft name, fsynced, then renamed to its hash."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DRAFT = ".draft-"
HASH_DIGITS = 16


@contextmanager
def draft_folder(parent: Path) -> Iterator[Path]:
    """Give an empty folder inside `parent`; what is left of it at the end is removed.

    Drafts of processes that no longer run are removed first.
    """
    parent.mkdir(parents=True, exist_ok=True)
    for old in parent.glob(f"{DRAFT}*"):
        if not _is_running(old.name.removeprefix(DRAFT).split("-")[0]):
            shutil.rmtree(old, ignore_errors=True)
    draft = parent / f"{DRAFT}{os.getpid()}-{uuid.uuid4().hex[:8]}"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def keep(draft: Path, *, salt: str = "") -> Path:
    """Rename the draft to the hash of its files (and `salt`) and return the new folder.

    Where that folder exists already and holds the same, it stays; a damaged one is replaced.
    """
    for path in draft.iterdir():
        _sync(path)
    _sync(draft)
    final = draft.parent / folder_hash(draft, salt=salt)
    if final.exists() and folder_hash(final, salt=salt) != final.name:
        damaged = final.rename(draft.with_name(f"{draft.name}-damaged"))
        shutil.rmtree(damaged, ignore_errors=True)
    try:
        draft.rename(final)
    except OSError as error:
        # It was there, or another process has just put the same there.
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
    _sync(final.parent)
    return final


def folder_hash(folder: Path, *, salt: str = "") -> str:
    """Return sixteen hex digits over the names and bytes of the folder's files."""
    digest = hashlib.sha256(salt.encode())
    for path in sorted(folder.iterdir()):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:HASH_DIGITS]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_running(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
