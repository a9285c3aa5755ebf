"""What only the compiled sweep has to mind: pieces, blocks, the compiler, and what it keeps."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import FactError, Household
from zhaohui.engines.rules.backends import duckdb, native
from zhaohui.engines.rules.backends.choice import sweeper
from zhaohui.engines.rules.backends.native import compiler, entry, pieces, registered, steps, worker
from zhaohui.engines.rules.backends.native.assemble import write_program
from zhaohui.engines.rules.backends.native.kinds import MOST_SMALL
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.backends.snapshot import read_due, read_findings, write_snapshot
from zhaohui.engines.rules.spec import Fact

pytestmark = pytest.mark.skipif(native.compiler() is None, reason="this machine has no C compiler")
FILES = ("cells", "village_cells")


def everything(folder):
    """All that a sweep wrote, in an order of its own."""
    counts = [pq.read_table(folder / f"{name}.parquet").to_pylist() for name in FILES]
    return sorted(map(repr, read_findings(folder))), read_due(folder), counts


def both(book, folder, as_of=AS_OF, **more):
    swept = native.sweep(book, folder, as_of, folder / "native", **more)
    held = duckdb.sweep(book, folder, as_of, folder / "duckdb")
    assert swept.rules == held.rules
    assert (swept.persons, swept.households) == (held.persons, held.households)
    assert everything(folder / "native") == everything(folder / "duckdb")
    return swept


def regroup(folder, size, name="persons"):
    """The same file in row groups of so many rows."""
    path = folder / f"{name}.parquet"
    pq.write_table(pq.read_table(path), path, row_group_size=size)


@pytest.mark.parametrize("size", [1, 3, 17])
def test_households_go_on_in_the_next_row_group(tmp_path, monkeypatch, size):
    random = Random(size)
    book = Inventor(random).book(6)
    write_snapshot(book, registry(random, 90), tmp_path)
    regroup(tmp_path, size)
    monkeypatch.setattr(pieces, "PIECE_ROWS", size)
    both(book, tmp_path, threads=2)


def test_small_blocks_and_little_room_change_nothing(tmp_path, monkeypatch):
    random = Random(11)
    book = Inventor(random).book(6)
    write_snapshot(book, registry(random, 150), tmp_path)
    monkeypatch.setattr(worker, "BLOCK", 7)
    monkeypatch.setattr(worker, "ROOM", 1)
    both(book, tmp_path)


def test_a_household_larger_than_a_block(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "BLOCK", 16)
    book = make_book(
        rule("total(月收入) < 元(100)", "count(残疾证) > 1", name="living"),
        rule("any_of(残疾证)", subject="household", amount="元(1) * size()", name="home"),
        rule("size() > 20", subject="household", group="registered", name="register"),
    )
    members = [{"月收入": index % 7, "残疾证": index % 50 == 0} for index in range(300)]
    people = Household(
        members=members,
        living={1: {}, 2: {}, 3: {}},
        registered={10: {}, 11: {}},
        living_ids=[1] * 5 + [2] * 290 + [3] * 5,
        registered_ids=[10] * 100 + [11] * 200,
    )
    write_snapshot(book, people, tmp_path)
    assert both(book, tmp_path).households == 3


@pytest.mark.parametrize("kind", ["living", "registered"])
def test_a_household_beyond_belief_is_refused(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(steps.bounds, "MAX_MEMBERS", 1)
    book = make_book(rule("size() > 0", subject="household", group="registered"))
    same, apart = [7, 7], [1, 2]
    people = Household(
        [{}, {}], {}, {},
        living_ids=same if kind == "living" else apart,
        registered_ids=[11, 11] if kind == "registered" else [11, 12],
    )  # fmt: skip
    write_snapshot(book, people, tmp_path)
    with pytest.raises(FactError, match=f"A {kind} household has 2 members, more than 1"):
        native.sweep(book, tmp_path, AS_OF, tmp_path / "out")


@pytest.mark.parametrize("size", [None, 2])
def test_a_file_in_another_order_is_refused(tmp_path, monkeypatch, size):
    book = make_book(rule("残疾证"))
    write_snapshot(book, Household([{}] * 6, {}, {}, [1, 1, 4, 4, 2, 2], [9] * 6), tmp_path)
    if size:
        regroup(tmp_path, size)
        monkeypatch.setattr(pieces, "PIECE_ROWS", size)
    with pytest.raises(FactError, match="not ordered by living household"):
        native.sweep(book, tmp_path, AS_OF, tmp_path / "out")


def test_ids_far_apart_are_searched(tmp_path, monkeypatch):
    book = make_book(
        rule("低保", "any_of(脱贫户, 'registered')"),
        rule("承包地 > 1", subject="household", group="registered", name="land"),
    )
    far = 10**14
    people = Household(
        [{"月收入": 1}] * 4,
        living={1: {"低保": True}, far: {}, 2 * far: {"低保": False}},
        registered={
            5: {"脱贫户": True, "承包地": 3},
            3 * far: {"承包地": 1},
            4 * far: {"承包地": 2},
        },
        living_ids=[1, 1, far, 2 * far],
        registered_ids=[5, 3 * far, 4 * far, 6 * far],
    )
    write_snapshot(book, people, tmp_path)
    both(book, tmp_path)


def test_places_of_households_without_a_town_are_their_heads(tmp_path):
    """The town and the village each come from the household, else from the first who has one."""
    book = make_book(
        rule("any_of(残疾证)", subject="household", name="living"),
        rule("any_of(残疾证)", subject="household", group="registered", name="registered"),
    )
    random = Random(5)
    view = registry(random, 60)
    write_snapshot(book, view, tmp_path)
    for name in ("persons", "households"):
        table = pq.read_table(tmp_path / f"{name}.parquet")
        for column in ("town", "village"):
            said = [random.choice([None, "甲", "乙"]) for _ in range(table.num_rows)]
            at = table.schema.get_field_index(column)
            table = table.set_column(at, column, pa.array(said, pa.string()))
        pq.write_table(table, tmp_path / f"{name}.parquet")
    both(book, tmp_path)


def test_a_choice_of_many_values(tmp_path):
    values = tuple(f"值{index}" for index in range(MOST_SMALL + 30))
    many = Fact(name="细类", column="detail", entity="person", type="enum", values=values)
    book = make_book(
        rule(f"细类 == '{values[-1]}' or 细类 in ('{values[1]}', '{values[255]}')"),
        rule("lookup(空表, 细类) == 元(1)", name="table"),
        facts=[many],
    )
    people = [{"细类": each} for each in (values[-1], values[1], values[255], values[254], None)]
    write_snapshot(book, Household(people, {}, {}, [1] * 5, [2] * 5), tmp_path)
    assert both(book, tmp_path).rules[0].yes == 3


def test_all_days_of_the_calendar_are_taken_apart_alike(tmp_path):
    """Ages and terms over every leap year's edge of a century, on days far apart."""
    days = [date(1899, 12, 30) + timedelta(step) for step in range(0, 45_000, 97)]
    days += [
        date(year, month, day) for year in (1900, 2000, 2024) for month, day in ((2, 28), (3, 1))
    ]
    days += [date(1, 1, 1), date(9999, 12, 31), date(2000, 2, 29)]
    book = make_book(
        rule("年龄 >= 60", amount="元(1) * (年龄 + 10000)"),
        rule(
            "months(出生日期, 今天) < 600",
            name="m",
            amount="元(1) * (months(出生日期, 今天) + 120000)",
        ),
    )
    people = [{"出生日期": each} for each in days]
    ids = list(range(len(days)))
    write_snapshot(book, Household(people, {}, {}, ids, ids), tmp_path)
    for as_of in (date(2024, 2, 29), date(2026, 3, 1)):
        both(book, tmp_path, as_of)


