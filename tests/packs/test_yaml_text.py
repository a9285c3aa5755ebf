"""YAML as a pack uses it: exact, and nothing guessed."""

import keyword
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.packs.errors import Problems
from zhaohui.packs.reading.yaml_text import read_yaml


def read(text):
    problems = Problems()
    return read_yaml(text, name="a.yaml", problems=problems), problems


def test_scalars_keep_what_was_written():
    value, problems = read(
        "{whole: 25, cents: 0.10, day: 2026-01-31, code: '0510', zero: 0510, yes: 1, no: 2, "
        "flag: true, none: null, word: 农村, minutes: 12:30, quoted: 'yes'}"
    )
    assert problems == []
    assert value == {
        "whole": 25, "cents": Decimal("0.10"), "day": date(2026, 1, 31), "code": "0510",
        "zero": "0510", "yes": 1, "no": 2, "flag": True, "none": None, "word": "农村",
        "minutes": "12:30", "quoted": "yes",
    }  # fmt: skip


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y"])
def test_words_that_readers_take_for_true_or_false_are_refused(word):
    value, problems = read(f"a: 1\nstatus: {word}\n")
    assert value is None
    assert [(p.place, p.hint) for p in problems] == [
        ("a.yaml:2", f"write '{word}' in quotes for the word, or true/false for a fact")
    ]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\na: 2\n", "a.yaml:2", "the key `a` stands here twice"),
        ("a: &x [1]\nb: *x\n", "a.yaml:1", "aliases"),
        ("a: 2026-13-01", "a.yaml:1", "not a day"),
        ("a: [1, 2", "a.yaml:2", "not YAML"),
        ("a: 1\n\tb: 2", "a.yaml:2", "not YAML"),
        ("a: !!python/object:x.y {}", "a.yaml:1", "tag"),
        ("? [1, 2]\n: 3", "a.yaml:1", "one word or number"),
        ("a: 1\n---\nb: 2", "a.yaml:2", "not YAML"),
        ("a: \x01", "a.yaml:1", "not YAML"),
        ("a: 1\nb: " + "[" * 900_000, "a.yaml:2", "more than 20 deep"),
        ("a:\n- " + "- " * 5_000, "a.yaml:2", "more than 20 deep"),
        ("a: 1\nb: " + "9" * 5_000, "a.yaml:2", "more than 40 digits"),
        ("a: 0." + "9" * 5_000, "a.yaml:1", "more than 40 digits"),
    ],
)
def test_what_a_pack_does_not_use_is_refused_with_its_line(text, place, words):
    value, problems = read(text)
    assert value is None
    assert [p.place for p in problems] == [place]
    assert words in problems[0].message


def test_an_empty_file_is_nothing():
    assert read("# only a remark\n") == (None, [])


words = st.text(st.sampled_from("农村城镇abcxyz"), min_size=2, max_size=6).filter(
    lambda word: not keyword.iskeyword(word)
)
scalars = st.one_of(st.integers(-(10**9), 10**9), st.booleans(), st.none(), st.dates(), words)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.lists(st.dictionaries(words, st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=4))
)
def test_what_a_yaml_writer_writes_is_read_back(records):
    text = yaml.safe_dump(records, allow_unicode=True)
    value, problems = read(text)
    assert problems == []
    assert value == records
    for index, record in enumerate(value):
        if record:
            first = text.splitlines()[record.line - 1].lstrip("- ")
            assert first.startswith(str(min(record))), (index, text)
