"""After a standard was raised: raise what is held, and note what paid months lack 补差."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.models import ParameterProposal, ProposalState
from zhaohui.county.entitlements.actions.raise_holdings import raise_holdings
from zhaohui.county.entitlements.month_amounts import amounts_on
from zhaohui.county.entitlements.trial import rules_using
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import Arrear, LineKind, PaymentLine
from zhaohui.county.payments.plan import LIVE
from zhaohui.county.registry import queries as registry
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

MOST_MONTHS = 60


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
    """Look at each month paid here since the newest accepted change of a standard of this rule began.

    What a month lacks is its new amount less the one that it was reckoned with; who then is owed
    something gets it with the next run, and is paid the new amount from then on. Nothing is lowered
    and nothing taken back. The same again finds nothing new. NotVisible; PaymentError for a rule
    without such a change.
    """
    if not actor.everywhere("payment.draw"):
        raise NotVisible
    row = pack.rule(rule)
    change = _newest_change(pack, row, today)
    if change is None:
        raise PaymentError(
            _("这项待遇的标准没有已经复核的变动。"),
            hint=_("标准变动在“补填参数”里提出、由同事复核。"),
        )
    lines = _paid_before(row.id, change)
    months = sorted({line.month for line in lines})[-MOST_MONTHS:]
    amounts = amounts_on(pack, row, [*months, today.replace(day=1)], today=today) if months else {}
    subjects = _subjects(row, {line.person_id for line in lines})
    with transaction.atomic():
        stood = _reckoned(row.id)
        found, lower, current = [], 0, {}
        for line in lines:
            subject = subjects.get(line.person_id)
            base = stood.get((line.person_id, line.month), line.ledger_fen)
            now = amounts.get(line.month, {}).get(subject) if subject else None
            if base is None or now is None or now == base:
                continue
            if now < base:
                lower += 1
                continue
            found.append(
                Arrear(
                    rule=row.id,
                    person_id=line.person_id,
                    month=line.month,
                    from_fen=base,
                    to_fen=now,
                    proposal_id=change.pk,
                )
            )
            wanted = amounts[today.replace(day=1)].get(subject) if subject else None
            if wanted is not None and line.amount_fen == line.ledger_fen:
                current[line.person_id] = wanted
        Arrear.objects.bulk_create(found, batch_size=1_000)
        raised = raise_holdings(row.id, current)
        report = ArrearsReport(
            rule=row.id,
            months=len(months),
            people=len({each.person_id for each in found}),
            arrears=len(found),
            owed_fen=sum(each.to_fen - each.from_fen for each in found),
            raised=raised,
            lower=lower,
        )
        record(
            actor,
            "payment.draw",
            subject=("rule", row.id),
            purpose="核算补差",
            change=vars(report) | {"proposal": change.pk},
        )
    return report


def _newest_change(pack: Pack, row: RuleRow, today: dt.date) -> ParameterProposal | None:
    """Return the accepted change, in force by now, of a parameter that the rule names."""
    accepted = ParameterProposal.objects.filter(
        state=ProposalState.APPROVED, start__lte=today
    ).order_by("-decided_at", "-pk")
    for change in accepted:
        if any(each.id == row.id for each in rules_using(pack, change.parameter)):
            return change
    return None


def _paid_before(rule: str, change: ParameterProposal) -> list[PaymentLine]:
    """Return the lines of months since the change began that were drawn before it was accepted."""
    rows = PaymentLine.objects.filter(
        LIVE,
        Q(batch__drawn_at__lt=change.decided_at),
        rule=rule,
        kind=LineKind.MONTH,
        month__gte=change.start.replace(day=1),
    )
    return list(rows.order_by("person_id", "month"))


def _reckoned(rule: str) -> dict[tuple[int, dt.date], int]:
    """Return to which amount each person's month has been brought already."""
    rows = Arrear.objects.filter(rule=rule).order_by("to_fen")
    return {(row.person_id, row.month): row.to_fen for row in rows}


def _subjects(row: RuleRow, people: Iterable[int]) -> dict[int, int]:
    """Return by person what the rule's answers go by: herself, or her household."""
    if row.subject == "person":
        return {person: person for person in people}
    places = registry.places_of(people)
    kind = "living" if row.group == "living" else "registered"
    return {person: getattr(place, kind) for person, place in places.items()}
