"""The pack and its rules, read once per process and shared by the pages; what officers filled in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from zhaohui.packs import Pack, default_pack, load, rulebook
from zhaohui.packs.item_overlay import changes_file, read_changes, with_changes
from zhaohui.packs.overlay import laid_over, overlay_file, read_overlay

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

Stamp = tuple[int, int, int]
NO_OVERLAY: Stamp = (0, 0, 0)


def current_pack() -> Pack:
    """Return the county's pack with the approved values; PackError when it cannot be read.

    Its `version` says which pack and which values. What another process approved is seen at once:
    one look at each file's stamp a call. Published changes of items are in `item_changes`.
    """
    return _pack_and_items(default_pack(), *_overlay_now(), *_now(changes_file(settings.DATA_DIR)))


def current_rulebook() -> Rulebook:
    """Return the pack's rules, compiled. RuleError when one of them is wrong."""
    return _rulebook_with(default_pack(), *_overlay_now())


@lru_cache(maxsize=2)
def pack_in(folder: Path) -> Pack:
    """Return the pack of that folder, read once; a changed pack is seen after a restart."""
    return load(folder)


def _overlay_now() -> tuple[Path, Stamp]:
    return _now(overlay_file(settings.DATA_DIR))


def _now(path: Path) -> tuple[Path, Stamp]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return path, NO_OVERLAY
    return path, (found.st_mtime_ns, found.st_size, found.st_ino)


@lru_cache(maxsize=2)
def _pack_with(folder: Path, overlay: Path, stamp: Stamp) -> Pack:
    pack = pack_in(folder)
    return pack if stamp == NO_OVERLAY else laid_over(pack, read_overlay(overlay))


@lru_cache(maxsize=2)
def _pack_and_items(
    folder: Path, overlay: Path, stamp: Stamp, changes: Path, changed: Stamp
) -> Pack:
    pack = _pack_with(folder, overlay, stamp)
    return pack if changed == NO_OVERLAY else with_changes(pack, read_changes(changes))


@lru_cache(maxsize=2)
def _rulebook_with(folder: Path, overlay: Path, stamp: Stamp) -> Rulebook:
    return rulebook(_pack_with(folder, overlay, stamp))
