"""Move what a person holds to another row of the same person, when her identity has become known."""

from __future__ import annotations

from collections.abc import Collection

from zhaohui.county.entitlements.models import Holding
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.note_changes import note_changes


def move_holdings(one: int, other: int, *, but: Collection[str]) -> None:
    """Give `other` what `one` holds, save the rules in `but` and what she holds herself.

    The caller holds the transaction and records it.
    """
    own = set(Holding.objects.filter(person_id=other).values_list("rule", flat=True))
    for row in Holding.objects.filter(person_id=one).exclude(rule__in={*own, *but}):
        moved = {
            "since": row.since,
            "until": row.until,
            "amount_fen": row.amount_fen,
            "holding_list_id": row.holding_list_id,
        }
        Holding.objects.create(rule=row.rule, person_id=other, **moved)
        Holding.objects.filter(rule=row.rule, person_id=one).delete()
    note_changes(registry.homes_of([one, other]))
