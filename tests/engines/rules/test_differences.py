"""Two sweeps are compared row by row: a changed, a missing and a doubled row are each seen."""

from __future__ import annotations

from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import AS_OF
from zhaohui.engines.rules.backends.differences import differences
from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.engines.rules.backends.snapshot import write_snapshot


@pytest.fixture
def two(tmp_path):
    random = Random(3)
    book = Inventor(random).book(6)
    write_snapshot(book, registry(random, 80), tmp_path)
    for name in ("a", "b"):
        sweep(book, tmp_path, AS_OF, tmp_path / name)
    return tmp_path / "a", tmp_path / "b"


def rewrite(folder, name, change):
    path = folder / name
    pq.write_table(change(pq.read_table(path)), path)


def test_the_same_sweep_twice(two):
    found = differences(*two)
    assert [each.file for each in found] == [
        "findings.parquet", "due.parquet", "cells.parquet", "village_cells.parquet",
    ]  # fmt: skip
    assert all(each.is_none and each.rows == each.other_rows > 0 for each in found)


def test_one_fen_and_one_bit_are_seen(two):
    for column in ("amount_fen", "reasons", "needs"):

        def change(table, column=column):
            values = [value or 0 for value in table[column].to_pylist()]
            values[0] += 1
            return table.set_column(table.schema.get_field_index(column), column, pa.array(values))

        sweep_again = pq.read_table(two[1] / "findings.parquet")
        rewrite(two[1], "findings.parquet", change)
        found = differences(*two)[0]
        assert found.only == found.other_only >= 1
        assert found.example
        pq.write_table(sweep_again, two[1] / "findings.parquet")


def test_a_row_too_many_and_a_file_too_few(two):
    rewrite(two[1], "cells.parquet", lambda table: pa.concat_tables([table, table.slice(0, 1)]))
    (two[0] / "due.parquet").unlink()
    found = {each.file: each for each in differences(*two)}
    assert (found["cells.parquet"].only, found["cells.parquet"].other_only) == (0, 1)
    assert found["due.parquet"].only == 0
    assert found["due.parquet"].other_only == found["due.parquet"].other_rows > 0
