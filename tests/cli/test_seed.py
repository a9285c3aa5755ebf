"""`zhaohui seed`: files or registry, sentences on bad input."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.slow

ZHAOHUI = Path(sys.executable).parent / "zhaohui"
TABLES = {"persons", "households", "organisations", "facilities", "report"}


def seed(*words: str | Path, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    outside = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [ZHAOHUI, "seed", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=outside | ({"ZHAOHUI_DATA": str(data)} if data else {}),
    )


def test_files_are_written_and_the_same_twice(tmp_path: Path) -> None:
    words = ("--residents", "300", "--seed", "7", "--as-of", "2026-03-01", "--json")
    first = seed(*words, "--out", tmp_path / "a", data=tmp_path / "data")
    seed(*words, "--out", tmp_path / "b", data=tmp_path / "data")
    answer = json.loads(first.stdout)
    assert answer["residents"] == 300
    assert answer["persons"] == pq.read_table(tmp_path / "a" / "persons.parquet").num_rows
    assert {path.stem for path in (tmp_path / "a").iterdir()} == TABLES
    for name in TABLES:
        one, other = (tmp_path / folder / f"{name}.parquet" for folder in "ab")
        assert one.read_bytes() == other.read_bytes()
    assert not list(tmp_path.glob("*.part"))
    assert not (tmp_path / "data").exists()


def test_the_text_compares_published_with_made(tmp_path: Path) -> None:
    done = seed("--residents", "300", "--out", tmp_path / "c")
    assert done.returncode == 0
    assert "模拟数据" in done.stdout
    assert "男性占比（%）: published 51.06, made 51" in done.stdout


def test_a_full_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = seed("--residents", "10", "--out", tmp_path)
    assert done.returncode == 2
    assert "already holds something" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_wrong_numbers_are_refused(tmp_path: Path) -> None:
    for words in (["--residents", "0"], ["--residents", "many"], ["--seed", "-1"]):
        done = seed(*words, "--out", tmp_path / "d")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "d").exists()


def test_the_registry_takes_it_and_another_only_when_told(tmp_path: Path) -> None:
    words = ("--residents", "200", "--as-of", "2026-03-01")
    first = seed(*words, "--json", data=tmp_path)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["changed"] is True
    other = seed(*words, "--seed", "2", data=tmp_path)
    assert other.returncode == 2
    assert "--replace" in other.stderr


@pytest.mark.slow
def test_the_same_county_changes_nothing_and_another_replaces_it(tmp_path: Path) -> None:
    words = ("--residents", "200", "--as-of", "2026-03-01", "--json")
    seed(*words, data=tmp_path)
    assert json.loads(seed(*words, data=tmp_path).stdout)["changed"] is False
    other = seed(*words, "--seed", "2", "--replace", data=tmp_path)
    assert json.loads(other.stdout)["changed"] is True


def test_files_that_cannot_be_kept_leave_no_part(run, tmp_path, monkeypatch):
    def full(*_words, **_options):
        raise OSError(errno.ENOSPC, "Error writing bytes. Detail: [errno 28]")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    ran = run("seed", "--residents", 50, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "can't be written: No space left" in ran.err
    assert list(tmp_path.iterdir()) == []
