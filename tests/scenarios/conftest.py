"""`zhaohui check` as a fixture: one household asks, its answers come by rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhaohui.cli.main import main

DAY = "2026-11-01"


@pytest.fixture
def check(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """`zhaohui check FILE --json` for one household: its answers by rule; with a county, on its figures."""
    if "data_dir" in request.fixturenames:
        monkeypatch.setenv("ZHAOHUI_DATA", str(request.getfixturevalue("data_dir")))

    def run(*members: dict[str, Any], day: str = DAY, **living: Any) -> dict[str, dict[str, Any]]:
        file = tmp_path / "household.yaml"
        document = {"members": list(members), "living": living}
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        words = ["zhaohui", "check", str(file), "--json", "--as-of", day]
        monkeypatch.setattr("sys.argv", words)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return {row["id"]: row for row in json.loads(capsys.readouterr().out)["services"]}

    return run