def test_the_seed_on_which_a_compiler_dropped_a_column(tmp_path):
    random = Random("slow 201")
    book = Inventor(random).book(25)
    random.choice(range(4))
    write_snapshot(book, registry(random, 220, 0.7), tmp_path)
    both(book, tmp_path)


def test_a_program_is_kept_and_used_again(tmp_path):
    book = make_book(rule("年龄 >= 60", amount="低保标准"))
    write_snapshot(book, Household([{}], {}, {}, [1], [2]), tmp_path)
    programs = tmp_path / "programs"
    for as_of in (AS_OF, date(2019, 1, 1)):
        native.sweep(book, tmp_path, as_of, tmp_path / "out", programs=programs)
    (kept,) = programs.iterdir()
    assert re.fullmatch(r"[0-9a-f]{32}\.so", kept.name)
    assert write_program(book).source == write_program(make_book(*_rules(book))).source


def _rules(book):
    return [each.rule for each in book.rules.values()]


def test_without_a_compiler_it_says_so_and_auto_takes_duckdb(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    native.compiler.cache_clear()
    try:
        assert sweeper("auto") is duckdb.sweep
        with pytest.raises(FactError, match="no C compiler"):
            native.sweep(make_book(rule("残疾证")), tmp_path, AS_OF, tmp_path / "out")
    finally:
        monkeypatch.undo()
        native.compiler.cache_clear()
    assert sweeper("auto") is not duckdb.sweep


def test_a_compiler_that_refuses_is_quoted(tmp_path, monkeypatch):
    fake = tmp_path / "cc"
    fake.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo fake 1 && exit 0\necho no luck >&2\nexit 1\n'
    )
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + "/bin")
    native.compiler.cache_clear()
    try:
        with pytest.raises(FactError, match="refused the rules: no luck"):
            native.sweep(make_book(rule("残疾证")), tmp_path, AS_OF, tmp_path / "out")
    finally:
        monkeypatch.undo()
        native.compiler.cache_clear()


