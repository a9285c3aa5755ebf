"""What a person's tab of payments shows, and what officers write in its forms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.batch_list import rule_options
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import ReviewOutcome, StopReason
from zhaohui.county.payments.months import later, month_of
from zhaohui.county.payments.person_account import account_of
from zhaohui.county.registry.models import Person
from zhaohui.doors.office.person_page import Tab

LARGEST_FEN = 10**10


def payments_tab(actor: Actor, person: Person) -> Tab:
    """Return her benefits' accounts; nothing for who may not read payments."""
    area, today = person.village or person.town, county_today()
    if not actor.may_for("payment.read", person.pk, area):
        return Tab(context={"accounts": None})
    accounts = account_of(current_pack(), person.pk, today=today)
    return Tab(
        context={
            "accounts": accounts,
            "may_hold": actor.may_for("payment.hold", person.pk, area),
            "reasons": StopReason.choices,
            "outcomes": ReviewOutcome.choices,
            "next_month": f"{later(month_of(today), 1):%Y-%m}",
        },
        fields=["发放记录"] if accounts else [],
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


def day_of(text: str, today: dt.date) -> dt.date:
    """Return a day written as 2026-01-31, today where nothing is written; PaymentError else."""
    if not text.strip():
        return today
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise PaymentError(_("日期请写成 2026-01-31 这样。")) from None
