"""A pack's file as text: present, and UTF-8."""

from __future__ import annotations

from pathlib import Path

from zhaohui.packs.errors import Problems


def read_text(path: Path, *, name: str, problems: Problems, required: bool = False) -> str | None:
    """The file's text without a byte order mark; None (and a problem) when it cannot be read."""
    if not path.is_file():
        if required:
            problems.error(f"{name}:1", "this file is missing", "see docs/reference/pack-format.md")
        return None
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.error(f"{name}:{line}", "this line is not UTF-8", "save the file as UTF-8")
        return None
