"""A decision becomes a holding once, and says nothing of people who were not decided about."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from tests.county.small_county import AS_OF, a_few_rules, the_pack
from zhaohui.clock import county_today
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.actions.import_holdings import replace_holdings
from zhaohui.county.entitlements.errors import AwardConflictError
from zhaohui.county.entitlements.models import Award, Finding, Holding, RuleNumber
from zhaohui.county.registry.actions.import_table import Source
from zhaohui.engines.ledger import State

RULE = "old-age-allowance"
DAY = dt.date(2025, 12, 1)


def decide(person: int = 1, *, amount_fen: int = 2_500, source: str = "case:1") -> Award:
    with transaction.atomic():
        return award(person=person, rule=RULE, amount_fen=amount_fen, since=DAY, source=source)


def test_the_same_decision_twice_is_one(county):
    assert decide().pk == decide().pk
    assert Award.objects.count() == Holding.objects.count() == 1


def test_the_same_source_can_not_decide_otherwise(county):
    decide()
    with pytest.raises(AwardConflictError):
        decide(amount_fen=9_900)
    assert Holding.objects.get().amount_fen == 2_500


def test_nobody_else_is_missing_by_it(county):
    decide()
    sweep_and_settle(the_pack(), a_few_rules(), as_of=AS_OF)
    number = RuleNumber.objects.get(rule=RULE).number
    rows = Finding.objects.filter(rule_number=number)
    assert rows.filter(person_id=1, is_held=True).exists()
    assert not rows.filter(state=State.MISSING).exists()


def test_a_list_of_an_earlier_day_does_not_drop_it(county):
    decide(amount_fen=3_000)
    with transaction.atomic():
        source = Source(department="民政", as_of=AS_OF, is_synthetic=True)
        replace_holdings(RULE, {}, source=source, content_hash="x", dry_run=False)
    assert Holding.objects.get().amount_fen == 3_000
    with transaction.atomic():
        source = Source(department="民政", as_of=county_today(), is_synthetic=True)
        replace_holdings(RULE, {}, source=source, content_hash="y", dry_run=False)
    assert not Holding.objects.exists()
