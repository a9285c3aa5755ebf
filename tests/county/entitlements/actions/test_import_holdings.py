"""A list of holders comes in whole or not at all, and the ledger then says who misses what."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from tests.county.small_county import AS_OF, a_few_rules, the_pack
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.actions.bring_ledger import bring_ledger, sweep_and_settle
from zhaohui.county.entitlements.actions.import_holdings import import_holdings
from zhaohui.county.entitlements.models import Finding, Holding, HoldingList, RuleNumber
from zhaohui.county.registry.actions.import_table import Source
from zhaohui.county.registry.importing.read_table import TableError
from zhaohui.engines.ledger import State

RULE = "old-age-allowance"
HEADERS = ["身份证号", "金额", "起始日期", "截止日期"]
CIVIL = Source(department="民政", as_of=AS_OF, is_synthetic=True)


@pytest.fixture
def numbers(county):
    table = county.persons
    people = zip(table["person_id"].to_pylist(), table["identity_number"].to_pylist(), strict=True)
    return dict(people)


@pytest.fixture
def bring(tmp_path):
    def run(*rows, headers=HEADERS, **options):
        path = tmp_path / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headers, *rows])
        actor, rule = system_actor("test"), the_pack().rule(RULE)
        return import_holdings(actor, path, rule=rule, source=CIVIL, **options)

    return run


def test_a_list_takes_the_place_of_the_last_one(numbers, bring):
    first = bring([numbers[1], "100", "2026-01-01", ""], [numbers[2], "25", "", ""])
    assert (first.begun, first.changed, first.ended) == (2, 0, 0)
    second = bring([numbers[1], "200", "2026-01-01", ""], [numbers[3], "25", "", ""])
    assert (second.begun, second.changed, second.ended) == (1, 1, 1)
    held = dict(Holding.objects.values_list("person_id", "amount_fen"))
    assert held == {1: 20_000, 3: 2_500}
    again = bring([numbers[1], "200", "2026-01-01", ""], [numbers[3], "25", "", ""])
    assert again.repeated
    assert HoldingList.objects.count() == 2
    told = Entry.objects.filter(action="holding.import")
    assert told.count() == 2
    assert not any(number in str(told.values()) for number in numbers.values())


def test_every_fault_is_told_and_nothing_is_written(numbers, bring):
    report = bring(
        [numbers[1], "-5", "", ""],
        ["123", "5", "", ""],
        [numbers[2], "", "2026-02-01", "2026-01-01"],
        [numbers[3], "", "", ""],
        [numbers[3], "", "", ""],
        ["990000199001010028", "", "", ""],
    )
    assert [(each.row, each.column) for each in report.faults] == [
        (2, "金额"), (3, "身份证号"), (4, "截止日期"), (6, "身份证号"), (7, "身份证号"),
    ]  # fmt: skip
    assert not Holding.objects.exists()
    assert not HoldingList.objects.exists()
    with pytest.raises(TableError, match="备注"):
        bring([numbers[1], "x"], headers=["身份证号", "备注"])
    with pytest.raises(TableError, match="身份证号"):
        bring(["1"], headers=["金额"])


def test_a_dry_run_counts_and_writes_nothing(numbers, bring):
    assert bring([numbers[1], "", "", ""], dry_run=True).begun == 1
    assert not HoldingList.objects.exists()


def test_the_ledger_says_who_misses_and_who_wrongly_holds(numbers, bring):
    book = a_few_rules()
    sweep_and_settle(the_pack(), book, as_of=AS_OF)
    number = RuleNumber.objects.get(rule=RULE).number
    rows = Finding.objects.filter(rule_number=number)
    entitled = [row.person_id for row in rows if row.status == 1 and row.amount_fen]
    assert {row.state for row in rows if row.status == 1} == {State.ENTITLED}
    nobody = next(key for key in numbers if key not in {row.person_id for row in rows})
    end = AS_OF + dt.timedelta(days=3)
    bring([numbers[entitled[0]], "1", "", str(end)], [numbers[nobody], "100", "", ""])
    # A benefit's first list concerns all who are entitled to it, not only those in the list.
    assert bring_ledger(the_pack(), book, as_of=AS_OF).is_full
    states = dict(rows.all().values_list("person_id", "state"))
    assert states[entitled[0]] == State.DIFFERS
    assert states[nobody] == State.OVER
    assert all(states[person] == State.MISSING for person in entitled[1:])
    assert not bring_ledger(the_pack(), book, as_of=end + dt.timedelta(days=1)).is_full
    assert dict(rows.all().values_list("person_id", "state"))[entitled[0]] == State.MISSING
