"""The snapshot's columns as compiled rules read them, and the findings that they write, beside pyarrow."""

from __future__ import annotations

from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.words import make_book, rule
from zhaohui.engines.rules.backends import native
from zhaohui.engines.rules.backends.batches import SCHEMA
from zhaohui.engines.rules.backends.native import columns, findings, stored
from zhaohui.engines.rules.backends.native.columns import Coder, SnapshotError, from_arrow
from zhaohui.engines.rules.backends.native.compiled import compile_book
from zhaohui.engines.rules.backends.native.kinds import Words
from zhaohui.engines.rules.backends.native.parquet import ParquetFile
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.spec import Fact

pytestmark = pytest.mark.skipif(native.compiler() is None, reason="this machine has no C compiler")
ROWS = 5_000
FACTS = [
    Fact(name="选", column="choice", entity="person", type="enum", values=("甲", "乙", "丙")),
    Fact(name="文", column="text", entity="person", type="text"),
    Fact(name="数", column="number", entity="person", type="int"),
    Fact(name="钱", column="money", entity="person", type="money"),
    Fact(name="日", column="day", entity="person", type="date"),
    Fact(name="否", column="flag", entity="person", type="bool"),
]
WAYS = {
    "usual": {"compression": "zstd"},
    "snappy": {"compression": "snappy"},
    "plain": {"compression": "none", "use_dictionary": False},
    "second page version": {"compression": "zstd", "data_page_version": "2.0"},
    "many small pages": {"compression": "gzip", "data_page_size": 64, "write_batch_size": 32},
    "left to pyarrow": {"compression": "brotli"},
    "deltas": {"use_dictionary": False, "column_encoding": {"number": "DELTA_BINARY_PACKED"}},
}


@pytest.fixture(scope="module")
def compiled():
    return compile_book(make_book(rule("残疾证", amount="低保标准")))


def table(random, share):
    def some(make):
        return [None if random.random() < share else make() for _ in range(ROWS)]

    texts = pa.array(some(lambda: f"词{random.randrange(40)}"), pa.string())
    return pa.table({
        "choice": pa.array(some(lambda: random.choice(FACTS[0].values)), pa.string()),
        "text": texts.dictionary_encode() if share else texts,
        "number": pa.array(some(lambda: random.randrange(-9, 10**6)), pa.int32()),
        "money": pa.array(some(lambda: random.randrange(-(10**9), 10**9)), pa.int64()),
        "day": pa.array(some(lambda: random.randrange(40_000)), pa.int32()).cast(pa.date32()),
        "flag": pa.array(some(lambda: random.random() < 0.5), pa.bool_()),
    })  # fmt: skip


@pytest.mark.parametrize("share", [0, 0.3, 1])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_storing_is_read_as_pyarrow_does(tmp_path, monkeypatch, compiled, way, share):
    path, told = tmp_path / "persons.parquet", table(Random(f"{way} {share}"), share)
    pq.write_table(told, path, row_group_size=2_000, **WAYS[way])
    for has_library in (True, False):
        if not has_library:
            monkeypatch.setattr(stored, "zstd", lambda: None)
        coder = Coder(Words())
        file = stored.StoredFile(path, compiled.pages, coder)
        for fact in FACTS:
            column = pq.read_table(path, columns=[fact.column]).column(0).unify_dictionaries()
            expected = from_arrow(pa.concat_arrays(column.chunks), fact, coder)
            room: stored.Room = {}
            found = [file.fact(group, fact, room).copy() for group in range(file.groups)]
            assert np.concatenate(found).tolist() == expected.tolist(), fact.name
            assert found[0].dtype == expected.dtype


@pytest.mark.parametrize("use_dictionary", [True, False])
def test_what_a_fact_does_not_allow_is_refused(tmp_path, compiled, use_dictionary):
    path = tmp_path / "persons.parquet"
    wrong = pa.table({"choice": ["甲", "丁"], "number": [1, 10**8], "person_id": [1, None]})
    pq.write_table(wrong, path, use_dictionary=use_dictionary)
    file = stored.StoredFile(path, compiled.pages, Coder(Words()))
    for fact in (FACTS[0], FACTS[2]):
        with pytest.raises(SnapshotError):
            file.fact(0, fact)
    with pytest.raises(SnapshotError):
        file.ids(0, "person_id")


def test_a_file_cut_short_is_left_to_pyarrow(tmp_path, compiled, monkeypatch):
    path = tmp_path / "persons.parquet"
    pq.write_table(pa.table({"number": list(range(100))}), path)
    file = stored.StoredFile(path, compiled.pages, Coder(Words()))
    expected = file.fact(0, FACTS[2]).tolist()
    whole = stored._bytes
    for cut in range(1, 40):
        monkeypatch.setattr(stored, "_bytes", lambda *given, cut=cut: whole(*given)[:-cut])
        assert file.fact(0, FACTS[2]).tolist() == expected


def answers(room, random, count, spread):
    """Any answers: ids that jump, amounts of which some are unknown, runs and noise."""
    rows = room.rows
    rows["rule"][:count] = 0
    for name in ("person", "household"):
        rows[name][:count] = [random.randrange(-spread, spread) for _ in range(count)]
    rows["where"][:count] = [random.randrange(3) for _ in range(count)]
    rows["status"][:count] = [min(1, random.randrange(9)) for _ in range(count)]
    rows["amount"][:count] = [random.randrange(spread) // 7 * 7 for _ in range(count)]
    rows["priced"][:count] = [random.random() < 0.7 for _ in range(count)]
    rows["reasons"][:count] = np.sort([random.randrange(5) for _ in range(count)])
    rows["needs"][:count] = [random.choice([0, 2**62, random.randrange(99)]) for _ in range(count)]
    places = (("甲", "x"), ("甲", None), (None, "y"))
    words = ("yes", "unknown")
    return [
        {
            "rule": "r", "person_id": int(rows["person"][i]),
            "household_id": int(rows["household"][i]), "town": places[rows["where"][i]][0],
            "village": places[rows["where"][i]][1], "status": words[rows["status"][i]],
            "amount_fen": int(rows["amount"][i]) if rows["priced"][i] else None,
            "reasons": int(rows["reasons"][i]), "needs": int(rows["needs"][i]),
        }
        for i in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("spread", [3, 10**6, 2**62])
@pytest.mark.parametrize("most_met", [1, 1 << 15])
def test_pyarrow_reads_back_what_was_answered(tmp_path, monkeypatch, compiled, spread, most_met):
    monkeypatch.setattr(findings, "MOST_MET", most_met)
    random, places = Random(spread), Places()
    for pair in (("甲", "x"), ("甲", None), (None, "y")):
        places.number(*pair)
    path, expected = tmp_path / "findings.parquet", []
    with ParquetFile(path, SCHEMA) as file:
        written = findings.Findings(file, compiled, places)
        written.rules = ("r",)
        for count in (1, 2, 129, 3_000):
            room = findings.Room(count)
            expected += answers(room, random, count, spread)
            written.write(room, count)
    read = pq.read_table(path)
    assert read.schema.equals(SCHEMA)
    assert read.to_pylist() == expected
    ids = [each["person_id"] for each in expected[-3_000:]]
    ends = pq.ParquetFile(path).metadata.row_group(3).column(1).statistics
    assert (ends.min, ends.max) == (min(ids), max(ids))


def test_the_reserved_codes_are_no_choice():
    assert set(columns.BAD.values()).isdisjoint(columns.NONE.values())
