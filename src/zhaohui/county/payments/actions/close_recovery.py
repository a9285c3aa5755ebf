"""Close recoveries of which nothing is owed any more; open them again where that was reversed."""

from __future__ import annotations

from zhaohui.county.payments.books import claim_key
from zhaohui.county.payments.models import Recovery, RecoveryState
from zhaohui.county.postings.queries import balances


def close_paid_off(rule: str) -> None:
    """Bring the state of the rule's approved recoveries in line with their accounts."""
    rows = list(
        Recovery.objects.filter(
            rule=rule, state__in=(RecoveryState.RUNNING, RecoveryState.CLOSED)
        ).order_by("pk")
    )
    left = balances(claim_key(row.pk) for row in rows)
    for row in rows:
        wanted = RecoveryState.RUNNING if left.get(claim_key(row.pk)) else RecoveryState.CLOSED
        if row.state != wanted:
            Recovery.objects.filter(pk=row.pk).update(state=wanted)
