"""Rules that say the same are answered once, and everything is told of each of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pyarrow.parquet as pq
import pytest

from tests.engines.rules.invent import registry
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules.backends import duckdb, native
from zhaohui.engines.rules.backends.alike import once
from zhaohui.engines.rules.backends.snapshot import read_findings, stored_as, write_snapshot

RULES = (
    rule("缴费月数 > 1", name="one"),
    rule("缴费月数 > 1", name="same"),
    rule("缴费月数 > 2", name="another bound"),
    rule("缴费月数 > 1", amount="低保标准", name="money"),
    rule("缴费月数 > 1", name="chosen", excludes=("other",)),
    rule("缴费月数 > 1", name="other"),
    rule("total(月收入) < 低保标准 * size()", subject="household", name="poor"),
    rule("total(月收入) < 低保标准 * size()", subject="household", name="poor too"),
    rule(
        "total(月收入) < 低保标准 * size()", subject="household", group="registered", name="house"
    ),
)
compiles = pytest.mark.skipif(native.compiler() is None, reason="this machine has no C compiler")


def test_only_rules_that_say_the_same_of_everybody_are_alike():
    assert make_book(*RULES).alike() == {"same": "one", "poor too": "poor"}


def test_an_excluded_rule_stands_alone():
    """Whether it is paid depends on what else is held."""
    assert "other" not in make_book(*RULES).alike()


def told(folder):
    def key(row):
        return tuple(str(value) for value in row.values())

    cells = pq.read_table(folder / "cells.parquet").to_pylist()
    villages = pq.read_table(folder / "village_cells.parquet").to_pylist()
    due = pq.read_table(folder / "due.parquet").to_pylist()
    return [sorted(rows, key=key) for rows in (read_findings(folder), cells, villages, due)]


@pytest.mark.parametrize("backend", [duckdb, pytest.param(native, marks=compiles)])
def test_answered_once_it_is_told_as_if_answered_each(backend, tmp_path):
    book = make_book(*RULES)
    write_snapshot(book, registry(Random(3), 60, 0.8), tmp_path)
    each = backend.sweep(book, tmp_path, AS_OF, tmp_path / "each")
    kinds = once(backend.sweep)(book, tmp_path, AS_OF, tmp_path / "once")
    assert told(tmp_path / "once") == told(tmp_path / "each")
    assert stored_as(tmp_path / "once") == book.alike()
    assert replace(kinds, seconds=0, peak_mb=0) == replace(each, seconds=0, peak_mb=0)
    stored = {pq.read_metadata(tmp_path / name / "findings.parquet").num_rows
              for name in ("each", "once")}  # fmt: skip
    assert len(stored) == 2
