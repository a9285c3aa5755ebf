"""What a person's tab of payments shows, and what officers write in its forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.batch_list import rule_options
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import (
    Payee,
    PayeeKind,
    PayeeState,
    ReviewOutcome,
    StopReason,
)
from zhaohui.county.payments.periods import later, month_of
from zhaohui.county.payments.person_account import account_of
from zhaohui.county.payments.queries import payees_visible_to
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import names_of
from zhaohui.doors.office.person_page import Tab

LARGEST_FEN = 10**10
MOST_PAYEES = 10


def payments_tab(actor: Actor, person: Person) -> Tab:
    """Return her benefits' accounts; nothing for who may not read payments."""
    area, today = person.village or person.town, county_today()
    if not actor.may_for("payment.read", person.pk, area):
        return Tab(context={"accounts": None})
    accounts = account_of(current_pack(), person.pk, today=today)
    payees = list(payees_visible_to(actor).filter(person_id=person.pk)[:MOST_PAYEES])
    names = names_of(row.payee_id for row in payees)
    return Tab(
        context={
            "accounts": accounts,
            "may_hold": actor.may_for("payment.hold", person.pk, area),
            "reasons": StopReason.choices,
            "outcomes": ReviewOutcome.choices,
            "payees": [shown_payee(actor, row, names) for row in payees],
            "payee_kinds": PayeeKind.choices,
            "has_payee": any(row.state != PayeeState.ENDED for row in payees),
            "next_month": f"{later(month_of(today), 1):%Y-%m}",
        },
        fields=[*(["发放记录"] if accounts else []), *(["代领人"] if payees else [])],
    )


@dataclass(frozen=True)
class ShownPayee:
    """An authorisation as it is read, and what the officer may do with it."""

    row: Payee
    name: str
    person_name: str
    may_approve: bool
    may_end: bool


def shown_payee(actor: Actor, row: Payee, names: Mapping[int, str]) -> ShownPayee:
    """Return an authorisation with names; approving is another officer's than proposed it."""
    is_open = row.state != PayeeState.ENDED
    return ShownPayee(
        row=row,
        name=names.get(row.payee_id, ""),
        person_name=names.get(row.person_id, ""),
        may_approve=row.state == PayeeState.PROPOSED
        and actor.everywhere("payment.approve")
        and actor.user_id != row.proposed_by_id,
        may_end=is_open and actor.may("payment.hold"),
    )


def rule_words(rule: str) -> str:
    """Return a benefit's name."""
    return dict(rule_options()).get(rule, rule)


def fen_of(text: str) -> int:
    """Return an amount written in 元 as fen; PaymentError for anything else."""
    try:
        fen = Decimal(text.strip().replace(",", "")) * 100
    except ArithmeticError:
        raise PaymentError(_("金额请写元，最多两位小数。")) from None
    if not fen.is_finite() or fen != fen.to_integral_value() or abs(fen) > LARGEST_FEN:
        raise PaymentError(_("金额请写元，最多两位小数。"))
    return int(fen)


def day_or_none(text: str) -> dt.date | None:
    """Return a day written as 2026-01-31, None where nothing is written; PaymentError else."""
    return day_of(text, county_today()) if text.strip() else None


def day_of(text: str, today: dt.date) -> dt.date:
    """Return a day written as 2026-01-31, today where nothing is written; PaymentError else."""
    if not text.strip():
        return today
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise PaymentError(_("日期请写成 2026-01-31 这样。")) from None
