"""What stands between an award and its payment: suspensions, recoveries, reviews, raised standards."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.payments.paying import CODE, LONG_AGO, MONTH, NEXT, RULE, pack_with
from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.cancel_batch import cancel_batch
from zhaohui.county.payments.actions.recover import (
    approve_recovery,
    propose_recovery,
    repay,
    withdraw_recovery,
)
from zhaohui.county.payments.actions.review import (
    finish_review,
    give_notice,
    list_due_reviews,
    suspend_overdue,
)
from zhaohui.county.payments.actions.submit_batch import submit_batch
from zhaohui.county.payments.actions.suspend import resume, suspend
from zhaohui.county.payments.books import claim_key, paid
from zhaohui.county.payments.comparison import compare
from zhaohui.county.payments.errors import (
    PaymentError,
    PaymentStateError,
    RunChangedError,
    TwoPersonsError,
)
from zhaohui.county.payments.models import LineState, Recovery, Review
from zhaohui.county.payments.periods import later
from zhaohui.county.payments.plan import plan_run
from zhaohui.county.postings.errors import OverdrawnError
from zhaohui.county.postings.queries import balance, wrong_balances

AMOUNT = 10_000


def stop(office, person=1, month=NEXT):
    return suspend(
        office.clerk,
        person=person,
        rule=RULE,
        from_month=month,
        reason="unreachable",
        basis="三次上门没有人",
    )


def test_a_suspended_month_is_not_paid_and_made_up_only_where_that_was_decided(office):
    office.hold(1, 2)
    office.paid(MONTH)
    first, second = stop(office, 1), stop(office, 2)
    plan = plan_run(the_pack(), RULE, NEXT)
    assert not plan.lines
    assert {each.why for each in plan.held} == {"suspended"}
    gone = compare(RULE, NEXT, periods=plan.periods, planned=plan.lines, held=plan.held)
    assert [(row.person, row.kind, row.why) for row in gone.rows] == [
        (1, "gone", "suspended"),
        (2, "gone", "suspended"),
    ]
    may = later(NEXT, 1)
    resume(office.clerk, first.pk, until_month=may, is_made_up=True, basis="本人回来了")
    resume(office.clerk, second.pk, until_month=may, is_made_up=False, basis="外出期间不补")
    plan = plan_run(the_pack(), RULE, may)
    # April of nobody was drawn in April: the first gets it now, the second never.
    office.hold(3)
    assert sorted((line.person, line.month) for line in plan.lines) == [
        (1, NEXT),
        (1, may),
        (2, may),
    ]
    with pytest.raises(PaymentStateError):
        resume(office.clerk, first.pk, until_month=may, is_made_up=True, basis="再来一次")


def test_a_batch_with_somebody_suspended_meanwhile_is_not_approved(office):
    office.hold(1)
    batch = office.draw()
    submit_batch(office.clerk, the_pack(), batch.pk)
    stop(office, 1, MONTH)
    with pytest.raises(RunChangedError):
        approve_batch(office.chief, the_pack(), batch.pk)
    cancel_batch(office.clerk, the_pack(), batch.pk, note="有人停发")
    assert not plan_run(the_pack(), RULE, MONTH).lines


def test_nobody_out_of_reach_is_suspended(office):
    office.hold(1)
    elsewhere = actor(officer("town-officer", "510811999"))
    with pytest.raises(NotVisible):
        suspend(elsewhere, person=1, rule=RULE, from_month=NEXT, reason="other", basis="不在本镇")


def recovery(office, amount=15_000, monthly=6_000):
    return propose_recovery(
        office.clerk,
        person=1,
        rule=RULE,
        amount_fen=amount,
        set_off_fen=monthly,
        basis="低保已停，多发一个月",
    )


def test_an_over_payment_is_set_off_month_by_month_and_never_below_zero(office):
    office.hold(1)
    office.paid(MONTH)
    office.paid(NEXT)
    found = recovery(office)
    with pytest.raises(PaymentStateError):
        recovery(office)
    assert plan_run(the_pack(), RULE, later(NEXT, 1)).set_off_fen == 0
    approve_recovery(office.chief, found.pk)
    kept = [office.paid(later(NEXT, n)).set_off_fen for n in range(1, 5)]
    assert kept == [6_000, 6_000, 3_000, 0]
    assert balance(claim_key(found.pk)) == 0
    assert Recovery.objects.get().state == "closed"
    assert balance(paid(RULE, 1).key) == 6 * AMOUNT - 15_000
    assert wrong_balances() == []


def test_what_is_set_off_whole_is_not_sent(office):
    office.hold(1)
    office.paid(MONTH)
    found = recovery(office, amount=AMOUNT, monthly=AMOUNT)
    approve_recovery(office.chief, found.pk)
    batch, _content = office.sent(NEXT)
    assert (batch.state, batch.lines.get().state) == ("returned", LineState.RECOVERED)
    assert batch.net_fen == 0


def test_a_set_off_that_was_cancelled_is_owed_again(office):
    office.hold(1)
    office.paid(MONTH)
    found = recovery(office, amount=4_000, monthly=4_000)
    approve_recovery(office.chief, found.pk)
    batch = office.approved(NEXT)
    assert Recovery.objects.get().state == "closed"
    cancel_batch(office.clerk, the_pack(), batch.pk, note="重造")
    assert (Recovery.objects.get().state, balance(claim_key(found.pk))) == ("running", 4_000)


def test_a_recovery_needs_two_and_no_more_than_was_paid(office):
    office.hold(1)
    office.paid(MONTH)
    with pytest.raises(PaymentError):
        recovery(office, amount=AMOUNT + 1, monthly=0)
    found = recovery(office, amount=5_000, monthly=0)
    own = actor(officer("reviewer", CODE, name="own"))
    Recovery.objects.filter(pk=found.pk).update(proposed_by=own.user_id)
    with pytest.raises(TwoPersonsError):
        approve_recovery(own, found.pk)
    approve_recovery(office.chief, found.pk)
    with pytest.raises(PaymentStateError):
        withdraw_recovery(office.clerk, found.pk, action="payment.hold", note="撤")
    with pytest.raises(OverdrawnError):
        repay(office.clerk, found.pk, amount_fen=5_001, receipt="A1", day=MONTH)
    for _again in range(2):
        repay(office.clerk, found.pk, amount_fen=2_000, receipt="A1", day=MONTH)
    assert balance(claim_key(found.pk)) == 3_000
    assert (
        repay(office.clerk, found.pk, amount_fen=3_000, receipt="A2", day=MONTH).state == "closed"
    )


def test_reviews_are_due_by_the_pack_and_suspend_only_where_it_says_so(office):
    pack = pack_with(review_months=12)
    office.hold(1, since=dt.date(2025, 2, 28))
    office.hold(2, since=dt.date(2026, 1, 1))
    Holding.objects.filter(person_id=2).update(since=None)
    (report,) = list_due_reviews(office.clerk, pack, day=dt.date(2026, 3, 1))
    assert (report.made, report.unknown) == (1, 1)
    assert list_due_reviews(office.clerk, pack, day=dt.date(2026, 3, 1))[0].made == 0
    row = Review.objects.get()
    assert row.due_on == dt.date(2026, 2, 28)
    give_notice(office.clerk, row.pk, day=MONTH)
    with pytest.raises(PaymentError):
        suspend_overdue(office.clerk, pack, row.pk, today=NEXT)
    said = pack_with(review_months=12, suspend_after_notice_days=30)
    with pytest.raises(PaymentError):
        suspend_overdue(office.clerk, said, row.pk, today=MONTH + dt.timedelta(days=29))
    assert suspend_overdue(office.clerk, said, row.pk, today=NEXT).from_month == later(NEXT, 1)
    finish_review(office.clerk, row.pk, outcome="holds", day=NEXT)
    assert list_due_reviews(office.clerk, pack, day=dt.date(2027, 3, 31))[0].made == 0
    assert list_due_reviews(office.clerk, pack, day=dt.date(2027, 4, 1))[0].made == 1


def test_the_pack_decides_the_first_and_the_last_month(office):
    office.hold(1, since=dt.date(2026, 3, 15))
    office.hold(2, since=LONG_AGO, until=dt.date(2026, 3, 15))
    this = plan_run(pack_with(first_month="this", last_month="this"), RULE, MONTH)
    assert [line.person for line in this.lines] == [1, 2]
    other = plan_run(pack_with(first_month="next", last_month="before"), RULE, MONTH)
    assert (other.lines, other.held) == ([], [])
