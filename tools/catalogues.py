"""Compile the message catalogues (`locale/<language>/LC_MESSAGES/*.po` → `.mo`), without GNU gettext."""

from __future__ import annotations

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "src" / "zhaohui" / "locale"


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Write a `.mo` beside every `.po` below `folder`; return what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        draft = target.with_suffix(f".{os.getpid()}.tmp")  # test workers compile at once
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_catalogues():
        print(f"zhaohui: compiled {path.relative_to(ROOT)}")
