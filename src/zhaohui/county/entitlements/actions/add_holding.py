"""Add one holder to the newest list of a rule, where a benefit was granted here."""

from __future__ import annotations

import datetime as dt

from zhaohui.county.entitlements.models import Holding, HoldingList
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.actions.note_changes import note_changes


def add_holding(*, rule: str, person: int, since: dt.date, amount_fen: int | None) -> bool:
    """Store the holding and let the ledger look at the household again; the caller holds the transaction.

    False, and nothing is stored, where the rule has no list of holders: a list of this one person
    would say of everybody else that they miss it. The next list that is imported decides.
    """
    newest = HoldingList.objects.filter(rule=rule, is_whole=True).order_by("-pk").first()
    if newest is None:
        return False
    Holding.objects.update_or_create(
        rule=rule,
        person_id=person,
        defaults={
            "since": since,
            "until": None,
            "amount_fen": amount_fen,
            "holding_list": newest,
        },
    )
    note_changes(registry.homes_of([person]))
    return True
