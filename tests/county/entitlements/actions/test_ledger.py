"""A refresh answers what changed or is due, and the ledger then says what a sweep of everyone says."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from tests.county.small_county import AS_OF, a_few_rules, small_county, the_pack, the_rulebook
from zhaohui.county.entitlements.actions.bring_ledger import (
    bring_ledger,
    needs_everyone,
    sweep_and_settle,
)
from zhaohui.county.entitlements.actions.refresh_ledger import last_day, refresh_ledger
from zhaohui.county.entitlements.errors import LedgerMovedError
from zhaohui.county.entitlements.models import (
    Finding,
    FindingPast,
    HouseholdDue,
    LedgerCell,
    LedgerDay,
    RuleNumber,
)
from zhaohui.county.entitlements.rehearsal.events import Events
from zhaohui.county.entitlements.rehearsal.rehearse import check_ledger, rehearse
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry.actions.load_county import load_county
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.models import ChangedHousehold, Person

DAY = dt.timedelta(days=1)


@pytest.fixture
def ledger(county):
    """A ledger of the small county under three rules, on AS_OF."""
    sweep_and_settle(the_pack(), a_few_rules(), as_of=AS_OF)
    return a_few_rules()


def check(book, day):
    found = check_ledger(the_pack(), book, as_of=day)
    assert found.is_identical, found.examples
    return found.rows


def refresh(book, day):
    return refresh_ledger(the_pack(), book, as_of=day)


def test_the_first_filling_is_what_a_sweep_says(ledger):
    day = last_day()
    assert (day.as_of, day.is_full, day.rows_gone) == (AS_OF, True, 0)
    assert check(ledger, AS_OF) == Finding.objects.count() == day.rows_now > 50
    counted = {}
    for row in Finding.objects.all():
        key = (row.rule_number, row.area or "", row.state)
        counted[key] = counted.get(key, 0) + 1
    cells = LedgerCell.objects.values_list("rule_number", "area", "state", "n")
    assert counted == {(rule, area, state): n for rule, area, state, n in cells}


@pytest.mark.slow
def test_days_of_events_end_where_a_sweep_of_everyone_ends(db, data_dir):
    load_county(small_county(60, seed=4), as_of=AS_OF, department="模拟")
    book = the_rulebook()
    sweep_and_settle(the_pack(), book, as_of=AS_OF)
    make_holdings(book, day=AS_OF, seed=2)
    sweep_and_settle(the_pack(), book, as_of=AS_OF)
    events = Events(Random(5))
    for number in range(1, 5):
        day = AS_OF + number * 17 * DAY
        events.day(day, households=8)
        refresh(book, day)
        check(book, day)


def test_a_missed_change_is_found(ledger):
    """The check can fail: a fact that changed without a note is a difference."""
    rule = RuleNumber.objects.get(rule="old-age-allowance").number
    entitled = Finding.objects.filter(rule_number=rule, status=1).order_by("person_id").first()
    old = Person.objects.get(pk=entitled.person_id)
    Person.objects.filter(pk=old.pk).update(birth_date=dt.date(2020, 1, 1))
    refresh(ledger, AS_OF + DAY)
    assert not check_ledger(the_pack(), ledger, as_of=AS_OF + DAY).is_identical
    note_changes([old.living_id, old.registered_id])
    refresh(ledger, AS_OF + DAY)
    check(ledger, AS_OF + DAY)
    assert not ChangedHousehold.objects.exists()


def test_only_what_changed_or_is_due_is_answered(ledger):
    person = Person.objects.order_by("pk").first()
    due = HouseholdDue.objects.filter(next_change__lte=AS_OF + DAY).count()
    note_changes([person.living_id])
    done = refresh(ledger, AS_OF + DAY)
    assert (done.changed, done.due, done.is_full) == (1, due, False)
    assert 0 < done.people < Person.objects.count() / 2


def test_a_birthday_turns_a_row_on_its_day_and_keeps_the_past(ledger):
    person = Person.objects.order_by("pk").first()
    eighty = AS_OF + 10 * DAY
    Person.objects.filter(pk=person.pk).update(
        birth_date=eighty.replace(year=eighty.year - 90), hukou_area="510811100001"
    )
    note_changes([person.living_id, person.registered_id])
    refresh(ledger, AS_OF + DAY)
    rule = RuleNumber.objects.get(rule="old-age-allowance").number
    before = Finding.objects.filter(person_id=person.pk, rule_number=rule).first()
    assert HouseholdDue.objects.get(household_id=person.living_id).next_change <= eighty
    refresh(ledger, eighty - DAY)
    refresh(ledger, eighty)
    after = Finding.objects.get(person_id=person.pk, rule_number=rule)
    assert (after.since, after.status) == (eighty, 1)
    assert after.amount_fen != (before and before.amount_fen)
    if before:
        past = FindingPast.objects.get(person_id=person.pk, rule_number=rule, until=eighty)
        assert past.amount_fen == before.amount_fen
    check(ledger, eighty)


def test_what_turned_twice_in_a_day_was_never_believed(ledger):
    row = Finding.objects.order_by("person_id", "rule_number").first()
    person = Person.objects.get(pk=row.person_id)
    for area in ("110101001001", "510811100001"):
        Person.objects.filter(pk=person.pk).update(hukou_area=area, residence_area=area)
        note_changes([person.living_id, person.registered_id])
        refresh(ledger, AS_OF)
    assert not FindingPast.objects.exists()


def test_everyone_is_evaluated_where_the_ledger_stands_elsewhere(county):
    pack, book = the_pack(), a_few_rules()
    assert needs_everyone(pack, AS_OF)
    assert bring_ledger(pack, book, as_of=AS_OF).is_full
    assert not needs_everyone(pack, AS_OF + DAY)
    assert needs_everyone(pack, AS_OF - DAY)
    homes = Person.objects.values_list("living_id", flat=True).distinct()
    note_changes(list(homes))
    assert needs_everyone(pack, AS_OF + DAY)
    load_county(small_county(40, seed=9), as_of=AS_OF, department="模拟", replace=True)
    assert not ChangedHousehold.objects.exists()
    assert needs_everyone(pack, AS_OF)


def test_of_two_refreshes_at_once_the_second_writes_nothing(ledger, monkeypatch):
    from zhaohui.county.entitlements.actions import refresh_ledger as module

    sweep = module.sweep

    def meanwhile(*args, **more):
        day = last_day()
        LedgerDay.objects.create(
            **{
                field.name: getattr(day, field.name)
                for field in LedgerDay._meta.concrete_fields
                if field.name != "id"
            }
        )
        return sweep(*args, **more)

    monkeypatch.setattr(module, "sweep", meanwhile)
    note_changes([Person.objects.order_by("pk").first().living_id])
    rows = list(Finding.objects.order_by("person_id", "rule_number").values())
    with pytest.raises(LedgerMovedError):
        refresh(ledger, AS_OF + DAY)
    assert rows == list(Finding.objects.order_by("person_id", "rule_number").values())
    assert ChangedHousehold.objects.exists()


@pytest.mark.slow
def test_a_rehearsal_of_twelve_days_is_identical(county):
    told = rehearse(
        the_pack(), days=15, people=120, share=0.1, every=3, seed=3, progress=lambda *_: None
    ).as_answer()
    assert told["identical"]
    assert (told["days"], told["days_compared"]) == (15, 5)
    assert any(row["what"] for row in told["daily"])
    assert sum(row["turned"] for row in told["daily"]) > 20
