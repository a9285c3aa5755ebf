"""After a decision that takes the place of an earlier one: what was paid too much is to be recovered, what was
paid too little made up.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from zhaohui.county.payments.books import paid
from zhaohui.county.payments.models import (
    Arrear,
    LineKind,
    LineState,
    PaymentLine,
    Recovery,
)
from zhaohui.county.payments.periods import month_of
from zhaohui.county.payments.plan import LIVE
from zhaohui.county.postings.queries import balance


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What follows for what was drawn: over-paid and lacking in fen, and lines that are still on their way.

    `is_proposed`: the recovery waits for approval; False where nothing was over-paid, or one is open.
    """

    over_fen: int = 0
    lacking_fen: int = 0
    on_the_way: int = 0
    is_proposed: bool = False


def correct_paid(
    *, person: int, rule: str, since: dt.date, amount_fen: int, basis: str, proposed_by: int | None
) -> Correction:
    """Hold the periods from `since` on that were drawn against what was decided now (0: nothing is hers).

    Nothing is taken back by itself: an over-payment becomes a recovery that another officer approves. The
    caller decided, and holds the transaction.
    """
    rows = PaymentLine.objects.filter(LIVE, person_id=person, rule=rule)
    lines = list(rows.filter(month__gte=month_of(since)).exclude(kind=LineKind.REISSUE))
    months: dict[dt.date, int] = {}
    for line in lines:
        months[line.month] = months.get(line.month, 0) + line.amount_fen
    lacking = _make_up(person, rule, months, amount_fen)
    arrived = [line for line in lines if line.state in (LineState.PAID, LineState.RECOVERED)]
    over: dict[dt.date, int] = {}
    for line in arrived:
        over[line.month] = over.get(line.month, 0) + line.amount_fen
    over_fen = sum(max(fen - amount_fen, 0) for fen in over.values())
    over_fen = min(over_fen, balance(paid(rule, person).key))
    return Correction(
        over_fen=over_fen,
        lacking_fen=lacking,
        on_the_way=sum(line.state in (LineState.DUE, LineState.SENT) for line in lines),
        is_proposed=bool(over_fen) and _recover(person, rule, over_fen, basis, proposed_by),
    )


def _make_up(person: int, rule: str, months: dict[dt.date, int], amount_fen: int) -> int:
    """Note what each drawn period lacks; it is paid with the next run, once."""
    found = [
        Arrear(rule=rule, person_id=person, month=month, from_fen=fen, to_fen=amount_fen)
        for month, fen in sorted(months.items())
        if 0 < fen < amount_fen
    ]
    Arrear.objects.bulk_create(found, ignore_conflicts=True)
    return sum(each.to_fen - each.from_fen for each in found)


def _recover(person: int, rule: str, over_fen: int, basis: str, proposed_by: int | None) -> bool:
    try:
        with transaction.atomic():
            Recovery.objects.create(
                rule=rule,
                person_id=person,
                amount_fen=over_fen,
                basis=basis[:200],
                proposed_by_id=proposed_by,
            )
    except IntegrityError:  # one is open: whoever runs it sees the lines
        return False
    return True
