"""Same seed, same bytes; any county; clear refusals."""

import dataclasses
import doctest
import importlib
import pkgutil
import sys
import time
from datetime import date

import pyarrow as pa
import pytest

import zhaohui.engines.synth as package
from tests.engines.synth.counties import invented, of_pack
from zhaohui.engines.synth import Area, County, CountySpec, FactColumn, SynthError, make_county
from zhaohui.engines.synth.streams import Streams

TABLES = ("persons", "households", "organisations", "facilities", "report")


def as_bytes(county: County) -> bytes:
    sink = pa.BufferOutputStream()
    for name in TABLES:
        table = getattr(county, name).combine_chunks()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    return sink.getvalue().to_pybytes()


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, again = (make_county(of_pack(), residents=1_500, seed=42) for _ in range(2))
    assert as_bytes(first) == as_bytes(again)


def test_another_seed_gives_another_county() -> None:
    first, other = (make_county(of_pack(), residents=1_500, seed=seed) for seed in (1, 2))
    assert first.persons.num_rows == other.persons.num_rows
    assert first.persons["birth_date"] != other.persons["birth_date"]


def test_streams_do_not_depend_on_one_another() -> None:
    streams = Streams(3)
    expected = Streams(3).of("b").integers(1_000, size=5).tolist()
    streams.of("a").integers(1_000, size=50)
    assert streams.of("b").integers(1_000, size=5).tolist() == expected
    assert streams.of("a").integers(1_000, size=5).tolist() != expected


def test_progress_runs_from_nought_to_one() -> None:
    told: list[tuple[str, float]] = []
    make_county(invented(), residents=50, seed=1, progress=lambda *step: told.append(step))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_county_without_published_figures_is_made_and_says_so(stranger: County) -> None:
    assert stranger.persons.num_rows > 3_000
    assert set(stranger.report["source"].to_pylist()) <= {"模拟参数", ""}
    assert {code[:6] for code in stranger.persons["village"].to_pylist()} == {"998877"}


@pytest.mark.parametrize("kind", ["社区", "村"])
def test_a_county_of_one_kind_of_area(kind: str) -> None:
    areas = [dataclasses.replace(area, kind=kind) for area in invented().areas]
    county = make_county(invented(areas=areas), residents=300, seed=1)
    assert county.persons.num_rows >= 300


@pytest.mark.parametrize(
    "day", [date(1970, 1, 1), date(2024, 2, 29), date(2025, 9, 1), date(2030, 12, 31)]
)
def test_any_day_will_do(day: date) -> None:
    spec: CountySpec = invented(as_of=day)
    births = make_county(spec, residents=500, seed=1).persons["birth_date"].to_pylist()
    assert max(births) <= day
    assert min(births).year >= day.year - 101


def test_a_fact_that_nobody_makes_is_null_and_named() -> None:
    facts = [
        *invented().facts,
        FactColumn(name="会游泳", column="swims", entity="person", type="bool"),
        FactColumn(name="户口簿旧", column="old_book", entity="registered", type="bool"),
    ]
    county = make_county(invented(facts=facts), residents=200, seed=1)
    assert county.persons["swims"].null_count == county.persons.num_rows
    assert county.households["old_book"].null_count == county.households.num_rows
    assert "swims, old_book" in county.notes[0]
    assert "未生成：swims" in county.report["margin"].to_pylist()


def test_a_dictionary_with_other_words_is_refused() -> None:
    facts = [
        dataclasses.replace(fact, values=("甲", "乙")) if fact.column == "marital" else fact
        for fact in invented().facts
    ]
    with pytest.raises(SynthError, match="婚姻状况"):
        make_county(invented(facts=facts), residents=100, seed=1)


def test_a_dictionary_with_another_type_is_refused() -> None:
    facts = [FactColumn(name="性别", column="sex", entity="person", type="int")]
    with pytest.raises(SynthError, match="性别"):
        make_county(invented(facts=facts), residents=100, seed=1)


@pytest.mark.parametrize(
    ("changes", "residents", "words"),
    [
        ({}, 0, "0 residents"),
        ({"areas": []}, 10, "no villages"),
        ({"areas": [Area(code="1", name="丙村", town="404", kind="村")]}, 10, "town 404"),
        ({"as_of": date(1, 1, 1)}, 10, "as of 0001-01-01"),
        ({"fake_division": "510000"}, 10, "real place"),
    ],
)
def test_bad_input_is_a_sentence(changes: dict[str, object], residents: int, words: str) -> None:
    with pytest.raises(SynthError, match=words) as caught:
        make_county(invented(**changes), residents=residents, seed=1)
    assert caught.value.hint


def test_examples_in_docstrings_run() -> None:
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        assert doctest.testmod(loaded).failed == 0


@pytest.mark.slow
def test_a_quarter_of_a_million_people(capsys: pytest.CaptureFixture[str]) -> None:
    started = time.perf_counter()
    county = make_county(of_pack(), residents=250_000, seed=1)
    seconds = time.perf_counter() - started
    with capsys.disabled():
        sys.stdout.write(
            f"\n250,000 residents ({county.persons.num_rows:,} people) in {seconds:.1f} s\n"
        )
    assert county.persons.num_rows > 400_000
    numbers = county.persons["identity_number"]
    assert len(numbers.unique()) == county.persons.num_rows
