"""From an award to a reconciled batch: two persons, one payment a month, whatever is replayed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.county.payments.paying import CODE, LONG_AGO, MONTH, NEXT, RULE, answers, sent_rows
from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.cancel_batch import cancel_batch
from zhaohui.county.payments.actions.draw_batch import draw_batch
from zhaohui.county.payments.actions.export_batch import export_batch
from zhaohui.county.payments.actions.reconcile_batch import reconcile_batch
from zhaohui.county.payments.actions.reissue import reissue
from zhaohui.county.payments.actions.submit_batch import send_back, submit_batch
from zhaohui.county.payments.books import owed, paid
from zhaohui.county.payments.errors import (
    PaymentError,
    PaymentStateError,
    RunChangedError,
    TwoPersonsError,
)
from zhaohui.county.payments.models import BankFile, BatchState, LineState, PaymentBatch
from zhaohui.county.payments.periods import later, month_of
from zhaohui.county.payments.plan import plan_run
from zhaohui.county.payments.return_file import read_return_file
from zhaohui.county.postings.models import Posting
from zhaohui.county.postings.queries import balance, wrong_balances
from zhaohui.county.registry.models import Person

AMOUNT = 10_000


def test_a_month_is_paid_and_reconciled(office):
    office.hold(1, 2, 3)
    batch, content = office.sent()
    assert [row[1] for row in sent_rows(content)] == ["1", "2", "3"]
    report = office.take(batch, answers(content))
    assert (report.applied, report.faults, report.paid, report.waiting) == (3, [], 3, 0)
    batch.refresh_from_db()
    assert batch.state == BatchState.RETURNED
    found = reconcile_batch(office.clerk, batch.pk)
    assert found.agrees
    assert (
        found.approved_fen == found.sent_fen == found.returned_fen == found.booked_fen == 3 * AMOUNT
    )
    batch.refresh_from_db()
    assert batch.state == BatchState.RECONCILED
    assert balance(paid(RULE, 1).key) == AMOUNT
    assert balance(owed(RULE, 1).key) == 0
    assert wrong_balances() == []


def test_what_was_drawn_is_not_drawn_again(office):
    office.hold(1)
    office.draw()
    with pytest.raises(PaymentError):
        office.draw()
    office.hold(2)
    second = office.draw()
    assert (second.part, second.line_count) == (2, 1)


def test_a_plan_that_changed_since_the_preview_is_not_drawn(office):
    office.hold(1)
    seen = plan_run(the_pack(), RULE, MONTH)
    office.hold(2)
    with pytest.raises(RunChangedError):
        draw_batch(office.clerk, the_pack(), rule=RULE, month=MONTH, digest=seen.digest)
    assert not PaymentBatch.objects.exists()


def test_nobody_approves_her_own(office):
    office.hold(1)
    batch = office.draw()
    both = officer("reviewer", CODE, name="both")
    chief = actor(both)
    PaymentBatch.objects.filter(pk=batch.pk).update(drawn_by=both)
    submit_batch(office.clerk, the_pack(), batch.pk)
    with pytest.raises(TwoPersonsError):
        approve_batch(chief, the_pack(), batch.pk)
    with pytest.raises(NotVisible):
        approve_batch(office.clerk, the_pack(), batch.pk)
    other = actor(officer("reviewer", CODE, name="other", department="别的单位"))
    with pytest.raises(TwoPersonsError):
        approve_batch(other, the_pack(), batch.pk)
    assert approve_batch(office.chief, the_pack(), batch.pk).state == BatchState.APPROVED


def test_a_batch_that_was_not_approved_goes_nowhere(office):
    office.hold(1)
    batch = office.draw()
    with pytest.raises(PaymentStateError):
        export_batch(office.clerk, the_pack(), batch.pk)
    submit_batch(office.clerk, the_pack(), batch.pk)
    send_back(office.chief, the_pack(), batch.pk, note="再核一遍")
    with pytest.raises(PaymentStateError):
        approve_batch(office.chief, the_pack(), batch.pk)
    assert not Posting.objects.exists()


def test_the_town_next_door_draws_nothing(office):
    office.hold(1)
    clerk = actor(officer("town-officer", f"{CODE}100"))
    with pytest.raises(NotVisible):
        draw_batch(clerk, the_pack(), rule=RULE, month=MONTH)


def test_exporting_again_gives_the_same_bytes(office):
    office.hold(1, 2)
    batch, first = office.sent()
    Person.objects.filter(pk=1).update(name="改名", bank_card_sealed=None)
    _kept, again = export_batch(office.clerk, the_pack(), batch.pk)
    assert again == first
    assert "模拟数据" in first.decode("utf-8-sig").splitlines()[0]
    assert b"990000" not in bytes(BankFile.objects.get(batch=batch).sealed)
    told = str(list(Entry.objects.values_list("change", "purpose", "people", "fields")))
    assert not any(row[3] in told for row in sent_rows(first))


def test_replaying_and_overlapping_files_change_nothing(office):
    office.hold(1, 2, 3)
    batch, content = office.sent()
    first = answers(content, {2: ("失败", "户名不符")}, only={1, 2})
    assert office.take(batch, first).applied == 2
    stood = list(Posting.objects.values_list("key", "amount"))
    assert office.take(batch, first).repeated
    overlapping = answers(content, {2: ("失败", "户名不符")}, only={2, 1}, close=False)
    again = office.take(batch, overlapping)
    assert (again.applied, again.seen) == (0, 2)
    assert list(Posting.objects.values_list("key", "amount")) == stood
    batch.refresh_from_db()
    assert batch.state == BatchState.EXPORTED
    whole = office.take(batch, answers(content, {2: ("失败", "户名不符")}))
    assert (whole.applied, whole.seen) == (1, 2)
    assert balance(owed(RULE, 2).key) == AMOUNT
    assert reconcile_batch(office.clerk, batch.pk).agrees


def test_a_failed_line_is_paid_once_more_and_only_once(office):
    office.hold(1, 2)
    batch, content = office.sent()
    office.take(batch, answers(content, {1: ("失败", "账户注销")}))
    failed = batch.lines.get(number=1)
    assert failed.fail_reason == "账户注销"
    with pytest.raises(PaymentError):
        office.draw()
    reissue(office.clerk, failed.pk, purpose="换了账户")
    second = office.paid()
    assert second.line_count == 1
    assert balance(paid(RULE, failed.person_id).key) == AMOUNT
    failed.refresh_from_db()
    assert failed.state == LineState.REISSUED
    with pytest.raises(PaymentStateError):
        reissue(office.clerk, failed.pk, purpose="再来一次")
    with pytest.raises(PaymentError):
        office.draw()
    # The bank changes its mind about the first try: nobody is booked twice.
    late = office.take(batch, answers(content, only={1}, close=False))
    assert late.applied == 0
    assert len(late.faults) == 1
    assert balance(paid(RULE, failed.person_id).key) == AMOUNT


def test_money_that_bounced_is_owed_again(office):
    office.hold(1)
    batch = office.paid()
    content = export_batch(office.clerk, the_pack(), batch.pk)[1]
    office.take(batch, answers(content, {1: ("退汇", "账户冻结")}))
    assert (balance(paid(RULE, 1).key), balance(owed(RULE, 1).key)) == (0, AMOUNT)
    assert reconcile_batch(office.clerk, batch.pk).agrees
    assert wrong_balances() == []


def test_who_has_no_account_fails_and_keeps_the_claim(office):
    office.hold(1, 2)
    Person.objects.filter(pk=2).update(bank_card_sealed=None)
    batch, content = office.sent()
    assert len(sent_rows(content)) == 1
    office.take(batch, answers(content))
    found = reconcile_batch(office.clerk, batch.pk)
    assert found.agrees
    assert (found.approved_fen, found.sent_fen, found.not_sent_fen) == (2 * AMOUNT, AMOUNT, AMOUNT)
    assert batch.lines.get(person_id=2).state == LineState.FAILED
    assert balance(owed(RULE, 2).key) == AMOUNT


def test_a_cancelled_batch_leaves_nothing_owed_and_can_be_drawn_anew(office):
    office.hold(1)
    batch = office.approved()
    assert balance(owed(RULE, 1).key) == AMOUNT
    cancel_batch(office.clerk, the_pack(), batch.pk, note="名单错了")
    assert balance(owed(RULE, 1).key) == 0
    assert office.paid().line_count == 1
    assert balance(paid(RULE, 1).key) == AMOUNT
    with pytest.raises(PaymentStateError):
        cancel_batch(office.clerk, the_pack(), PaymentBatch.objects.latest("pk").pk, note="晚了")


def test_missed_months_are_made_up_and_an_unknown_start_is_not_guessed(office):
    office.hold(1)
    office.paid(MONTH)
    office.hold(2, since=MONTH)
    office.hold(3, since=dt.date(2026, 4, 15))
    plan = plan_run(the_pack(), RULE, NEXT)
    assert [(line.person, line.month) for line in plan.lines if line.person == 2] == [
        (2, MONTH),
        (2, NEXT),
    ]
    assert [(each.person, each.why) for each in plan.held] == [(3, "starts")]
    assert {line.person for line in plan.lines} == {1, 2}


def test_a_month_before_the_first_or_far_ahead_is_a_slip(office):
    office.hold(1)
    office.draw(MONTH)
    with pytest.raises(PaymentError):
        office.draw(later(MONTH, -1))
    with pytest.raises(PaymentError):
        office.draw(later(month_of(county_today()), 13))


def test_who_has_ended_is_not_paid(office):
    office.hold(1, since=LONG_AGO, until=dt.date(2026, 2, 28))
    office.hold(2, since=LONG_AGO, until=dt.date(2026, 3, 31))
    office.hold(4, since=LONG_AGO, until=dt.date(2026, 3, 10))
    plan = plan_run(the_pack(), RULE, MONTH)
    assert [line.person for line in plan.lines] == [2]
    assert [(each.person, each.why) for each in plan.held] == [(4, "ends")]


def test_the_sample_of_the_documentation_is_what_the_bank_may_send():
    page = Path("docs/reference/payments.md").read_text(encoding="utf-8")
    sample = page.partition("`back.csv`:\n\n")[2].partition("\n\n")[0]
    content = "\r\n".join(line.strip() for line in sample.splitlines()).encode()
    read = read_return_file(the_pack().payments.return_file, content + b"\r\n", batch="P00000007")
    assert read.faults == []
    assert [(each.line, each.result) for each in read.answers] == [(1, "paid"), (2, "failed")]
