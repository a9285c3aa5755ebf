"""The sweep's files, totals, bad snapshots, and that nothing is left half-written."""

from __future__ import annotations

from datetime import date
from random import Random

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.backends import SWEEPS
from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import AS_OF, make_book, rule
from zhaohui.engines.rules import FactError, Household
from zhaohui.engines.rules.backends import duckdb as backend
from zhaohui.engines.rules.backends.choice import sweeper
from zhaohui.engines.rules.backends.snapshot import read_findings, write_snapshot
from zhaohui.engines.rules.household import merge

RULES = (
    rule("残疾证", amount="低保标准", name="care"),
    rule("total(月收入) < 低保标准 * size()", subject="household", name="poor"),
    rule("承包地 > 1", subject="household", group="registered", name="land"),
)
PEOPLE = Household(
    members=[
        {"残疾证": True, "月收入": 0, "与户主关系": "配偶"},
        {"残疾证": False, "月收入": 5, "与户主关系": "户主"},
        {"月收入": 10**9},
        {},
    ],
    living={10: {}, 20: {}, 30: {}},
    registered={40: {"承包地": 2}, 50: {}, 60: {"承包地": 9}},
    living_ids=[10, 10, 20, 30],
    registered_ids=[40, 40, 50, 50],
)


@pytest.fixture(params=SWEEPS)
def sweep(request):
    return sweeper(request.param)


@pytest.fixture
def snapshot(tmp_path):
    write_snapshot(make_book(*RULES), PEOPLE, tmp_path)
    return tmp_path


def test_findings_cells_and_totals(sweep, snapshot):
    report = sweep(make_book(*RULES), snapshot, AS_OF, snapshot / "out")
    assert (report.as_of, report.persons, report.households) == (AS_OF, 4, 3)
    assert [(t.id, t.yes, t.no, t.unknown, t.amount_fen) for t in report.rules] == [
        ("care", 1, 1, 2, 74000), ("poor", 1, 1, 1, 0), ("land", 1, 0, 1, 0),
    ]  # fmt: skip
    rows = {
        (row["rule"], row["person_id"], row["household_id"], row["status"], row["amount_fen"])
        for row in read_findings(snapshot / "out")
    }
    assert rows == {
        ("care", 0, 10, "yes", 74000), ("care", 2, 20, "unknown", None),
        ("care", 3, 30, "unknown", None),
        ("poor", 1, 10, "yes", None), ("poor", 3, 30, "unknown", None),
        ("land", 1, 40, "yes", None), ("land", 2, 50, "unknown", None),
    }  # fmt: skip
    cells = pq.read_table(snapshot / "out" / "cells.parquet").to_pylist()
    assert {(c["rule"], c["status"], c["n"], c["amount_fen"]) for c in cells if c["rule"] == "care"} == {
        ("care", "yes", 1, 74000), ("care", "no", 1, 0), ("care", "unknown", 2, 0),
    }  # fmt: skip
    schema = pq.read_schema(snapshot / "out" / "findings.parquet")
    assert schema.names == [
        "rule",
        "person_id",
        "household_id",
        "town",
        "village",
        "status",
        "amount_fen",
        "reasons",
        "needs",
    ]
    assert pa.types.is_dictionary(schema.field("rule").type)


def test_a_yes_without_a_figure_is_counted_apart(sweep, snapshot):
    book = make_book(rule("残疾证", amount="空标准"))
    (total,) = sweep(book, snapshot, AS_OF, snapshot / "out").rules
    assert (total.yes, total.unpriced, total.amount_fen) == (1, 1, 0)


def test_chunks_and_threads_change_nothing(tmp_path, monkeypatch):
    random = Random(7)
    book = Inventor(random).book(10)
    write_snapshot(book, registry(random, 200), tmp_path)
    whole = backend.sweep(book, tmp_path, AS_OF, tmp_path / "a", threads=1)
    monkeypatch.setattr(backend, "CHUNK_PERSONS", 23)
    steps = []
    parts = backend.sweep(
        book, tmp_path, AS_OF, tmp_path / "b", progress=lambda *step: steps.append(step)
    )
    assert parts.rules == whole.rules
    assert len([step for step in steps if step[2] == "persons"]) > 5
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
    assert steps[-1][0] == steps[-1][1]
    assert _sorted(tmp_path / "a") == _sorted(tmp_path / "b")


def _sorted(folder):
    return sorted(map(repr, read_findings(folder)))


def test_each_person_is_counted_once_by_every_persons_rule(sweep, snapshot):
    report = sweep(make_book(*RULES), snapshot, AS_OF, snapshot / "out")
    care = report.rules[0]
    assert care.yes + care.no + care.unknown == report.persons


def test_an_empty_rulebook_and_an_empty_county(sweep, tmp_path):
    nobody = Household([], {}, {}, living_ids=[], registered_ids=[])
    write_snapshot(make_book(*RULES), nobody, tmp_path)
    report = sweep(make_book(*RULES), tmp_path, AS_OF, tmp_path / "out")
    assert (report.persons, report.rules[0].yes) == (0, 0)
    assert read_findings(tmp_path / "out") == []
    assert sweep(make_book(), tmp_path, AS_OF, tmp_path / "out").rules == []


def _rewrite(folder, name, change):
    path = folder / f"{name}.parquet"
    pq.write_table(change(pq.read_table(path)), path)


def _put(column, values):
    def change(table):
        return table.set_column(table.schema.get_field_index(column), column, values)

    return change


