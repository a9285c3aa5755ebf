"""Looking ahead finds what the days then do, and what the interpreter says of one person."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.small_county import AS_OF, a_few_rules, small_county, the_pack
from tests.people import actor, officer
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.actions.look_ahead import look_ahead
from zhaohui.county.entitlements.actions.refresh_ledger import refresh_ledger
from zhaohui.county.entitlements.errors import NoLedgerError
from zhaohui.county.entitlements.ledger_queries import numbers_by_rule, rules_by_number
from zhaohui.county.entitlements.models import (
    Finding,
    FindingPast,
    Holding,
    HouseholdDue,
    LedgerCell,
    Outlook,
    OutlookWindow,
)
from zhaohui.county.entitlements.outlook import person_outlook
from zhaohui.county.entitlements.outlook_queries import outlook_page, turning_in_reach
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry.actions.load_county import load_county
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import Status, Turn

DAY = dt.timedelta(days=1)
DAYS = 60


@pytest.fixture
def ledger(db, data_dir):
    """A ledger of 300 people under three rules; one of them is ninety in nine days."""
    load_county(small_county(300, seed=6), as_of=AS_OF, department="模拟")
    ninety = AS_OF + 9 * DAY
    old = Person.objects.order_by("pk").first()
    code = the_pack().code + "100001"
    Person.objects.filter(pk=old.pk).update(
        birth_date=ninety.replace(year=ninety.year - 80), hukou_area=code, residence_area=code
    )
    note_changes([old.living_id, old.registered_id])
    book = a_few_rules()
    sweep_and_settle(the_pack(), book, as_of=AS_OF)
    make_holdings(book, day=AS_OF, seed=2)
    end_some(AS_OF + 20 * DAY)
    sweep_and_settle(the_pack(), book, as_of=AS_OF)
    return book


def end_some(last):
    """Let three who hold something be paid until a day."""
    held = Holding.objects.filter(rule="old-age-allowance", until=None).order_by("person_id")
    for row in held[:3]:
        Holding.objects.filter(pk=row.pk).update(until=last)


def found():
    ids = rules_by_number()
    return {
        (row.person_id, rule, Turn(row.kind)): row.day
        for row in Outlook.objects.all()
        for rule in ids[row.rule_number]
    }


def test_without_a_ledger_there_is_nothing_to_look_from(db, data_dir):
    with pytest.raises(NoLedgerError):
        look_ahead(the_pack(), a_few_rules())


def test_a_birthday_is_seen_before_it_comes(ledger):
    before = list(Finding.objects.order_by("pk").values_list())
    cells = sorted(LedgerCell.objects.values_list("rule_number", "area", "state", "n"))
    due = sorted(HouseholdDue.objects.values_list())
    window = look_ahead(the_pack(), ledger, days=DAYS)
    assert window.until == AS_OF + DAYS * DAY
    person = Person.objects.order_by("pk").first()
    assert found()[person.pk, "old-age-allowance", Turn.STARTING] == AS_OF + 9 * DAY
    # Looking changes nothing of what stands.
    assert list(Finding.objects.order_by("pk").values_list()) == before
    assert sorted(LedgerCell.objects.values_list("rule_number", "area", "state", "n")) == cells
    assert sorted(HouseholdDue.objects.values_list()) == due
    assert not FindingPast.objects.exists()


@pytest.mark.slow
def test_the_days_do_what_was_seen(ledger):
    look_ahead(the_pack(), ledger, days=DAYS)
    seen = found()
    assert {kind for _, _, kind in seen} >= {Turn.STARTING, Turn.RUNS_OUT}
    numbers = numbers_by_rule()
    lived = {}
    before = standing()
    for offset in range(1, DAYS + 1):
        day = AS_OF + offset * DAY
        refresh_ledger(the_pack(), ledger, as_of=day)
        after = standing()
        for key in before.keys() | after.keys():
            kind = turned(before.get(key), after.get(key))
            if kind is not None:
                lived.setdefault((*key, kind), day)
        before = after
    assert lived == {
        (person, numbers[rule], kind): day for (person, rule, kind), day in seen.items()
    }


def standing():
    return {
        (row.person_id, row.rule_number): (row.status, row.is_held) for row in Finding.objects.all()
    }


def turned(old, new):
    """What a change means, said once more without SQL."""
    was, had = old or (Status.NO, False)
    now, has = new or (Status.NO, False)
    if was == Status.YES and now == Status.NO:
        return Turn.ENDING
    if had and not has and now != Status.NO:
        return Turn.RUNS_OUT
    if was == Status.YES and now == Status.UNKNOWN:
        return Turn.LOSES_EVIDENCE
    return Turn.STARTING if was != Status.YES and now == Status.YES else None


def test_the_interpreter_says_the_same_of_each_person(ledger):
    look_ahead(the_pack(), ledger)
    seen, checked = found(), 0
    for (person, rule, kind), day in seen.items():
        told = person_outlook(system_actor("test"), the_pack(), ledger, person=person, as_of=AS_OF)
        if kind == Turn.RUNS_OUT:
            assert (rule, day - DAY) in [(row.id, last) for row, last in told.running_out]
        else:
            after = {Turn.STARTING: "yes", Turn.ENDING: "no", Turn.LOSES_EVIDENCE: "unknown"}[kind]
            turn = next(each for each in told.turns if each.rule.id == rule and each.day == day)
            assert turn.after == after
            assert turn.sentences or turn.needs
        checked += 1
    assert checked >= 3


def test_looking_again_replaces_what_was_seen(ledger):
    look_ahead(the_pack(), ledger, days=DAYS)
    count = Outlook.objects.count()
    look_ahead(the_pack(), ledger, days=DAYS)
    assert (Outlook.objects.count(), OutlookWindow.objects.count()) == (count, 1)


def test_a_neighbour_sees_nothing_of_it(ledger):
    look_ahead(the_pack(), ledger, days=DAYS)
    row = Outlook.objects.filter(kind=Turn.RUNS_OUT, area__isnull=False).first()
    rule = rules_by_number()[row.rule_number][0]
    own = actor(officer("village-worker", row.area))
    other = next(v.code for v in the_pack().villages if v.town_code != row.area[:9])
    neighbour = actor(officer("village-worker", other))
    page = outlook_page(own, rule=rule, kind=Turn.RUNS_OUT)
    assert row.person_id in [each.person_id for each in page.rows]
    assert {each.area for each in page.rows} == {row.area}
    theirs = outlook_page(neighbour, rule=rule, kind=Turn.RUNS_OUT)
    assert row.person_id not in [each.person_id for each in theirs.rows]
    assert not outlook_page(neighbour, rule=rule, kind=Turn.RUNS_OUT, area=row.area).rows
    whole = turning_in_reach(system_actor("test"))
    assert 0 < turning_in_reach(own) < whole
