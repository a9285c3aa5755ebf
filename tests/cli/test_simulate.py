"""`zhaohui simulate REFORM.yaml`: the contract, the text, and sentences for a wrong file."""

from __future__ import annotations

import pytest

from zhaohui.packs import default_pack

EXAMPLES = sorted((default_pack() / "reforms").glob("*.yaml"))
PLUS_TEN = """\
name: 模拟加十元
as_of: 2026-11-01
years: 2
budget: 0
parameters:
  - {name: 高龄津贴标准, from: 2026-10-01, add: 10}
"""


@pytest.fixture
def reform(tmp_path):
    def write(text):
        path = tmp_path / "reform.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_json_keeps_the_contract(run, county, reform):
    ran = run("simulate", reform(PLUS_TEN), "--json")
    assert ran.code == 0, ran.err
    answer = ran.json
    assert (answer["persons"], answer["synthetic"]) == (county.persons.num_rows, True)
    assert [year["as_of"] for year in answer["years"]] == ["2026-11-01", "2027-11-01"]
    (changed,) = answer["changed"]
    assert changed["before"] == {"80": 2500, "90": 10000, "100": 20000}
    assert changed["after"] == {"80": 3500, "90": 11000, "100": 21000}
    assert "old-age-allowance" in [rule["id"] for rule in answer["rules"]]
    line = next(each for each in answer["years"][0]["lines"] if each["rule"] == "old-age-allowance")
    assert set(line) >= {"before", "after", "change"}
    for side in (line["before"], line["after"]):
        assert side["decided_fen"] <= side["upper_fen"]
    assert line["change"]["gained_fen"] == 12_000 * line["change"]["gained"]
    assert line["change"]["lost"] == 0
    assert {group["group"] for group in answer["groups"]} == {"年龄段", "户口", "家庭人数", "低保"}
    gap = answer["poverty"]
    assert gap["known"] + gap["unknown"] == answer["households"]
    assert line["after"]["decided_fen"] > 0
    assert [year["answer"] for year in answer["budget"]["years"]] == ["beyond", "beyond"]
    assert answer["arrears"] is not None  # it began in an earlier month


def test_the_text_never_gives_one_sum(run, county, reform):
    ran = run("simulate", reform(PLUS_TEN))
    assert (ran.code, ran.err) == (0, "")
    for words in ("模拟数据", "decided", "open", "at most", "Poverty gap", "people grow older"):
        assert words in ran.out, words


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_packs_examples_run_and_are_marked(run, county, path):
    ran = run("simulate", path)
    assert ran.code == 0, ran.err
    assert "示例" in ran.out.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("name: x\n", "reform.yaml:1: write `parameters` or `rules`", ""),
        ("- a\n", "reform.yaml:1: this file is not one record", "Begin with"),
        ("name: x\nparametres: []\n", "`parametres` is not a key", "parameters"),
        (
            "name: x\nparameters:\n  - {name: 高龄津贴, from: 2027-01-01, value: 1}\n",
            "reform.yaml:3: the pack has no parameter 高龄津贴",
            "高龄津贴标准",
        ),
        (
            "name: x\nparameters:\n  - {name: 高龄津贴标准, from: 2027-01-01}\n",
            "reform.yaml:3: write either `value`",
            "",
        ),
        (
            "name: x\nparameters:\n  - {name: 低保标准_农村, from: 2027-01-01, add: 5}\n",
            "no figure holds on that day",
            "元/人·月",
        ),
        (
            "name: x\nparameters:\n  - {name: 低保低限_农村, from: 2027-01-01, value: 5.001}\n",
            "5.001 is not an amount",
            "",
        ),
        (
            "name: x\nparameters:\n  - {name: 高龄津贴标准, area: '44', from: 2027-01-01, add: 1}\n",
            "the area 44 is not one of",
            "Leave `area` out",
        ),
        ("name: x\nrules:\n  - {id: old-age, amount: 元(5)}\n", "no rule old-age", "old-age-allow"),
        (
            "name: x\nrules:\n  - id: old-age-allowance\n    conditions: [{code: old, when: 年龄}]\n",
            "reform.yaml:4: the rule old-age-allowance has no condition old",
            "low-income",
        ),
        (
            "name: x\nrules:\n  - {id: old-age-allowance, amount: 岁数 * 元(1)}\n",
            "reform.yaml:3: rule old-age-allowance, amount",
            "",
        ),
        (
            "name: x\nparameters:\n  - {name: 高龄津贴标准, area: '51', from: 2017-01-01, add: 0}\n",
            "no rule's answer depends on what the reform changes",
            "",
        ),
    ],
)
@pytest.mark.usefixtures("county")
def test_a_wrong_file_is_told_with_its_place(run, reform, text, said, hint):
    ran = run("simulate", reform(text))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert hint in ran.err


def test_a_missing_file_and_no_people(run, db, data_dir, reform, tmp_path):
    assert run("simulate", tmp_path / "none.yaml").code == 2
    ran = run("simulate", reform(PLUS_TEN))
    assert ran.code == 3
    assert "zhaohui seed" in ran.err
