"""The pack and its rules, read once per process and shared by the pages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhaohui.packs import Pack, default_pack, load, rulebook

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook


def current_pack() -> Pack:
    """Return the county's pack; its `version` says which. PackError when it cannot be read."""
    return pack_in(default_pack())


def current_rulebook() -> Rulebook:
    """Return the pack's rules, compiled. RuleError when one of them is wrong."""
    return rulebook_in(default_pack())


@lru_cache(maxsize=2)
def pack_in(folder: Path) -> Pack:
    """Return the pack of that folder, read once; a changed pack is seen after a restart."""
    return load(folder)


@lru_cache(maxsize=2)
def rulebook_in(folder: Path) -> Rulebook:
    """Return the compiled rules of the pack in that folder."""
    return rulebook(pack_in(folder))
