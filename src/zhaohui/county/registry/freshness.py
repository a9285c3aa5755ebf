"""Which facts have grown old: the newest data is older than the dictionary allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max

from zhaohui.county.registry.models import SourceBatch
from zhaohui.packs.schema.registers import FactRow


def newest_data() -> dt.date | None:
    """Return the latest day that any imported facts speak of; None where nobody is registered."""
    found: dt.date | None = SourceBatch.objects.aggregate(day=Max("as_of"))["day"]
    return found


def expired_facts(facts: Iterable[FactRow], today: dt.date) -> list[FactRow]:
    """Return the facts that even the newest data is too old for (`fresh_days`)."""
    newest = newest_data()
    if newest is None:
        return []
    return [fact for fact in facts if is_expired(fact, newest, today)]


def is_expired(fact: FactRow, day: dt.date, today: dt.date) -> bool:
    """Say whether a value of this day is older than the fact stays fresh."""
    return fact.fresh_days is not None and (today - day).days > fact.fresh_days
