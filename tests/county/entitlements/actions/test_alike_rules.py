"""Rules that say the same of everybody share their rows, until somebody tells who holds one of them."""

from __future__ import annotations

import datetime as dt

import pyarrow.parquet as pq
import pytest

from tests.county.small_county import AS_OF, a_few_rules, the_pack
from tests.people import actor, officer
from zhaohui.county.entitlements.actions.bring_ledger import has_new_lists, sweep_and_settle
from zhaohui.county.entitlements.ledger.exporting import export_full, export_standing
from zhaohui.county.entitlements.ledger_queries import (
    counts_by_rule,
    rule_number,
    rules_by_number,
)
from zhaohui.county.entitlements.models import AlikeRule, Finding, Holding, HoldingList, RuleNumber
from zhaohui.county.entitlements.rehearsal.rehearse import check_ledger
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.models import Person

RULE, OTHER = "health-education", "law-advice"
DAY = dt.timedelta(days=1)


@pytest.fixture
def ledger(county):
    book = a_few_rules(RULE, OTHER, "radio")
    sweep_and_settle(the_pack(), book, as_of=AS_OF)
    return book


def hold(rule, person):
    """Tell that one person holds it, by a list."""
    rows = {"rule": rule, "department": "模拟", "as_of": AS_OF, "content_hash": "x", "rows": 1}
    listed = HoldingList.objects.create(**rows, is_synthetic=True)
    Holding.objects.create(rule=rule, person_id=person.pk, holding_list=listed)
    note_changes([person.living_id, person.registered_id])


def test_they_share_their_rows_and_are_counted_each(ledger):
    alike = ledger.alike()
    assert alike[OTHER] == alike.get(RULE, RULE)
    assert rule_number(RULE) == rule_number(OTHER)
    assert Finding.objects.values("rule_number").distinct().count() <= RuleNumber.objects.count()
    assert not RuleNumber.objects.filter(rule__in=alike).exists()
    counts = counts_by_rule(actor(officer("leader", "510811")))
    assert counts[RULE].rows == counts[OTHER].rows
    assert (
        sum(counts[RULE].rows.values())
        == Finding.objects.filter(rule_number=rule_number(RULE)).count()
    )


def test_what_is_given_away_says_each_of_them(ledger, tmp_path):
    standing, full = tmp_path / "standing.parquet", tmp_path / "full.parquet"
    assert export_standing(ledger, standing) == export_full(the_pack(), ledger, full, as_of=AS_OF)
    assert pq.read_table(standing).equals(pq.read_table(full))
    services = set(pq.read_table(standing)["service"].to_pylist())
    assert {RULE, OTHER} <= services


def test_one_whose_holders_become_known_gets_rows_of_its_own(ledger):
    shared = rule_number(RULE)
    person = Person.objects.filter(pk__in=Finding.objects.filter(rule_number=shared).values(
        "person_id")).order_by("pk").first()  # fmt: skip
    assert not has_new_lists()
    hold(OTHER, person)
    assert has_new_lists()
    sweep_and_settle(the_pack(), ledger, as_of=AS_OF + DAY)
    assert not has_new_lists()
    own = rule_number(OTHER)
    assert own != shared
    assert Finding.objects.get(rule_number=own, person_id=person.pk).is_held
    assert check_ledger(the_pack(), ledger, as_of=AS_OF + DAY).is_identical
    # What was believed before is still read from the shared rows, and only before.
    assert OTHER in rules_by_number(AS_OF)[shared]
    assert OTHER not in rules_by_number(AS_OF + DAY)[shared]
    assert AlikeRule.objects.get(rule=OTHER).until == AS_OF + DAY


def test_where_the_one_with_the_rows_is_told_of_the_others_stay_together(ledger):
    shared = rule_number(RULE)
    first = next(rule for rule in rules_by_number()[shared])
    others = rules_by_number()[shared][1:]
    hold(first, Person.objects.order_by("pk").first())
    sweep_and_settle(the_pack(), ledger, as_of=AS_OF + DAY)
    assert rule_number(first) == shared
    moved = {rule_number(rule) for rule in others}
    assert len(moved) == 1
    assert moved != {shared}
    assert check_ledger(the_pack(), ledger, as_of=AS_OF + DAY).is_identical
