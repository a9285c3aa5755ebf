"""A guardian's or an agent's account takes the money: by a document, approved by another officer, on both their records."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.county.payments.paying import CODE, MONTH, NEXT, answers, sent_rows
from tests.people import actor, officer
from tests.scenarios.asking import identity_of
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.payments.actions.name_payee import (
    Wanted,
    approve_payee,
    end_payee,
    propose_payee,
)
from zhaohui.county.payments.errors import PaymentError, PaymentStateError, TwoPersonsError
from zhaohui.county.payments.models import Payee, PaymentLine
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import sealed_cards


@pytest.fixture
def two(office):
    """One who holds a benefit, and another registered person with an account."""
    office.hold(1)
    return Person.objects.get(pk=1), Person.objects.get(pk=2)


def wanted(payee: Person, **how) -> Wanted:
    return Wanted(**{"identity": identity_of(payee), "kind": "guardian", "basis": "监护证明"} | how)


def sent_account(content: bytes) -> str:
    return sent_rows(content)[0][3]


def test_the_money_goes_to_the_guardian_from_the_approval_on(office, two):
    person, guardian = two
    own, hers = (sealed_cards([each.pk])[each.pk][1] for each in two)
    row = propose_payee(office.clerk, person.pk, wanted(guardian))
    _batch, first = office.sent(MONTH)
    assert sent_account(first) == own  # proposed is not approved
    approve_payee(office.chief, row.pk)
    batch, second = office.sent(NEXT)
    assert sent_account(second) == hers
    assert PaymentLine.objects.get(batch=batch).payee_id == row.pk
    told = [str(each) for each in Entry.objects.values_list("people", "subject_id", "change")]
    assert any(str(guardian.pk) in each for each in told)
    assert not any(hers in each for each in told)
    report = office.take(batch, answers(second))
    assert (report.paid, report.faults) == (1, [])
    assert PaymentLine.objects.get(batch=batch).person_id == person.pk  # it is hers that was paid


def test_nobody_approves_her_own_not_even_past_the_action(office, two):
    person, guardian = two
    row = propose_payee(office.clerk, person.pk, wanted(guardian))
    with pytest.raises(NotVisible):
        approve_payee(office.clerk, row.pk)
    both = officer("reviewer", CODE, name="both")
    Payee.objects.update(proposed_by=both)
    with pytest.raises(TwoPersonsError):
        approve_payee(actor(both), row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payee.objects.update(approved_by=both, state="standing")
    with pytest.raises(IntegrityError), transaction.atomic():
        Payee.objects.update(state="standing")


def test_when_it_ends_her_own_account_counts_again(office, two):
    person, guardian = two
    row = propose_payee(office.clerk, person.pk, wanted(guardian, until=county_today()))
    approve_payee(office.chief, row.pk)
    Payee.objects.update(until=county_today() - dt.timedelta(days=1))
    own = sealed_cards([person.pk])[person.pk][1]
    assert sent_account(office.sent(MONTH)[1]) == own
    end_payee(office.clerk, row.pk, action="payment.hold", why="委托到期")
    with pytest.raises(PaymentStateError):
        end_payee(office.clerk, row.pk, action="payment.hold", why="委托到期")
    again = propose_payee(office.clerk, person.pk, wanted(guardian))
    with pytest.raises(PaymentStateError):
        propose_payee(office.clerk, person.pk, wanted(guardian))
    assert again.pk != row.pk


def test_without_an_account_of_the_guardian_nobody_is_paid(office, two):
    person, guardian = two
    approve_payee(office.chief, propose_payee(office.clerk, person.pk, wanted(guardian)).pk)
    Person.objects.filter(pk=guardian.pk).update(bank_card_sealed=None)
    office.sent(MONTH)
    assert PaymentLine.objects.get().state == "failed"


def test_what_is_wrong_is_a_sentence_and_a_neighbour_reaches_nobody(office, two):
    person, guardian = two
    for wrong in ({"kind": "friend"}, {"basis": " "}, {"identity": identity_of(person)},
                  {"until": county_today() - dt.timedelta(days=1)}):  # fmt: skip
        with pytest.raises(PaymentError):
            propose_payee(office.clerk, person.pk, wanted(guardian, **wrong))
    with pytest.raises(NotVisible):
        propose_payee(office.clerk, person.pk, wanted(guardian, identity="110101199001011234"))
    far = next(t for t in Person.objects.exclude(town=person.town).values_list("town", flat=True))
    clerk = actor(officer("town-officer", far))
    with pytest.raises(NotVisible):
        propose_payee(clerk, person.pk, wanted(guardian))
    assert not Payee.objects.exists()
