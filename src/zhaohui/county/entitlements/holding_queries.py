"""Read who holds what, and what stands in the ledger, for those who pay; the caller answers for who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from zhaohui.county.entitlements.models import Finding, Holding, RuleNumber

HELD = ("person_id", "since", "until", "amount_fen")
STANDS = ("person_id", "household_id", "status", "state", "amount_fen", "since")
CHUNK = 5_000


def holdings_until(rule: str, day: dt.date) -> Iterator[dict[str, Any]]:
    """Yield every holding of the rule that began on or before the day, by person; ended ones too."""
    rows = Holding.objects.filter(Q(since__isnull=True) | Q(since__lte=day), rule=rule)
    yield from rows.order_by("person_id").values(*HELD).iterator(chunk_size=CHUNK)


def standing_of(rule: str) -> dict[int, dict[str, Any]]:
    """Return what the ledger says of everybody under the rule, by person; money in fen."""
    number = RuleNumber.objects.filter(rule=rule).values_list("number", flat=True).first()
    if number is None:
        return {}
    rows = Finding.objects.filter(rule_number=number).values(*STANDS)
    return {row["person_id"]: row for row in rows.iterator(chunk_size=CHUNK)}


def holdings_of(person: int) -> list[Holding]:
    """Return what one person holds."""
    return list(Holding.objects.filter(person_id=person).order_by("rule"))


def held_now(people: Iterable[int], today: dt.date) -> set[tuple[int, str]]:
    """Return which of these people hold the benefit of which rule today."""
    rows = Holding.objects.filter(person_id__in=list(people)).exclude(until__lt=today)
    return {(row.person_id, row.rule) for row in rows}


def runs_between(rule: str, people: Iterable[int]) -> dict[int, dt.date | None]:
    """Return since when these people hold the benefit (None: not known); who does not is absent."""
    rows = Holding.objects.filter(rule=rule, person_id__in=list(people))
    return dict(rows.values_list("person_id", "since"))
