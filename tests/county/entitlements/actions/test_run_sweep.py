"""A sweep of everyone equals the definition, is published at once, and says what it read."""

import datetime as dt

import duckdb
import pytest

from tests.county.small_county import a_few_rules, small_county, the_pack, the_rulebook
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.entitlements.actions.run_sweep import run_sweep
from zhaohui.county.entitlements.models import Cell, CurrentSweep, SweepRun
from zhaohui.county.entitlements.queries import current_run, town_counts
from zhaohui.county.entitlements.verify import verify
from zhaohui.county.registry.actions.load_county import load_county
from zhaohui.county.registry.errors import NoDataError
from zhaohui.county.registry.models import Person
from zhaohui.engines.rules.errors import FactError

AS_OF = dt.date(2026, 11, 1)


def sweep_all(as_of=AS_OF, book=None):
    return run_sweep(the_pack(), book or a_few_rules(), as_of=as_of)


def check(swept, people=10_000, findings=None, book=None):
    return verify(
        the_pack(),
        book or a_few_rules(),
        snapshot=swept.snapshot.folder,
        findings=findings or swept.folder,
        as_of=swept.report.as_of,
        people=people,
    )


ALIKE = [(1, 0.1), *(pytest.param(*each, marks=pytest.mark.slow) for each in ((2, 0.0), (3, 0.6)))]


@pytest.mark.parametrize(("seed", "missing"), ALIKE)
def test_the_sweep_agrees_with_the_interpreter_on_everyone(db, data_dir, seed, missing):
    tables = small_county(80, seed=seed, missing=missing)
    load_county(tables, as_of=AS_OF, department="模拟")
    swept = sweep_all(book=the_rulebook())
    checked = check(swept, book=the_rulebook())
    assert checked.differences == []
    assert checked.people == swept.report.persons == 80
    assert checked.answers >= 80 * len(the_pack().rules)


def test_a_changed_finding_is_found(county):
    swept = sweep_all()
    wrong = swept.folder.parent / "wrong"
    wrong.mkdir()
    rows = duckdb.read_parquet(str(swept.folder / "findings.parquet"))
    rows.filter("rule <> 'health-record'").write_parquet(str(wrong / "findings.parquet"))
    differences = check(swept, findings=wrong).differences
    assert {each.rule for each in differences} == {"health-record"}
    assert all(each.swept == ("no", 0) for each in differences)


def test_each_rule_counts_everybody(county):
    swept = sweep_all()
    for totals in swept.report.rules:
        subjects = totals.yes + totals.no + totals.unknown
        rule = the_pack().rule(totals.id)
        if rule.subject == "person":
            assert subjects == county.persons.num_rows
        run_cells = Cell.objects.filter(run=swept.run, rule=totals.id)
        assert sum(cell.subjects for cell in run_cells) == subjects
        assert sum(cell.amount_fen for cell in run_cells) == totals.amount_fen


def test_it_is_published_by_one_pointer(county):
    first, second = sweep_all(), sweep_all(dt.date(2020, 1, 1))
    assert first.run != second.run
    assert current_run() == second.run
    assert CurrentSweep.objects.count() == 1
    run = second.run
    assert (run.as_of, run.persons, run.is_synthetic) == (
        dt.date(2020, 1, 1),
        county.persons.num_rows,
        True,
    )
    assert run.pack == PackVersion.objects.get()
    assert run.pack.content_hash == the_pack().version
    counts = town_counts(run, "health-record")
    assert set(counts) <= {town.code for town in the_pack().towns}


def test_the_same_sweep_twice_is_one_run(county):
    first, second = sweep_all(), sweep_all()
    assert first.run == second.run
    assert first.folder == second.folder
    assert SweepRun.objects.count() == 1


def test_the_findings_name_nobody(county):
    swept = sweep_all()
    columns = duckdb.read_parquet(str(swept.folder / "findings.parquet")).columns
    assert columns == [
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


def test_a_fact_outside_the_dictionary_keeps_the_old_run(county, data_dir):
    before = sweep_all().run
    Person.objects.filter(pk=1).update(relation="邻居")
    with pytest.raises(FactError, match="与户主关系"):
        sweep_all()
    assert current_run() == before
    assert [path.name for path in (data_dir / "findings").iterdir()] == [before.findings_hash]


@pytest.mark.django_db
def test_nobody_registered(data_dir):
    with pytest.raises(NoDataError):
        sweep_all()
    assert not SweepRun.objects.exists()


def test_few_queries(county, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        sweep_all()
