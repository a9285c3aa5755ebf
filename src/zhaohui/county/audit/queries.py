"""Look into the log: newest first, a page at a time, filtered in SQL."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from zhaohui.clock import COUNTY_ZONE
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.models import Entry, EntryPerson

PAGE_ROWS = 50
DAY = dt.timedelta(days=1)
# No entry is older or younger; a day beyond has no midnight in UTC.
EARLIEST, LATEST = dt.date(1970, 1, 2), dt.date(9999, 1, 1)


def visible_to(actor: Actor, action: str = "audit.read") -> QuerySet[Entry]:
    """Return the entries that the actor may read: all of the county's, or none."""
    return Entry.objects.all() if actor.everywhere(action) else Entry.objects.none()


def about_person(person_id: int) -> Q:
    """Return the condition "concerns this person", alone or among others."""
    among = EntryPerson.objects.filter(person_id=person_id).values("entry_seq")
    return Q(subject_kind="person", subject_id=str(person_id)) | Q(seq__in=among)


def uses_of(person_id: int, *, without_user: int | None) -> QuerySet[Entry]:
    """Return the entries that concern a person, less those of one account (her own)."""
    found = Entry.objects.filter(about_person(person_id))
    if without_user is None:
        return found
    return found.filter(Q(actor_id__isnull=True) | ~Q(actor_id=without_user))


def page(
    entries: QuerySet[Entry], *, before: int | None = None, rows: int = PAGE_ROWS
) -> tuple[list[Entry], int | None]:
    """Return up to `rows` entries before number `before`, newest first, and where the next page begins."""
    found = entries if before is None else entries.filter(seq__lt=before)
    shown = list(found.order_by("-seq")[: rows + 1])
    return shown[:rows], shown[rows - 1].seq if len(shown) > rows else None


def actions_seen() -> list[str]:
    """Return the names of actions that the log holds, in their order; one look-up a name."""
    found: list[str] = []
    name = Entry.objects.order_by("action").values_list("action", flat=True).first()
    while name is not None:
        found.append(name)
        later = Entry.objects.filter(action__gt=name).order_by("action")
        name = later.values_list("action", flat=True).first()
    return found


def between_days(since: dt.date | None, until: dt.date | None) -> Q:
    """Return the condition "on these days of the county", both included; None leaves an end open."""
    condition = Q()
    if since:
        condition &= Q(seq__gte=first_since(midnight(since)))
    if until:
        condition &= Q(seq__lt=first_since(midnight(min(until, LATEST) + DAY)))
    return condition


def midnight(day: dt.date) -> str:
    """Return the beginning of the county's day as entries write time (UTC)."""
    day = min(max(day, EARLIEST), LATEST + DAY)
    start = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(COUNTY_ZONE))
    return start.astimezone(dt.UTC).isoformat(timespec="microseconds")


def first_since(at: str) -> int:
    """Return the number of the first entry not before `at`; one after the last where there is none.

    Entries are numbered in the order of time, so some twenty look-ups find it and no index on the
    time has to be written with every entry.
    """
    newest = Entry.objects.order_by("-seq").values_list("seq", flat=True).first()
    low, high = 1, (newest or 0) + 1
    while low < high:
        middle = (low + high) // 2
        seen = Entry.objects.filter(seq=middle).values_list("at", flat=True).first()
        if seen is not None and seen < at:
            low = middle + 1
        else:
            high = middle
    return low
