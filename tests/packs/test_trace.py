"""The requirement count is honest: a row counts only with its files and passed scenarios."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhaohui.packs.trace import trace


@dataclass
class Row:
    req_id: str
    nouns: str
    files: str


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "elderly.yaml").write_text("[]", encoding="utf-8")
    return tmp_path


def record(folder: Path, requirements: dict) -> Path:
    path = folder / "record.json"
    text = json.dumps({"finished": "2026-11-23T00:00:00+00:00", "requirements": requirements})
    path.write_text(text, encoding="utf-8")
    return path


def status(pack: Path, row: Row, outcomes: dict) -> str:
    found = trace([row], pack=pack, record=record(pack, outcomes))
    return found["rows"][0]["status"]


def test_running_needs_files_and_passed_scenarios(pack: Path) -> None:
    row = Row("R001", "Rule Fact", "rules/elderly.yaml")
    assert status(pack, row, {"R001": {"t": "passed"}}) == "running"
    assert status(pack, row, {"R001": {"t": "passed", "u": "failed"}}) == "failing"
    assert status(pack, row, {"R001": {"t": "skipped"}}) == "failing"
    assert status(pack, row, {}) == "declared"


def test_a_missing_pack_file_is_not_declared(pack: Path) -> None:
    row = Row("R001", "Rule", "rules/elderly.yaml rules/gone.yaml")
    assert status(pack, row, {"R001": {"t": "passed"}}) == "planned"
    assert status(pack, Row("R002", "Rule", ""), {"R002": {"t": "passed"}}) == "planned"


def test_totals_and_words(pack: Path) -> None:
    rows = [Row("R001", "Rule Fact", "rules/elderly.yaml"), Row("R002", "Case", "")]
    found = trace(rows, pack=pack, record=record(pack, {"R001": {"t": "passed"}}))
    assert (found["total"], found["declared"], found["running"]) == (2, 1, 1)
    assert found["rows"][0]["nouns"] == ["Rule", "Fact"]


def test_no_recorded_run_counts_nothing(pack: Path) -> None:
    found = trace([Row("R001", "Rule", "rules/elderly.yaml")], pack=pack, record=pack / "none")
    assert found["running"] == 0
    assert found["recorded"] is None