def test_sorted_ids_of_close_and_of_scattered_ones():
    import numpy as np

    close = [np.array([3, 1, 3]), np.array([2, 9])]
    assert registered.sorted_ids(close).tolist() == [1, 2, 3, 9]
    scattered = [np.array([10**15, 1]), np.array([5, 1])]
    assert registered.sorted_ids(scattered).tolist() == [1, 5, 10**15]


def test_places_beyond_a_table_of_pairs(monkeypatch):
    from zhaohui.engines.rules.backends.native import places

    town, village = pa.array(["a", "b", None, "a"]), pa.array(["x", None, None, "x"])
    one, other = Places(), Places()
    expected = one.numbers(town, village).tolist()
    monkeypatch.setattr(places, "MOST_FLAGS", 0)
    assert other.numbers(town, village).tolist() == expected
    assert list(one.known) == list(other.known)


def test_a_sweep_that_breaks_leaves_the_last_result(tmp_path, monkeypatch):
    book = make_book(rule("残疾证"))
    write_snapshot(book, Household([{"残疾证": True}], {}, {}, [1], [2]), tmp_path)
    out = tmp_path / "out"
    native.sweep(book, tmp_path, AS_OF, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def stop(_):
        raise OSError

    monkeypatch.setattr(entry.Steps, "write", stop)
    with pytest.raises(OSError):
        native.sweep(book, tmp_path, date(2020, 1, 1), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert compiler() is not None


def test_too_little_memory_is_said_beforehand(tmp_path):
    book = make_book(rule("残疾证"))
    write_snapshot(book, Household([{}], {1: {}}, {2: {}}, [1], [2]), tmp_path)
    with pytest.raises(FactError, match=r"2 households need about \d+ MB, more than 1MB"):
        native.sweep(book, tmp_path, AS_OF, tmp_path / "out", memory="1MB")
