"""Every night: a delegation whose last day is over ends 到期; its open cases go back to the department."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.hand_back import hand_back
from zhaohui.county.delegations.actions.take_delegation import publish
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import PROPOSE
from zhaohui.county.delegations.telling import told


def end_delegations(actor: Actor) -> tuple[int, int]:
    """End what has run out and return how many, and how many cases went back; twice does no harm.

    From the day after the last one nobody can act under it anyway: this writes it down.
    """
    over = Delegation.objects.filter(
        state=DelegationState.APPROVED, until__lt=county_today()
    ).order_by("pk")
    ended = cases = 0
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            row = over.select_for_update(of=("self",)).filter(pk=pk).first()
            if row is None:
                continue
            row.state, row.wanted_until, row.extension_by = DelegationState.ENDED, None, None
            row.version += 1
            publish(row)
            row.save()
            sentence = f"赋权到期，由{row.department}接着办；已经办过的都算数。"
            count = hand_back(actor, row, sentence)
            change = told(row) | {"cases": count}
            record(actor, PROPOSE, subject=("delegation", pk), purpose="赋权到期", change=change)
            ended, cases = ended + 1, cases + count
    return ended, cases
