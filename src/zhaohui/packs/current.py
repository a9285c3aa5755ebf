"""The pack that holds now: the county's text and what its officers approved since."""

from __future__ import annotations

from pathlib import Path

from zhaohui.packs.item_overlay import changes_file, read_changes, with_changes
from zhaohui.packs.loading import default_pack, load
from zhaohui.packs.overlay import laid_over, overlay_file, read_overlay
from zhaohui.packs.pack import Pack


def load_current(data: Path) -> Pack:
    """Return the default pack with the approved values and changes of items, which the data folder holds.

    PackError as for `load`, and for a damaged file of approved values.
    """
    pack = laid_over(load(default_pack()), read_overlay(overlay_file(data)))
    return with_changes(pack, read_changes(changes_file(data)))
