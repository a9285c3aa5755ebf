"""`zhaohui explain` prints the tree, the facts with their source and the documents."""

import re

import pytest

from tests.county.small_county import AS_OF


def test_text_is_a_tree_with_sources(run, county):
    ran = run("explain", "1", "old-age-allowance", "--as-of", "2026-11-01")
    assert ran.code == 0
    assert re.search(
        r"^高龄津贴（old-age-allowance，\w+）：(符合|不符合|待补信息)", ran.out, re.MULTILINE
    )
    assert re.search(r"^  age: 年龄 >= 80 → ", ran.out, re.MULTILINE)
    assert re.search(r"^    年龄 → ", ran.out, re.MULTILINE)
    assert f"模拟，{AS_OF}）" in ran.out
    assert "《" in ran.out


def test_an_identity_number_finds_her_and_is_not_printed(run, county):
    number = county.persons["identity_number"][0].as_py()
    by_number = run("explain", number, "old-age-allowance", "--json")
    assert by_number.json == run("explain", "1", "old-age-allowance", "--json").json
    assert number not in by_number.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["1", "nothing"], "There is no rule or service nothing"),
        (["1", ""], "There is no rule or service"),
        (["77777777", "old-age-allowance"], "Nobody in the registry"),
        (["123456", "old-age-allowance", "--as-of", "yesterday"], "yesterday"),
    ],
)
def test_bad_input_is_a_sentence(run, county, words, sentence):
    ran = run("explain", *words)
    assert ran.code == 2
    assert sentence in ran.err
