"""End what was decided here for a person: by the decision that takes its place."""

from __future__ import annotations

import datetime as dt

from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.entitlements.models import Award, Holding


def end_award(found: Award, *, last: dt.date, source: str) -> Award:
    """Store that the award holds until its `last` day and no longer; the caller holds the transaction.

    Earlier than its first day it never held at all: then the holding goes. `source` names what
    ended it; the same again changes nothing.
    """
    ended = award(
        person=found.person_id,
        rule=found.rule,
        amount_fen=found.amount_fen,
        since=found.since,
        until=last,
        source=source,
    )
    if last < found.since:
        Holding.objects.filter(rule=found.rule, person_id=found.person_id).delete()
    return ended
