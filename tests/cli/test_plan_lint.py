"""`zhaohui plan lint`: JSON alone on stdout, one sentence and exit 2 for a file that is no plan."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.plandoc.lint.injected import denominators, inject, other_target
from zhaohui.paths import project_root

pytestmark = pytest.mark.slow

ZHAOHUI = Path(sys.executable).parent / "zhaohui"
SPOILED = next(i for seed in range(50) if (i := inject(other_target, seed)))


def lint(*words: object) -> subprocess.CompletedProcess[str]:
    command = [ZHAOHUI, "plan", "lint", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(SPOILED.text, encoding="utf-8")
    return path


def test_json_has_the_promised_keys(plan: Path) -> None:
    done = lint(plan, "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    found = json.loads(done.stdout)["findings"]
    assert found
    for f in found:
        assert set(f) == {"rule", "severity", "first", "second", "message"}
        assert set(f["first"]) == {"line", "quote"}
        assert f["second"] is None or set(f["second"]) == {"line", "quote"}
        assert f["severity"] in ("high", "medium", "low")
    assert found[0]["rule"] == "two-values"


def test_the_report_names_both_places(plan: Path) -> None:
    shown = lint(plan).stdout
    assert "高 two-values" in shown
    assert shown.count("    line ") >= 2


def test_census_rules_speak_with_a_pack_and_are_silent_without(tmp_path: Path) -> None:
    spoiled = next(i for seed in range(50) if (i := inject(denominators, seed)))
    path = tmp_path / "plan.txt"
    # Beds for each thousand that no county of the pack's size could need.
    path.write_text(spoiled.text, encoding="utf-8")
    alone = json.loads(lint(path, "--json").stdout)["findings"]
    assert not [f for f in alone if f["rule"] == "denominators"]
    pack = project_root() / "packs" / "510811-zhaohua"
    held = json.loads(lint(path, "--pack", pack, "--json").stdout)["findings"]
    assert {f["rule"] for f in alone} <= {f["rule"] for f in held}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02", "binary"),
        ("公共服务规划，就业促进规划。\n第一章 目标".encode("gb18030"), "GBK"),
        ("第一章 目标\n没有指标表的规划文本。\n".encode(), "no indicator table"),
        (SPOILED.text[: SPOILED.text.index("性质") + 40].encode(), ""),
        (b"\xef\xbb\xbf" + "字".encode() * 400_000, "lost its line breaks"),
        ("到2030年建成3所。\n\n".encode() * 60_000, "more than 20000 lines"),
    ],
    ids=["empty", "binary", "gbk", "no table", "cut", "one line", "endless"],
)
def test_a_file_that_is_no_plan_gets_one_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    done = lint(path, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_and_a_folder_that_is_no_pack(tmp_path: Path, plan: Path) -> None:
    assert lint(tmp_path / "none.txt").returncode == 2
    done = lint(plan, "--pack", tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
