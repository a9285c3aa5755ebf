"""The plan's own text, where an officer stored it in the data folder."""

from __future__ import annotations

from pathlib import Path

NEAR = 8  # lines: a row of a table is printed on several


def stored_text(folder: Path, plan_id: str) -> list[str]:
    """Return the lines of the stored text of a plan, or nothing."""
    path = folder / "plans" / f"{plan_id}.txt"
    return path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []


def stands_near(lines: list[str], line: int, quote: str) -> bool:
    """Say whether `quote` is printed at line `line` (1 is the first) or within NEAR lines of it."""
    here = lines[max(0, line - 1 - NEAR) : line + NEAR]
    return any(quote in text for text in here)
