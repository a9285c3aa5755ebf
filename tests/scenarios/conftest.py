"""The command line and a department's desk, as scenarios use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scenarios.asking import Desk
from zhaohui.cli.main import main

DAY = "2026-11-01"


@pytest.fixture
def command(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """`zhaohui …`, which must end well: what it printed. With a county, on that county's data."""
    if "data_dir" in request.fixturenames:
        monkeypatch.setenv("ZHAOHUI_DATA", str(request.getfixturevalue("data_dir")))

    def run(*words: str) -> str:
        monkeypatch.setattr("sys.argv", ["zhaohui", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def answer(tmp_path: Path, command):
    """`zhaohui check FILE --json` for one household: the whole answer."""

    def run(*members: dict[str, Any], day: str = DAY, **living: Any) -> dict[str, Any]:
        file = tmp_path / "household.yaml"
        document = {"members": list(members), "living": living}
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        found: dict[str, Any] = json.loads(command("check", str(file), "--json", "--as-of", day))
        return found

    return run


@pytest.fixture
def check(answer):
    """The same by rule: what each says of the household (of the last member, for a person's)."""

    def run(*members: dict[str, Any], day: str = DAY, **living: Any) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in answer(*members, day=day, **living)["services"]}

    return run


@pytest.fixture
def desk(county, client, check, command, request: pytest.FixtureRequest):
    """A department's desk over the small county."""
    callbacks = request.getfixturevalue("django_capture_on_commit_callbacks")
    return Desk(client, check, command, request.getfixturevalue("tmp_path"), callbacks)
