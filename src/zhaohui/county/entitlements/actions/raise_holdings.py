"""Bring what people hold up to a raised standard 提标."""

from __future__ import annotations

from collections.abc import Mapping

from zhaohui.county.entitlements.models import Holding
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.note_changes import note_changes


def raise_holdings(rule: str, amounts: Mapping[int, int]) -> int:
    """Set these people's amounts (fen) where that is more than they hold; return how many were raised.

    The caller holds the transaction and records it. Nothing is ever lowered: that is a decision.
    """
    raised = []
    rows = Holding.objects.filter(rule=rule, person_id__in=list(amounts)).order_by("person_id")
    for row in rows:
        if row.amount_fen is not None and amounts[row.person_id] > row.amount_fen:
            Holding.objects.filter(rule=rule, person_id=row.person_id).update(
                amount_fen=amounts[row.person_id]
            )
            raised.append(row.person_id)
    note_changes(registry.homes_of(raised))
    return len(raised)
