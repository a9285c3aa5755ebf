"""A ledger for tests of outreach: rows that say who misses what, and who can be reached how."""

from __future__ import annotations

import datetime as dt

from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.entitlements.models import (
    Finding,
    HoldingList,
    LedgerDay,
    RuleNumber,
)
from zhaohui.county.outreach.actions.find_people import find_people
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import State, Status

RULE = "old-age-allowance"
SYSTEM = system_actor("test")


def ledger_day(day: dt.date | None = None) -> LedgerDay:
    """Say that the ledger stands on a day (today)."""
    return LedgerDay.objects.create(
        as_of=day or county_today(),
        pack=load_pack(the_pack()),
        is_full=True,
        changed=0,
        due=0,
        people=1,
        rows_now=1,
        rows_gone=0,
        seconds=0.1,
        cpu_seconds=0.1,
        is_synthetic=True,
    )


def stand(person: Person, rule: str = RULE, *, state: State = State.MISSING, **other) -> Finding:
    """Store what the ledger says of a person and a rule."""
    number = RuleNumber.objects.filter(rule=rule).first() or RuleNumber.objects.create(
        number=RuleNumber.objects.count() + 1, rule=rule
    )
    values = {
        "household_id": person.living_id,
        "area": person.village,
        "status": Status.YES,
        "state": state,
        "amount_fen": 10_000,
        "is_held": state == State.HELD,
        "reasons": 0,
        "needs": 0,
        "since": county_today(),
        "version": 1,
    } | other
    return Finding.objects.update_or_create(
        person_id=person.pk, rule_number=number.number, defaults=values
    )[0]


def listed(rule: str = RULE) -> HoldingList:
    """Store an empty list of holders, as a department would bring it."""
    return HoldingList.objects.create(
        rule=rule,
        department="模拟",
        as_of=county_today(),
        content_hash="x",
        rows=0,
        is_synthetic=True,
    )


def find(pack=None):
    """Bring the contact lines to the ledger."""
    return find_people(SYSTEM, pack or the_pack())


def line_of(person: Person, rule: str = RULE, **other) -> ContactLine:
    """Let the ledger say that a person misses a benefit; return her line."""
    stand(person, rule, **other)
    if not LedgerDay.objects.exists():
        ledger_day()
    find()
    return ContactLine.objects.get(person_id=person.pk, rule=rule, ended_on=None)


def adults() -> list[Person]:
    """Return people with a home and a known age of majority, by id."""
    return list(
        Person.objects.filter(birth_date__lt=dt.date(2000, 1, 1), village__isnull=False).order_by(
            "pk"
        )
    )
