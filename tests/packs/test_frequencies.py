"""The table of simulated frequencies: read, refused, written back, and up to the rules."""

from datetime import date

import pytest

from tests.county.small_county import the_pack
from zhaohui.engines.rules.vocabulary import AGE, BIRTH
from zhaohui.packs import frequencies, load
from zhaohui.packs.frequencies import read_value, write_value

NAME = "calibration/simulated_frequencies.csv"
HEADER = "fact,from_age,value,permille\n"


def put(county, *lines):
    (county.folder / NAME).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def test_a_pack_without_the_table_expects_every_value_equally_often(county):
    expected = frequencies(load(county.folder))
    assert expected.expected("低保状态", None, date(2026, 1, 1)) == ((False, 0.5), (True, 0.5))


def test_the_table_is_read(county):
    put(county, "低保状态,,true,250", "低保状态,,false,750", "月收入,,1200,1000")
    assert county.faults() == []
    expected = frequencies(load(county.folder))
    day = date(2026, 1, 1)
    assert expected.expected("低保状态", None, day) == ((True, 0.25), (False, 0.75))
    assert expected.expected("月收入", None, day) == ((120_000, 1.0),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("低保状况,,true,250", "no value of a fact 低保状况"),
        ("低保状态,,是,250", "“是” is no value"),
        ("月收入,,much,250", "“much” is no value"),
        ("低保状态,,true,0", "must be at least 1"),
        ("低保状态,,true,250\n低保状态,,true,1", "twice"),
    ],
)
def test_what_no_fact_can_be_is_a_fault(county, line, words):
    put(county, line)
    assert any(NAME in p.place and words in p.message for p in county.faults())


def test_the_countys_own_table_is_written_as_it_is_read():
    pack = the_pack()
    listed = {row.fact for row in pack.frequencies}
    facts = {fact.name: fact for fact in pack.facts}
    assert {BIRTH if name == AGE else name for name in listed} <= set(facts)
    engine = frequencies(pack).facts
    for row in pack.frequencies:
        value = read_value(row, engine)
        assert value is not None
        kind = "int" if row.fact == AGE else facts[row.fact].type
        assert write_value(kind, value) == row.value
