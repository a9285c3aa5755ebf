"""`zhaohui check FACTS.yaml`: the contract, text for people, and sentences on bad files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.county.small_county import the_pack

HERE = the_pack().villages[0].code
GRANNY = f"""
members:
  - label: 奶奶
    出生日期: 1935-01-01
    户籍区划: {HERE}
    月收入: 100.50
living:
  低保状态: true
"""


@pytest.fixture
def facts(tmp_path):
    def write(content):
        path = tmp_path / "facts.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_it_answers_in_a_shell_that_knows_no_settings(facts):
    around = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    program = Path(sys.executable).parent / "zhaohui"
    words = [program, "check", facts(GRANNY), "--as-of", "2026-11-01"]
    ran = subprocess.run(words, env=around, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "高龄津贴" in ran.stdout


def test_json_keeps_the_contract(run, facts):
    ran = run("check", facts(GRANNY), "--as-of", "2026-11-01", "--json")
    assert ran.code == 0
    assert {"questions_left", "services"} <= set(ran.json)
    row = next(each for each in ran.json["services"] if each["id"] == "old-age-allowance")
    assert (row["status"], row["amount_fen"], row["subject"], row["needs"]) == (
        "yes",
        10_000,
        "奶奶",
        [],
    )
    assert set(row) >= {
        "id",
        "name",
        "subject",
        "status",
        "amount_fen",
        "reasons",
        "needs",
        "citations",
    }


def test_text_names_the_answer_and_the_next_question(run, facts):
    ran = run("check", facts(GRANNY), "--as-of", "2026-11-01")
    assert ran.code == 0
    assert "✓ 奶奶：高龄津贴  100.00 元/月" in ran.out
    assert "还要问：" in ran.out


def test_it_needs_no_database(run, facts, django_db_blocker):
    with django_db_blocker.block():
        assert run("check", facts(GRANNY)).code == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "没有家庭"),
        (b"\xff\xfe", "is not UTF-8"),
        ("members: [", "facts.yaml:2: this is not YAML"),
        ("members:\n  - 月收人: 1", "是不是“月收入”"),
        ("members:\n  - 月收入: yes", "read differently by YAML readers"),
        ("members:\n  - 月收入: 1\n    月收入: 2", "stands here twice"),
        ("members:\n  - 出生日期: 1935-02-30", "not a day of the calendar"),
        ("- a", "没有家庭"),
        ("x" * 1_000_002, "larger than one household"),
        ("members: " + "[" * 900_000, "facts.yaml:1: this is nested more than"),
        ("members:\n  - 月收入: '9E+999999'", "不是数字"),
    ],
)
def test_a_bad_file_is_a_sentence(run, facts, content, sentence):
    ran = run("check", facts(content), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file on this system")
def test_an_endless_file_is_not_read_to_its_end(run):
    ran = run("check", "/dev/zero")
    assert ran.code == 2
    assert "larger than one household" in ran.err


def test_a_missing_file(run, tmp_path):
    ran = run("check", tmp_path / "none.yaml")
    assert ran.code == 2
    assert "can't be read" in ran.err
