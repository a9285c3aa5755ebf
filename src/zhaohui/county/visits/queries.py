"""Read what was reported of visits: by where the worker was sent."""

from __future__ import annotations

from django.db.models import QuerySet

from zhaohui.clock import county_day, county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.visits.models import Outcome, VisitEntry

NOTE, READ, SETTLE = "visit.note", "visit.read", "visit.settle"
MOST = 100


def visible_to(actor: Actor, action: str = READ) -> QuerySet[VisitEntry]:
    """Return the entries of the places that `action` reaches."""
    return VisitEntry.objects.filter(in_scope(actor, action, village="area", town=""))


def entry_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> VisitEntry:
    """Return one entry; NotVisible where there is none or it is out of reach, which look the same."""
    rows = visible_to(actor, action).filter(pk=pk)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def own_today(actor: Actor) -> list[VisitEntry]:
    """Return what the actor reported and the county received today, latest first."""
    rows = VisitEntry.objects.filter(user=actor.user_id).order_by("-pk")[:MOST]
    return [row for row in rows if county_day(row.received_at) == county_today()]


def own_conflicts(actor: Actor) -> list[VisitEntry]:
    """Return the actor's reports that did not fit and that nobody has dealt with, latest first."""
    rows = VisitEntry.objects.filter(user=actor.user_id, outcome=Outcome.CONFLICT, settled_at=None)
    return list(rows.order_by("-pk")[:MOST])


def conflicts_waiting(actor: Actor) -> int:
    """Return how many reports in reach did not fit and wait for somebody to deal with them."""
    rows = visible_to(actor, SETTLE)
    return rows.filter(outcome=Outcome.CONFLICT, settled_at=None).count()


def about_person(actor: Actor, person: int) -> list[VisitEntry]:
    """Return the visits to one person as far as the actor may see them, latest first."""
    return list(visible_to(actor).filter(person_id=person).order_by("-pk")[:MOST])


def last_left(actor: Actor, about: str, pk: int) -> str:
    """Return the standing in which the actor's own latest report left a carrier, "" for none."""
    rows = VisitEntry.objects.filter(user=actor.user_id, about=about, about_id=pk)
    rows = rows.exclude(left="")  # one that did not fit left nothing
    return rows.order_by("-pk").values_list("left", flat=True).first() or ""


def photo_folders() -> set[str]:
    """Return the stored photos that entries point to."""
    rows = VisitEntry.objects.exclude(photo_folder="")
    return set(rows.values_list("photo_folder", flat=True))
