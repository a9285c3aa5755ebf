"""What another office's system may read: the cases that it handed in itself, in its area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.models import Case, CaseStep, PartnerCase
from zhaohui.county.cases.queries import visible_to

READ = "case.read"
# On PostgreSQL a step may become visible after a later one: what is younger is told the next time.
SETTLED = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class Changes:
    """Steps after a cursor, oldest first, and the cursor to go on with."""

    steps: list[CaseStep]
    next: int
    more: bool


def partner_case(
    actor: Actor, action: str, *, reference: str = "", number: str = ""
) -> PartnerCase | None:
    """Return the system's own case of that reference or number, None where there is none in reach."""
    rows = handed_in(actor, action).select_related("case")
    found = rows.filter(reference=reference) if reference else rows.filter(case__number=number)
    return found.first()


def own_case(actor: Actor, action: str, number: str) -> Case:
    """Return a case by its number; NotVisible for any that the system did not hand in."""
    found = partner_case(actor, action, number=number)
    if found is None:
        raise NotVisible
    return found.case


def handed_in(actor: Actor, action: str) -> QuerySet[PartnerCase]:
    """Return the cases that the system handed in and that `action` reaches."""
    return PartnerCase.objects.filter(account=actor.user_id, case__in=visible_to(actor, action))


def references_of(cases: Iterable[int]) -> dict[int, str]:
    """Return the systems' own numbers of cases that the caller may read."""
    found = PartnerCase.objects.filter(case__in=set(cases))
    return dict(found.values_list("case", "reference"))


def changes_since(actor: Actor, cursor: int, limit: int) -> Changes:
    """Return what became of the system's cases after a cursor."""
    rows = CaseStep.objects.filter(
        pk__gt=cursor,
        at__lt=timezone.now() - SETTLED,
        case__in=handed_in(actor, READ).values("case"),
    )
    found = list(rows.select_related("case").order_by("pk")[: limit + 1])
    told = found[:limit]
    return Changes(told, told[-1].pk if told else cursor, len(found) > limit)
