"""Counts which of the plan's requirements a person can use today: declared in the pack, shown by a test."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol


class CoverageRow(Protocol):
    """One line of the pack's coverage.csv."""

    req_id: str
    nouns: Any
    files: Any


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One requirement: the nouns that answer it, the scenarios that ran, and what that amounts to."""

    id: str
    nouns: list[str]
    tests: list[str]
    status: str  # planned | declared | failing | running


def trace(coverage: Iterable[CoverageRow], *, pack: Path, record: Path) -> dict[str, Any]:
    """Return `{"total", "declared", "running", "recorded", "rows"}` for the pack's coverage.

    A row is declared when each pack file it names is there, and running when besides at least one
    scenario marked with its id ran in the last recorded full test run and all of them passed.
    """
    recorded = _read(record)
    rows = [_row(row, pack, recorded["requirements"]) for row in coverage]
    return {
        "total": len(rows),
        "declared": sum(row.status != "planned" for row in rows),
        "running": sum(row.status == "running" for row in rows),
        "recorded": recorded["finished"],
        "rows": [asdict(row) for row in rows],
    }


def _row(row: CoverageRow, pack: Path, outcomes: dict[str, dict[str, str]]) -> TracedRow:
    files = _words(row.files)
    tests = outcomes.get(row.req_id, {})
    status = "planned"
    if files and all((pack / name).exists() for name in files):
        status = "declared"
        if tests:
            passed = all(outcome == "passed" for outcome in tests.values())
            status = "running" if passed else "failing"
    return TracedRow(row.req_id, _words(row.nouns), sorted(tests), status)


def _words(value: Any) -> list[str]:
    return value.split() if isinstance(value, str) else list(value)


def _read(record: Path) -> dict[str, Any]:
    if not record.exists():
        return {"finished": None, "requirements": {}}
    found: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
    return found
