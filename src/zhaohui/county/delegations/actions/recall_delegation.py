"""Take a delegation back 收回, at once; open cases go back to the department and nothing is lost."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.hand_back import hand_back
from zhaohui.county.delegations.actions.take_delegation import locked, publish
from zhaohui.county.delegations.entry import require_words
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import PROPOSE
from zhaohui.county.delegations.telling import told


def recall_delegation(
    actor: Actor, pk: int, words: str, *, version: int | None = None
) -> Delegation:
    """Recall it with a reason that is public; one officer is enough. Raises as `locked` besides.

    The row is locked first: whoever decides under it at this moment has decided, or is refused.
    """
    with transaction.atomic():
        row = locked(actor, PROPOSE, pk, DelegationState.APPROVED, version=version)
        row.recall_words = require_words(words, "recall-words")
        row.state, row.recalled_on = DelegationState.RECALLED, county_today()
        row.wanted_until, row.extension_by = None, None
        publish(row)
        row.save()
        sentence = f"赋权收回（{row.recall_words}），由{row.department}接着办；已经办过的都算数。"
        count = hand_back(actor, row, sentence)
        record(
            actor,
            PROPOSE,
            subject=("delegation", pk),
            purpose=row.recall_words[:200],
            change=told(row) | {"cases": count},
        )
    return row
