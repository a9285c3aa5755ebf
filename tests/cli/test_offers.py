"""`zhaohui offers verify`: what holds, what does not, what can't be read."""

from __future__ import annotations

import json

import pytest

from zhaohui.cli.main import main
from zhaohui.engines.matching import (
    ApplicantLine,
    Inputs,
    PlaceLine,
    WishLine,
    allot,
    commitment,
    results_text,
    seed_of,
)

SECRET = bytes(range(32))


@pytest.fixture
def published(tmp_path):
    inputs = Inputs(
        [PlaceLine("1", "模拟", 1)],
        [ApplicantLine("11"), ApplicantLine("22")],
        [WishLine("11", 1, "1"), WishLine("22", 1, "1")],
    )
    hashed = inputs.hash()
    seed = seed_of(SECRET, hashed)
    before = {"method": "lottery", "algorithm": "sm3", "inputs": hashed, "entropy_source": ""}
    before["commitment"] = commitment(SECRET, hashed)
    files = inputs.texts() | {
        "commitment.json": json.dumps(before),
        "reveal.json": json.dumps({"secret": SECRET.hex(), "entropy": "", "seed": seed}),
        "results.csv": results_text(allot(inputs, method="lottery", seed=seed)),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(monkeypatch, capsys, *words: str) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["zhaohui", "offers", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out = capsys.readouterr()
    return int(ended.value.code or 0), out.out + out.err


def test_a_round_is_recomputed_from_its_files(published, monkeypatch, capsys):
    code, said = run(monkeypatch, capsys, "verify", str(published))
    assert (code, said.splitlines()[-1]) == (0, "all holds")


def test_a_changed_result_ends_with_one_and_a_missing_file_with_two(published, monkeypatch, capsys):
    (published / "results.csv").write_text("position,number,place,wish\n", encoding="utf-8")
    code, said = run(monkeypatch, capsys, "verify", str(published))
    assert code == 1
    assert "does not hold" in said
    (published / "results.csv").unlink()
    code, said = run(monkeypatch, capsys, "verify", str(published))
    assert code == 2
    assert "Download all files" in said
