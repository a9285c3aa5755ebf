"""A decision of a review takes the place of the first one: what she holds and what was paid follow at once."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    department_officer,
    in_review,
    old_woman,
    propose,
    signed_in,
    step,
    town_officer,
)
from tests.county.payments.paying import Office
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import User
from zhaohui.county.cases.models import Case, Decision
from zhaohui.county.entitlements.actions.import_holdings import decided_since
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.submit_batch import submit_batch
from zhaohui.county.payments.errors import RunChangedError
from zhaohui.county.payments.models import Arrear, Recovery
from zhaohui.county.payments.periods import later, month_of
from zhaohui.county.payments.plan import plan_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
THIS = month_of(county_today())


def decided(case: Case, **fields) -> tuple:
    """Decide the first round with two officers."""
    first, chief = town_officer(case, "first"), department_officer("chief")
    in_review(case, first)
    assert propose(first, case, **fields).status_code == 302
    assert step(chief, case, "approve").status_code == 302
    return first, chief


def reviewed(case: Case, person, **fields) -> Decision:
    """She appeals; two other officers decide."""
    herself = signed_in(User.objects.get(person=person))
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "appeal", "words": "请再核一遍金额"})
    second, other = town_officer(case, "second"), department_officer("other-chief")
    assert step(second, case, "review").status_code == 302
    answer = propose(second, case, **fields)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert step(other, case, "approve").status_code == 302
    return Decision.objects.latest("pk")


REFUSED = {"outcome": "refuse", "reason": "not-in-group", "words": "核实后不属于这个对象"}


def test_a_refusal_in_review_ends_what_was_granted():
    person = old_woman()
    case = applied(person)
    decided(case, since=later(THIS, -2).isoformat())
    row = reviewed(case, person, **REFUSED)
    assert row.since == later(THIS, 1)
    held = Holding.objects.get(person_id=person.pk)
    assert held.until == later(THIS, 1) - dt.timedelta(days=1)
    assert (
        decided_since(ALLOWANCE, county_today() - dt.timedelta(days=1))[person.pk].until
        == held.until
    )
    ahead = plan_run(the_pack(), ALLOWANCE, later(THIS, 1))
    assert person.pk not in {line.person for line in ahead.lines}


def test_what_had_not_begun_is_gone():
    person = old_woman()
    case = applied(person)
    decided(case)  # from next month on
    reviewed(case, person, **REFUSED)
    assert not Holding.objects.filter(person_id=person.pk).exists()
    assert not plan_run(the_pack(), ALLOWANCE, later(THIS, 1)).lines


def test_what_was_paid_becomes_a_recovery_that_another_approves():
    person = old_woman()
    case = applied(person)
    decided(case, since=later(THIS, -1).isoformat())
    office = Office()
    for month in (later(THIS, -1), THIS):
        office.paid(month)
    fen = Holding.objects.get(person_id=person.pk).amount_fen
    row = reviewed(case, person, **REFUSED, since=THIS.isoformat())
    found = Recovery.objects.get()
    assert (found.amount_fen, found.state, found.person_id) == (fen, "proposed", person.pk)
    assert row.letter_number in found.basis
    assert found.proposed_by_id == row.proposed_by_id


def test_a_grant_in_review_replaces_the_refusal():
    person = old_woman()
    case = applied(person)
    decided(case, **REFUSED)
    assert not Holding.objects.exists()
    reviewed(case, person, reason="meets-after-review")
    held = Holding.objects.get(person_id=person.pk)
    assert (held.rule, held.until, held.since) == (ALLOWANCE, None, later(THIS, 1))


def test_a_higher_amount_is_made_up_once_and_a_lower_one_proposed_for_recovery():
    person = old_woman()
    case = applied(person)
    decided(case, since=later(THIS, -1).isoformat(), amount="50")
    office = Office()
    office.paid(later(THIS, -1))
    reviewed(case, person, reason="meets-after-review", amount="80")
    assert list(Arrear.objects.values_list("from_fen", "to_fen")) == [(5_000, 8_000)]
    plan = plan_run(the_pack(), ALLOWANCE, THIS)
    assert sorted((line.kind, line.amount_fen) for line in plan.lines) == [
        ("arrears", 3_000),
        ("month", 8_000),
    ]
    office.paid(THIS)
    assert not plan_run(the_pack(), ALLOWANCE, THIS).lines
    assert not Recovery.objects.exists()


def test_months_that_were_not_paid_yet_are_not_lost_by_a_later_day():
    person = old_woman()
    case = applied(person)
    decided(case, since=THIS.isoformat(), amount="50")
    herself = signed_in(User.objects.get(person=person))
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "appeal", "words": "请再核一遍金额"})
    second = town_officer(case, "second")
    step(second, case, "review")
    later_day = {"amount": "80", "since": later(THIS, 1).isoformat()}
    answer = propose(second, case, reason="meets-after-review", **later_day)
    assert "还有没有发的月份" in answer.content.decode()


def test_a_batch_drawn_before_is_not_approved_after_the_award_ended():
    person = old_woman()
    case = applied(person)
    decided(case, since=THIS.isoformat())
    office = Office()
    batch = office.draw(later(THIS, 1))
    submit_batch(office.clerk, the_pack(), batch.pk)
    reviewed(case, person, **REFUSED)
    with pytest.raises(RunChangedError):
        approve_batch(office.chief, the_pack(), batch.pk)
