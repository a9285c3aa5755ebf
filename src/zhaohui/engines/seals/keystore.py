"""Where the key ring lies: an environment variable, else a file in the data folder."""

from __future__ import annotations

from pathlib import Path

from zhaohui.engines.seals.keyfile import read_or_create, replace
from zhaohui.engines.seals.keyring import KeyRing


def load_keys(path: Path, *, text: str = "") -> KeyRing:
    """Return the ring in `text` where it is given, else that of `path`, made at first use.

    `text` comes from a secret store (`ZHAOHUI_KEYS`); then nothing is written to disk.
    """
    if text:
        return KeyRing.from_text(text)
    return KeyRing.from_text(read_or_create(path, lambda: KeyRing.generate().to_text()))


def rotate_keys(path: Path) -> KeyRing:
    """Add a fresh current key to the ring in `path` and return the new ring."""
    ring = load_keys(path).rotated()
    replace(path, ring.to_text())
    return ring
