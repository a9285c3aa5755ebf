"""`zhaohui pack check` and `zhaohui pack new` as an officer runs them."""

import csv
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhaohui.cli.main import main
from zhaohui.packs import default_pack, load

PLAN = Path(__file__).parents[3] / "shared" / "plan" / "000_79ca57d96ee39970.txt"


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Done]


@pytest.fixture
def zhaohui(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command as typed, in this process."""

    def run(*words: object) -> Done:
        monkeypatch.setattr("sys.argv", ["zhaohui", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, shown.out, shown.err)

    return run


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The county's pack with two faults."""
    folder = tmp_path / "pack"
    source = default_pack()
    for path in source.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    towns = folder / "areas" / "towns.csv"
    rows = towns.read_text("utf-8").splitlines()
    towns.write_text("\n".join(rows[:-1]) + "\n", "utf-8")
    manifest = folder / "pack.toml"
    named = 'default_residents_source = "'
    manifest.write_text(manifest.read_text("utf-8").replace(named, f"{named}un"), "utf-8")
    return folder


def test_checking_the_countys_own_pack_ends_well(zhaohui: Command) -> None:
    done = zhaohui("pack", "check", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr, found["ok"]) == (0, "", True)
    assert found["pack"]["code"] == load(default_pack()).code
    assert all(gap["missing"] for gap in found["gaps"])


def test_faults_end_with_1_and_are_told_with_file_line_and_hint(
    zhaohui: Command, broken: Path
) -> None:
    done = zhaohui("pack", "check", broken)
    assert done.returncode == 1
    assert "error   areas/villages.csv:" in done.stdout
    assert "error   pack.toml:1: " in done.stdout
    assert "        → did you mean " in done.stdout
    assert "What officers must fill:" in done.stdout


def test_faults_as_json_are_the_same(zhaohui: Command, broken: Path) -> None:
    done = zhaohui("pack", "check", broken, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (1, False)
    errors = [p for p in found["problems"] if p["severity"] == "error"]
    assert {p["place"].split(":")[0] for p in errors} >= {"areas/villages.csv", "pack.toml"}
    assert set(errors[0]) == {"place", "severity", "message", "hint"}


def test_what_is_no_pack_ends_with_2(zhaohui: Command, tmp_path: Path) -> None:
    done = zhaohui("pack", "check", tmp_path)
    assert done.returncode == 2
    assert "is not a pack" in done.stderr
    assert done.stdout == ""


INVENTED = """\
无名县人民政府
关于印发《无名县“十六五”公共服务规划》的通知
无名县“十六五”公共服务规划
（2031—2035年）
规划期限为2031—2035年。
第一章 主要目标
表1 主要指标
领域
指标名称
2030年
2035年
性质
供水
管网漏损率（%）
12
8以下
约束性
助老
护理床位占比（%）
40
60以上
预期性
表2 服务清单
领域
服务内容
服务项目
助老
老有所养。
高龄津贴，助餐服务等。（3项）
第二章 主要任务
到2035年，新建水厂3座。
"""


@pytest.mark.parametrize("code", ["99990", "9999011", "09990a", "000000"])
def test_a_code_that_is_no_county_is_refused(zhaohui: Command, tmp_path: Path, code: str) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(INVENTED, "utf-8")
    done = zhaohui("pack", "new", code, "--plan", plan, "--out", tmp_path / "made")
    assert done.returncode == 2
    assert "is not a county's division code" in done.stderr
    assert not (tmp_path / "made").exists()


def test_a_folder_that_exists_is_left_as_it_is(zhaohui: Command, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    done = zhaohui("pack", "new", "999901", "--plan", "x.txt", "--out", tmp_path / "made")
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert list((tmp_path / "made").iterdir()) == []


def test_a_plan_that_cannot_be_read_leaves_nothing_behind(zhaohui: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    done = zhaohui(
        "pack", "new", "999901", "--plan", tmp_path / "empty.txt", "--out", tmp_path / "a"
    )
    assert done.returncode == 2
    assert done.stderr.startswith("zhaohui: ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_another_countys_plan_becomes_a_pack_with_gaps_and_no_errors(
    zhaohui: Command, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(INVENTED, "utf-8")
    made = tmp_path / "packs" / "999901"
    words = ("--plan", plan, "--name", "无名县", "--out", made, "--json")
    done = zhaohui("pack", "new", "999901", *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"]
    assert [path.name for path in made.parent.iterdir()] == ["999901"]
    pack = load(made)
    assert (pack.code, pack.name, pack.areas_chain) == (
        "999901", "无名县", ("999901", "9999", "99", "00"),
    )  # fmt: skip
    assert [(i.name, i.operator, str(i.target)) for i in pack.plan().indicators] == [
        ("管网漏损率", "<=", "8"),
        ("护理床位占比", ">=", "60"),
    ]
    assert [(s.domain, s.slot, s.name, bool(s.gap)) for s in pack.services] == [
        ("助老", 1, "高龄津贴", False),
        ("助老", 2, "助餐服务", False),
        ("助老", 3, "", True),
    ]
    assert pack.plan().title == "无名县“十六五”公共服务规划"
    assert pack.facts == load(default_pack()).facts
    again = zhaohui("pack", "check", made, "--json")
    found = json.loads(again.stdout)
    assert again.returncode == 0
    missing = " ".join(gap["missing"] for gap in found["gaps"])
    assert "镇（乡、街道）名册未填" in missing
    assert "zhu-lao-03: " in missing


def test_the_real_plan_becomes_a_pack_that_copies_no_running_text(
    zhaohui: Command, tmp_path: Path
) -> None:
    if not PLAN.exists():
        pytest.skip("the county's plan is not on this machine")
    made = tmp_path / "999902"
    done = zhaohui("pack", "new", "999902", "--plan", PLAN, "--out", made)
    assert done.returncode == 0, done.stderr
    pack = load(made)
    plan = pack.plan()
    assert len(plan.indicators) == 38
    assert sum(row.declared for row in plan.domains) == len(pack.services) == 90
    assert len(plan.projects) == 40
    assert (
        plan.manifest.title
        == tomllib.loads(
            (default_pack() / "plan" / load(default_pack()).plan().id / "plan.toml").read_text(
                "utf-8"
            )
        )["title"]
    )
    names = {"title", "name", "content", "document"}
    texts = [path for path in made.rglob("*.csv") if path.parent.name != "access"]
    for path in texts:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                long = {k: v for k, v in row.items() if len(v) > 40 and k not in names}
                assert not long, (path, long)


def test_figures_that_may_have_changed_are_listed_by_department(zhaohui: Command) -> None:
    aged = json.loads(zhaohui("pack", "check", "--json").stdout)["aged"]
    assert {"place", "department", "parameter", "why"} == set(aged[0])
    assert "高龄津贴标准" in {row["parameter"] for row in aged}
    listed = zhaohui("pack", "check", "--all").stdout.partition("What may have changed")[2]
    assert all(row["parameter"] in listed for row in aged)
    assert f"{len(aged)} figures that may have changed" in zhaohui("pack", "check").stdout
