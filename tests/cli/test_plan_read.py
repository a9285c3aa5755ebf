"""`zhaohui plan read`: JSON alone on stdout, a folder that appears whole, sentences for bad files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.plandoc.invented import invent
from tests.engines.plandoc.scoring import GIVEN_TEXT

# The first invented plan that has everything a plan can have.
WHOLE = next(
    plan for plan in map(invent, range(100)) if plan.services and plan.projects and plan.quantities
)
ZHAOHUI = Path(sys.executable).parent / "zhaohui"
KEYS = {
    "sections": {"level", "title", "line"},
    "indicators": {"domain", "name", "unit", "baseline", "target", "nature", "line"},
    "services": {"domain", "items", "declared", "line"},
    "projects": {"box", "title", "line"},
    "quantities": {"line", "quote", "operator", "number", "max", "unit", "object", "deadline"},
}


def read(*words: object) -> subprocess.CompletedProcess[str]:
    command = [ZHAOHUI, "plan", "read", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(WHOLE.text, encoding="utf-8")
    return path


def test_json_has_the_promised_keys(plan: Path) -> None:
    done = read(plan, "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    document = json.loads(done.stdout)
    for kind, keys in KEYS.items():
        assert document[kind], kind
        assert all(keys <= row.keys() for row in document[kind])
    assert all({"raw", "value"} <= row["baseline"].keys() for row in document["indicators"])
    assert all(
        {"raw", "operator", "value"} <= row["target"].keys() for row in document["indicators"]
    )


def test_the_report_counts_what_was_read(plan: Path) -> None:
    truth, shown = WHOLE, read(plan).stdout
    assert f"{len(truth.indicators)} indicators" in shown
    assert f"{len(truth.services)} service domains" in shown
    assert f"declaring {sum(s['declared'] for s in truth.services)} items" in shown
    assert f"{len(truth.projects)} projects" in shown


def test_out_writes_the_same_as_json_and_csv_files(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "read"
    done = read(plan, "--out", out, "--json")
    assert json.loads((out / "plan.json").read_text(encoding="utf-8")) == json.loads(done.stdout)
    rows = (out / "indicators.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + len(WHOLE.indicators)
    assert rows[0].startswith("domain,name,unit,baseline_raw")
    names = sorted(p.name for p in out.iterdir())
    assert names == [
        "indicators.csv",
        "items.csv",
        "plan.json",
        "projects.csv",
        "quantities.csv",
        "sections.csv",
        "services.csv",
    ]
    assert [p.name for p in out.parent.iterdir()] == ["read"]


def test_out_replaces_its_own_files_and_nothing_else(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "read"
    assert read(plan, "--out", out).returncode == 0
    assert read(plan, "--out", out).returncode == 0
    (out / "mine.txt").write_text("keep", encoding="utf-8")
    done = read(plan, "--out", out)
    assert done.returncode == 2
    assert "mine.txt" in done.stderr
    assert (out / "mine.txt").exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\1\2", "规划。".encode("gb18030") * 9, "第一章 现状\n很好。\n".encode(), None],
    ids=["empty", "binary", "gbk", "no table", "missing"],
)
def test_bad_input_is_one_sentence_exit_2_and_no_folder(tmp_path: Path, data: bytes | None) -> None:
    path, out = tmp_path / "bad.txt", tmp_path / "out"
    if data is not None:
        path.write_bytes(data)
    done = read(path, "--out", out, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("zhaohui: ")
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir() if p != path] == []


def test_a_cut_table_names_its_line(tmp_path: Path) -> None:
    truth = invent(11, "blocks")
    path = tmp_path / "cut.txt"
    cut = truth.indicators[2]["line"]
    path.write_text("\n".join(truth.text.split("\n")[:cut]), encoding="utf-8")
    done = read(path, "--json")
    assert done.returncode == 2
    assert f"line {cut}" in done.stderr


@pytest.mark.skipif(
    not GIVEN_TEXT.exists(), reason="the given plan (../shared/plan) is not on this machine"
)
def test_the_given_plan() -> None:
    document = json.loads(read(GIVEN_TEXT, "--json").stdout)
    assert {kind: len(document[kind]) for kind in KEYS} == {
        "sections": 36, "indicators": 38, "services": 10, "projects": 40, "quantities": 143,
    }  # fmt: skip
    assert sum(row["declared"] for row in document["services"]) == 90
    assert sum(len(row["items"]) for row in document["services"]) == 57
