"""Write the approved values where every process of the county reads them."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from django.conf import settings

from zhaohui.county.catalog.proposals import approved_rows
from zhaohui.packs.overlay import as_bytes, overlay_file


def publish_overlay() -> bool:
    """Make the overlay's file what the database says; return whether it was not so.

    May be done at any time, by any process: one after the other, each with what is committed by
    then. After a crash between a commit and its file, the next call mends it (`zhaohui run`,
    `sweep` and `nightly` begin with one).
    """
    path = overlay_file(settings.DATA_DIR)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        content = as_bytes(approved_rows())
        if _read(path) == content:
            return False
        _replace(path, content)
    return True


def _read(path: Path) -> bytes:
    """Without a file nothing is approved."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return as_bytes(())


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
