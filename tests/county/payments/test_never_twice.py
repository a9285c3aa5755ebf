"""Whatever is run, approved, exported, returned, replayed and reversed in whatever order, the invariants hold."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.county.payments.paying import MONTH, RULE, answers
from tests.county.small_county import the_pack
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.cancel_batch import cancel_batch
from zhaohui.county.payments.actions.export_batch import export_batch
from zhaohui.county.payments.actions.reconcile_batch import reconcile_batch
from zhaohui.county.payments.actions.recover import approve_recovery, propose_recovery
from zhaohui.county.payments.actions.reissue import reissue
from zhaohui.county.payments.actions.submit_batch import submit_batch
from zhaohui.county.payments.actions.suspend import resume, suspend
from zhaohui.county.payments.models import (
    LineKind,
    PaymentBatch,
    PaymentLine,
    Recovery,
    ReturnFile,
    Suspension,
)
from zhaohui.county.payments.periods import later
from zhaohui.county.postings.models import LedgerAccount, Posting
from zhaohui.county.postings.queries import wrong_balances
from zhaohui.errors import ZhaohuiError

PEOPLE = (1, 2, 3)
RESULTS = st.sampled_from([("成功", ""), ("失败", "户名不符"), ("退汇", "冻结")])
NAMES = (
    "draw", "submit", "approve", "export", "return", "replay", "cancel", "reissue", "reconcile",
    "suspend", "resume", "propose", "recover",
)  # fmt: skip
STEP = st.tuples(
    st.sampled_from(NAMES),
    st.integers(0, 5),
    st.lists(RESULTS, min_size=3, max_size=3),
    st.sets(st.integers(1, 3), min_size=1),
)


class Drill:
    """Does steps to whichever batch, line or case a number points at; refusals are fine."""

    def __init__(self, office) -> None:
        self.office, self.files = office, []
        self.answered: list[tuple[int, bytes]] = []

    def do(self, step) -> None:
        name, number, said, only = step
        try:
            with transaction.atomic():
                getattr(self, name)(number, said, only)
        except ZhaohuiError:
            pass

    def batch(self, number):
        rows = list(PaymentBatch.objects.order_by("pk"))
        return rows[number % len(rows)].pk if rows else 0

    def pick(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)].pk if found else 0

    def draw(self, number, _said, _only):
        self.office.draw(later(MONTH, number % 3))

    def submit(self, number, _said, _only):
        submit_batch(self.office.clerk, the_pack(), self.batch(number))

    def approve(self, number, _said, _only):
        approve_batch(self.office.chief, the_pack(), self.batch(number))

    def export(self, number, _said, _only):
        pk = self.batch(number)
        self.files.append((pk, export_batch(self.office.clerk, the_pack(), pk)[1]))

    def _return(self, number, said, only):
        if self.files:
            pk, sent = self.files[number % len(self.files)]
            file = answers(sent, dict(enumerate(said, 1)), only=only, close=False)
            self.files.append((pk, sent))
            self.answered.append((pk, file))
            self.office.take(PaymentBatch.objects.get(pk=pk), file)

    def replay(self, number, _said, _only):
        """Take any file in again that came before, in whatever order: nothing is booked."""
        known = set(ReturnFile.objects.values_list("batch", "sha256"))
        taken = [
            (pk, file)
            for pk, file in self.answered
            if (pk, hashlib.sha256(file).hexdigest()) in known
        ]
        if taken:
            pk, file = taken[number % len(taken)]
            before = sorted(Posting.objects.values_list("pk", flat=True))
            assert self.office.take(PaymentBatch.objects.get(pk=pk), file).repeated
            assert sorted(Posting.objects.values_list("pk", flat=True)) == before

    def cancel(self, number, _said, _only):
        cancel_batch(self.office.clerk, the_pack(), self.batch(number), note="重造")

    def reissue(self, number, _said, _only):
        reissue(self.office.clerk, self.pick(PaymentLine.objects.all(), number), purpose="换账户")

    def reconcile(self, number, _said, _only):
        reconcile_batch(self.office.clerk, self.batch(number))

    def suspend(self, number, _said, _only):
        suspend(self.office.clerk, person=number % 3 + 1, rule=RULE, from_month=later(MONTH, number % 2),
                reason="other", basis="试")  # fmt: skip

    def resume(self, number, _said, _only):
        resume(self.office.clerk, self.pick(Suspension.objects.all(), number),
               until_month=later(MONTH, 2), is_made_up=bool(number % 2), basis="试")  # fmt: skip

    def propose(self, number, _said, _only):
        propose_recovery(self.office.clerk, person=number % 3 + 1, rule=RULE, amount_fen=7_000,
                         set_off_fen=3_000, basis="试")  # fmt: skip

    def recover(self, number, _said, _only):
        approve_recovery(self.office.chief, self.pick(Recovery.objects.all(), number))


setattr(Drill, "return", Drill._return)


def holds() -> None:
    """Check the invariants."""
    assert wrong_balances() == []
    assert not LedgerAccount.objects.filter(is_outside=False, balance__lt=0).exists()
    assert sum(LedgerAccount.objects.values_list("balance", flat=True)) == 0
    lines = PaymentLine.objects.exclude(state="dropped")
    months = Counter(lines.filter(kind=LineKind.MONTH).values_list("person_id", "month"))
    assert max(months.values(), default=0) <= 1
    due = {(line.person_id, line.month): line.net_fen for line in lines.filter(kind=LineKind.MONTH)}
    got: dict[tuple, int] = defaultdict(int)
    by_pk = {line.pk: line for line in PaymentLine.objects.all()}
    for row in Posting.objects.filter(reason="paid", reversal=None):
        line = by_pk[int(row.key.split(":")[1])]
        got[line.person_id, line.month] += row.amount
    assert all(amount <= due.get(key, 0) for key, amount in got.items())


@given(steps=st.lists(STEP, max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_nobody_is_paid_a_month_twice_whatever_happens(office, steps):
    with transaction.atomic():
        office.hold(*PEOPLE)
        drill = Drill(office)
        for step in steps:
            drill.do(step)
            holds()
        transaction.set_rollback(True)


def test_the_drill_pays(office):
    """The drill does what it says: without this the property would hold of a drill that does nothing."""
    office.hold(*PEOPLE)
    drill = Drill(office)
    for name in ("draw", "submit", "approve", "export", "return", "replay", "reissue", "draw"):
        drill.do((name, 0, [("成功", ""), ("失败", "户名不符"), ("成功", "")], {1, 2, 3}))
        holds()
    assert PaymentLine.objects.filter(state="paid").count() == 2
    assert Posting.objects.filter(reason="paid").count() == 2
