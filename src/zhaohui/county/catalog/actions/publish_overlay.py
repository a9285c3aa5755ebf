"""Write the approved values and changes of items where every process of the county reads them."""

from __future__ import annotations

import fcntl
from pathlib import Path

from django.conf import settings

from zhaohui.county.catalog.item_proposals import published_changes
from zhaohui.county.catalog.proposals import approved_rows
from zhaohui.packs.item_overlay import changes_as_bytes, changes_file
from zhaohui.packs.overlay import as_bytes, overlay_file
from zhaohui.whole_file import write_whole


def publish_overlay() -> bool:
    """Make the overlay's files what the database says; return whether one was not so.

    May be done at any time, by any process: one after the other, each with what is committed by
    then. After a crash between a commit and its file, the next call mends it (`zhaohui run`,
    `sweep` and `nightly` begin with one).
    """
    folder = overlay_file(settings.DATA_DIR).parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        written = [
            _write(overlay_file(settings.DATA_DIR), as_bytes(approved_rows()), as_bytes(())),
            _write(
                changes_file(settings.DATA_DIR),
                changes_as_bytes(published_changes()),
                changes_as_bytes(()),
            ),
        ]
    return any(written)


def _write(path: Path, content: bytes, empty: bytes) -> bool:
    """Return whether the file had to be written; without a file nothing is approved."""
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = empty
    if found == content:
        return False
    write_whole(path, content)
    return True
