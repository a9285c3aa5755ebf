"""The bench on sweeps loads, its shared rules compile, and two of its contenders answer alike."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bench.rules_parts import agreement, by_hand, people, shared
from zhaohui.cli.bench import _load
from zhaohui.engines.rules.backends.duckdb import sweep

PERSONS = 3_000


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return people.write(tmp_path_factory.mktemp("people"), PERSONS)


@pytest.fixture(scope="module")
def ours(snapshot, tmp_path_factory):
    out = tmp_path_factory.mktemp("ours")
    sweep(shared.rulebook(), snapshot, shared.AS_OF, out, threads=1, explained=False)
    return out


def test_the_bench_loads_with_its_cases():
    bench = _load("rules")
    cases = {case for case, *_ in (*bench.SHARED, *bench.PRODUCTION)}
    assert {"openfisca-1m", "openfisca-10m", "openfisca-10m-native", "production-10m"} <= cases


def test_the_shared_rules_compile_and_leave_nothing_unknown(snapshot, ours):
    book = shared.rulebook()
    assert len(book.rules) >= 25
    found = pq.read_table(ours / "findings.parquet")
    assert set(found["status"].to_pylist()) == {"yes"}
    assert len(set(found["rule"].to_pylist())) >= 25
    assert pq.read_metadata(snapshot / "persons.parquet").num_rows == PERSONS


def test_the_rules_by_hand_give_the_same_findings(snapshot, ours, tmp_path):
    by_hand.sweep(snapshot, tmp_path)
    told = agreement.compare(ours, tmp_path, 1)
    assert told == {
        "agree": True,
        "findings": pq.read_metadata(ours / "findings.parquet").num_rows,
    }


def test_one_fen_of_difference_is_told(ours, tmp_path):
    found = pq.read_table(ours / "findings.parquet")
    column = found.schema.get_field_index("amount_fen")
    rule = found["rule"].cast(pa.string())
    first = pc.index(rule, "great-age").as_py()
    amounts = found["amount_fen"].to_pylist()
    amounts[first] += 1
    changed = found.set_column(column, "amount_fen", pa.array(amounts, pa.int64()))
    pq.write_table(changed, tmp_path / "findings.parquet")
    told = agreement.compare(ours, tmp_path, 1)
    assert not told["agree"]
    assert "great-age" in told["why"]
