"""A scenario proves nothing if it passes without the pack file that it is said to show."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zhaohui.packs import default_pack, load

ROOT = Path(__file__).resolve().parents[2]
PACK = default_pack()
DECLARED = [row for row in load(PACK).coverage if row.status == "declared"]
OFTEN = 6  # one declared row in so many is tried among the slow tests, by its first file; all are exhaustive
CASES = [
    pytest.param(
        row.req_id,
        file,
        marks=[] if index == 0 and place % OFTEN == 0 else [pytest.mark.exhaustive],
    )
    for place, row in enumerate(DECLARED)
    for index, file in enumerate(row.files.split())
]


def other_tests() -> list[Path]:
    """Return every test file but this one."""
    return [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]


def scenarios_of(req_id: str, pack: Path) -> subprocess.CompletedProcess[str]:
    """Run the tests marked with the requirement on that pack."""
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--requirement", req_id]
    files = [path for path in other_tests() if f'"{req_id}"' in path.read_text("utf-8")]
    return subprocess.run(
        [*words, *files],
        cwd=ROOT,
        env={**os.environ, "ZHAOHUI_PACK": str(pack)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("req_id", "file"), CASES)
def test_a_scenario_fails_without_its_file(req_id: str, file: str, tmp_path: Path) -> None:
    """With the file it passes: the fast tests run every scenario on the whole pack."""
    pack = tmp_path / PACK.name
    shutil.copytree(PACK, pack)
    (pack / file).unlink()
    done = scenarios_of(req_id, pack)
    assert done.returncode == 1, done.stdout[-2000:]


def test_each_declared_row_has_a_scenario() -> None:
    marked = "".join(path.read_text("utf-8") for path in other_tests())
    assert DECLARED
    assert [row.req_id for row in DECLARED if f'"{row.req_id}"' not in marked] == []