@pytest.mark.parametrize(
    ("name", "change", "what"),
    [
        ("persons", lambda t: t.drop_columns(["has_certificate"]), "lacks the column has_certificate of 残疾证"),
        ("persons", lambda t: t.drop_columns(["town"]), "persons.parquet lacks the column town"),
        ("households", lambda t: t.drop_columns(["kind"]), "households.parquet lacks the column kind"),
        ("persons", _put("monthly_income", pa.array([0.5] * 4)), "of 月收入 holds DOUBLE, not money"),
        ("persons", _put("monthly_income", pa.array([10**12] * 4)), "4 rows of monthly_income hold a value"),
        ("persons", _put("relation", pa.array(["户主", "舅", None, None])), "for example '舅'"),
        ("persons", _put("living_id", pa.array([None, 1, 2, 3], pa.int64())), "1 rows lack a person or household id"),
        ("households", lambda t: pa.concat_tables([t, t]), "stands twice"),
    ],
)  # fmt: skip
def test_a_bad_snapshot_is_refused_and_nothing_written(sweep, snapshot, name, change, what):
    _rewrite(snapshot, name, change)
    with pytest.raises(FactError) as caught:
        sweep(make_book(*RULES), snapshot, AS_OF, snapshot / "out")
    assert what in caught.value.message
    assert list((snapshot / "out").iterdir()) == []


def test_a_missing_snapshot(sweep, tmp_path):
    with pytest.raises(FactError, match=r"has no persons\.parquet"):
        sweep(make_book(*RULES), tmp_path, AS_OF, tmp_path / "out")


def test_a_household_beyond_belief_is_refused(snapshot, monkeypatch):
    monkeypatch.setattr(backend, "MAX_MEMBERS", 1)
    with pytest.raises(FactError, match="A living household has 2 members, more than 1"):
        backend.sweep(make_book(*RULES), snapshot, AS_OF, snapshot / "out")


def test_a_sweep_that_breaks_leaves_the_last_result(sweep, snapshot, monkeypatch):
    out = snapshot / "out"
    sweep(make_book(*RULES), snapshot, AS_OF, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def stop(done, total, label):
        if label == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(make_book(*RULES), snapshot, date(2020, 1, 1), out, progress=stop)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_no_extension_is_ever_fetched(tmp_path):
    with backend.connect(tmp_path, 1, "1GB") as db:
        settings = "autoinstall_known_extensions", "autoload_known_extensions"
        assert [db.execute(f"SELECT current_setting('{name}')").fetchone() for name in settings] == [
            (False,), (False,),
        ]  # fmt: skip
        with pytest.raises(duckdb.Error):
            db.execute("SELECT * FROM 'https://localhost/x.parquet'")


def test_amounts_sum_to_the_findings(sweep, tmp_path):
    random = Random(11)
    book = Inventor(random).book(10)
    write_snapshot(book, registry(random, 150, 0.9), tmp_path)
    report = sweep(book, tmp_path, AS_OF, tmp_path / "out")
    table = pq.read_table(tmp_path / "out" / "findings.parquet")
    for total in report.rules:
        own = table.filter(pc.equal(table["rule"].cast(pa.string()), total.id))
        assert (pc.sum(own["amount_fen"]).as_py() or 0) == total.amount_fen
        assert own.num_rows == total.yes + total.unknown


def test_a_text_with_a_quote_is_only_text(sweep, tmp_path):
    book = make_book(rule('民族 == "它\'族"'))
    write_snapshot(
        book, merge([Household([{"民族": "它'族"}]), Household([{"民族": "x"}])]), tmp_path
    )
    (total,) = sweep(book, tmp_path, AS_OF, tmp_path / "out").rules
    assert (total.yes, total.no) == (1, 1)


def test_a_household_counts_in_its_own_town(sweep, snapshot):
    towns = pa.array([f"town{index}" for index in range(6)])
    _rewrite(snapshot, "households", _put("town", towns))
    sweep(make_book(*RULES), snapshot, AS_OF, snapshot / "out")
    found = {
        (row["rule"], row["household_id"], row["town"]) for row in read_findings(snapshot / "out")
    }
    assert {("poor", 10, "town0"), ("land", 40, "town3"), ("care", 10, "0" * 9)} <= found


def test_a_household_without_a_row_is_unknown_not_absent(sweep, snapshot):
    _rewrite(snapshot, "households", lambda table: table.slice(0, 0))
    book = make_book(
        rule("低保", name="person"),
        rule("低保", subject="household", name="household"),
        rule("any_of(脱贫户, 'registered')", name="through"),
    )
    report = sweep(book, snapshot, AS_OF, snapshot / "out")
    assert [total.unknown for total in report.rules] == [4, 3, 4]
    assert {row["town"] for row in read_findings(snapshot / "out")} == {"0" * 9}


def test_a_sweep_that_only_counts_gives_the_same_answers_without_reasons(sweep, snapshot):
    book = make_book(*RULES)
    whole = sweep(book, snapshot, AS_OF, snapshot / "out")
    told = [row["reasons"] for row in read_findings(snapshot / "out")]
    assert any(told)
    counted = sweep(book, snapshot, AS_OF, snapshot / "out", explained=False)
    assert counted.rules == whole.rules
    assert {row["reasons"] for row in read_findings(snapshot / "out")} == {None}
    assert not (snapshot / "out" / "due.parquet").exists()
