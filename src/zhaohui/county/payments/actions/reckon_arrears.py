"""After a standard was raised: raise what is held, and note what paid periods lack 补差."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.actions.raise_holdings import raise_holdings
from zhaohui.county.payments.arrears import lacking
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import Arrear
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class ArrearsReport:
    """Months looked at, people who lack something and how much (fen); `lower` would get less now."""

    rule: str
    months: int
    people: int = 0
    arrears: int = 0
    owed_fen: int = 0
    raised: int = 0
    lower: int = 0


def reckon_arrears(actor: Actor, pack: Pack, *, rule: str, today: dt.date) -> ArrearsReport:
    """Look at each period paid by less than the standard that was in force then; see `arrears.py`.

    What a period lacks is its new amount less the one that it was paid by; who then is owed
    something gets it with the next run, and is paid the new amount from then on. Nothing is lowered
    and nothing taken back. The same again finds nothing new. NotVisible; PaymentError where no
    standard changed and no list is behind its standard.
    """
    if not actor.everywhere("payment.draw"):
        raise NotVisible
    row = pack.rule(rule)
    found = lacking(pack, row, today=today)
    if found.change is None and not found.found and not found.raised:
        raise PaymentError(
            _("这项待遇的标准没有已经复核的变动，名单上的金额也不低于标准。"),
            hint=_("标准变动在“补填参数”里提出、由同事复核。"),
        )
    with transaction.atomic():
        Arrear.objects.bulk_create(found.found, batch_size=1_000)
        raised = raise_holdings(row.id, found.raised)
        report = ArrearsReport(
            rule=row.id,
            months=found.months,
            people=len({each.person_id for each in found.found}),
            arrears=len(found.found),
            owed_fen=sum(each.to_fen - each.from_fen for each in found.found),
            raised=raised,
            lower=found.lower,
        )
        record(
            actor,
            "payment.draw",
            subject=("rule", row.id),
            purpose="核算补差",
            change=vars(report) | {"proposal": found.change.pk if found.change else None},
        )
    return report
