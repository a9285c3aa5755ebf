"""Read who holds what, and what stands in the ledger, for those who pay; the caller answers for who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.entitlements.models import Award, Finding, Holding, RuleNumber

HELD = ("person_id", "since", "until", "amount_fen")
STANDS = ("person_id", "household_id", "status", "state", "amount_fen", "since")
CHUNK = 5_000


def holdings_until(
    rule: str, day: dt.date, people: Collection[int] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield every holding of the rule that began on or before the day, by person; ended ones too."""
    rows = Holding.objects.filter(Q(since__isnull=True) | Q(since__lte=day), rule=rule)
    if people is not None:
        rows = rows.filter(person_id__in=people)
    yield from rows.order_by("person_id").values(*HELD).iterator(chunk_size=CHUNK)


def listed_holdings(rule: str) -> list[Holding]:
    """Return the holdings that stand as a department's list brought them: nothing was decided here."""
    decided = Award.objects.filter(rule=rule, person_id=OuterRef("person_id"))
    return list(Holding.objects.filter(~Exists(decided), rule=rule).order_by("person_id"))


def decided_holders(rule: str) -> set[int]:
    """Return of whom the benefit was decided here."""
    return set(Award.objects.filter(rule=rule).values_list("person_id", flat=True))


def award_from(person: int, source: str) -> Award | None:
    """Return what this source, in whichever round, gave the person last and still holds; None else.

    A later award of the same benefit by somebody else stands on its own: then there is none.
    """
    rows = Award.objects.filter(person_id=person)
    own = rows.filter(Q(source=source) | Q(source__startswith=f"{source}:")).order_by("-pk").first()
    if own is None or (own.until and own.until < county_today()):
        return None
    newest = rows.filter(rule=own.rule).order_by("-pk").first()
    return own if newest == own else None


def ended_since(rule: str, moment: dt.datetime, months: Mapping[int, dt.date]) -> int:
    """Count of whom a decision after the moment ended the benefit before her month of `months`."""
    rows = Award.objects.filter(rule=rule, decided_at__gt=moment, until__isnull=False)
    last = dict(rows.order_by("pk").values_list("person_id", "until"))
    return sum(
        person in months and until is not None and until < months[person]
        for person, until in last.items()
    )


def holders_among(rules: Iterable[str], day: dt.date) -> QuerySet[Holding]:
    """Return the holdings of these rules that had not ended by the day, to be asked of a person."""
    return Holding.objects.filter(Q(until__isnull=True) | Q(until__gte=day), rule__in=list(rules))


def standing_of(rule: str, among: Q | None = None) -> dict[int, dict[str, Any]]:
    """Return what the ledger says under the rule, by person (`among` some of them); money in fen."""
    number = RuleNumber.objects.filter(rule=rule).values_list("number", flat=True).first()
    if number is None:
        return {}
    rows = Finding.objects.filter(among or Q(), rule_number=number).values(*STANDS)
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
