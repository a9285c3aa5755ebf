"""What one person was paid when, what is on its way, and what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from zhaohui.county.entitlements.holding_queries import holdings_of
from zhaohui.county.payments.books import claim_key, owed, paid
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import (
    LineState,
    PaymentLine,
    Recovery,
    RecoveryState,
    Review,
    Suspension,
)
from zhaohui.county.payments.periods import is_paid, periods_of
from zhaohui.county.payments.plan import LIVE
from zhaohui.county.postings.queries import balances
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

MOST_LINES = 60
ON_THE_WAY = (LineState.DUE, LineState.SENT)


@dataclass(kw_only=True)
class BenefitAccount:
    """One benefit of one person; money in fen. `next_month` None: nothing is expected."""

    rule: str
    name: str
    unit: str = "月"
    held_fen: int | None = None
    is_held: bool = False
    lines: list[PaymentLine] = field(default_factory=list)
    paid_fen: int = 0
    owed_fen: int = 0
    suspension: Suspension | None = None
    review: Review | None = None
    recovery: Recovery | None = None
    claim_fen: int = 0
    next_month: dt.date | None = None

    @property
    def on_the_way(self) -> list[PaymentLine]:
        """Lines that are drawn and not answered by the bank."""
        return [line for line in self.lines if line.state in ON_THE_WAY]


def account_of(pack: Pack, person: int, *, today: dt.date) -> list[BenefitAccount]:
    """Return every paid benefit that she holds or was paid; the caller answers for who may read.

    Drafts and batches that wait for approval are no promise: their lines are left out.
    """
    rules = {rule.id: rule for rule in pack.rules}
    rows = PaymentLine.objects.filter(LIVE, person_id=person).exclude(
        batch__state__in=("draft", "submitted")
    )
    found: dict[str, BenefitAccount] = {}
    for line in rows.select_related("batch").order_by("-month", "-pk")[:MOST_LINES]:
        _of(found, rules, line.rule).lines.append(line)
    for holding in holdings_of(person):
        rule = rules.get(holding.rule)
        if rule and is_paid(rule) and (holding.until is None or holding.until >= today):
            account = _of(found, rules, holding.rule)
            account.is_held, account.held_fen = True, holding.amount_fen
    for stop in Suspension.objects.filter(person_id=person, until_month__isnull=True):
        _of(found, rules, stop.rule).suspension = stop
    for review in Review.objects.filter(person_id=person, done_on__isnull=True):
        _of(found, rules, review.rule).review = review
    open_states = (RecoveryState.PROPOSED, RecoveryState.RUNNING)
    for recovery in Recovery.objects.filter(person_id=person, state__in=open_states):
        _of(found, rules, recovery.rule).recovery = recovery
    _balances(found, person)
    for account in found.values():
        account.next_month = _next_month(pack, account, rules.get(account.rule), today)
    return sorted(found.values(), key=lambda each: (not each.is_held, each.name))


def _of(found: dict[str, BenefitAccount], rules: dict[str, RuleRow], rule: str) -> BenefitAccount:
    name, unit = (rules[rule].name, rules[rule].unit) if rule in rules else (rule, "")
    return found.setdefault(rule, BenefitAccount(rule=rule, name=name, unit=unit))


def _balances(found: dict[str, BenefitAccount], person: int) -> None:
    keys = [each for rule in found for each in (owed(rule, person).key, paid(rule, person).key)]
    keys += [claim_key(each.recovery.pk) for each in found.values() if each.recovery]
    held = balances(keys)
    for rule, account in found.items():
        account.owed_fen = held.get(owed(rule, person).key, 0)
        account.paid_fen = held.get(paid(rule, person).key, 0)
        if account.recovery:
            account.claim_fen = held.get(claim_key(account.recovery.pk), 0)


def _next_month(
    pack: Pack, account: BenefitAccount, rule: RuleRow | None, today: dt.date
) -> dt.date | None:
    if not account.is_held or account.suspension or rule is None:
        return None
    try:
        periods = periods_of(pack, rule)
    except PaymentError:
        return None  # nobody wrote when its year begins
    last, this = max((line.month for line in account.lines), default=None), periods.of(today)
    if last is None:
        return this
    return None if periods.is_once else max(this, periods.later(last, 1))
