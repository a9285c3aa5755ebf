"""Read applications for a 一件事: an officer's by area, a resident's own and her mandators'."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.cases.models import BundleApplication, BundlePart, Case
from zhaohui.county.cases.models.case import ENDED
from zhaohui.county.cases.queries import READ, visible_to
from zhaohui.county.cases.states import OWN


def bundles_visible_to(actor: Actor, action: str = READ) -> QuerySet[BundleApplication]:
    """Return the applications that `action` reaches."""
    rows = in_scope(actor, action, village="area", town="", person="subject")
    return BundleApplication.objects.filter(rows)


def bundle_visible_to(actor: Actor, action: str, pk: int) -> BundleApplication:
    """Return one application; NotVisible where there is none or it is out of reach."""
    found = bundles_visible_to(actor, action).select_related("subject").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def own_bundles(actor: Actor, person_id: int) -> list[BundleApplication]:
    """Return a person's applications, latest first: the actor's own or a mandator's."""
    rows = bundles_visible_to(actor, OWN).filter(subject=person_id).select_related("subject")
    return list(rows.prefetch_related("parts__case").order_by("-pk"))


def parts_of(application: BundleApplication) -> list[BundlePart]:
    """Return the items of an application in the order in which they were made, left-out ones last."""
    rows = application.parts.select_related("case", "person").prefetch_related("waits_for")
    return sorted(rows, key=lambda part: (part.case_id is None, part.pk))


def application_of(case: Case) -> BundleApplication | None:
    """Return the application that a case came from; None for a case of its own."""
    part = BundlePart.objects.filter(case=case).select_related("application").first()
    return part.application if part else None


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The other cases of an application that an officer may see, and how many she may not."""

    application: BundleApplication
    seen: list[Case]
    hidden: int


def neighbours_of(actor: Actor, case: Case) -> Neighbours | None:
    """Return how the other items of the same 一件事 stand; None for a case of its own."""
    application = application_of(case)
    if application is None:
        return None
    others = Case.objects.filter(bundle_part__application=application).exclude(pk=case.pk)
    seen = list(visible_to(actor).filter(pk__in=others.values("pk")).order_by("pk"))
    return Neighbours(application=application, seen=seen, hidden=others.count() - len(seen))


def has_ended(parts: Iterable[BundlePart]) -> bool:
    """Say whether every case of the application has an answer."""
    cases = [part.case for part in parts if part.case]
    return bool(cases) and all(case.state in ENDED for case in cases)


def answered_days(applications: QuerySet[BundleApplication]) -> dict[int, dt.date]:
    """Return by application the day of its joint answer: when the last of its cases ended first."""
    rows = (
        Case.objects.filter(bundle_part__application__in=applications)
        .annotate(first=Min("steps__at", filter=Q(steps__after__in=ENDED)))
        .values_list("bundle_part__application", "state", "first")
    )
    days: dict[int, list[dt.date | None]] = defaultdict(list)
    for application, state, first in rows:
        days[application].append(county_day(first) if first and state in ENDED else None)
    return {
        application: max(day for day in found if day)
        for application, found in days.items()
        if all(found)
    }
