"""What a resident sees of her own: bookings, registrations with her numbers in rounds, places."""

from __future__ import annotations

from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.offers.hours import served
from zhaohui.county.offers.models import Application, Booking, BookingState, RunEntry
from zhaohui.county.offers.queries import (
    applications_visible_to,
    kinds,
    now_in_county,
    occupancies_visible_to,
    visible_to,
)
from zhaohui.county.offers.states import OWN
from zhaohui.county.offers.subjects import subjects
from zhaohui.county.registry.queries import names_of

MOST = 100


def own_page(actor: Actor) -> dict[str, Any]:
    """Return bookings to come and past, registrations, and places, each with whom it is for."""
    bookings = list(
        visible_to(actor, OWN).select_related("slot__offer").order_by("-slot__day", "-pk")[:MOST]
    )
    applications = list(
        applications_visible_to(actor, OWN).prefetch_related("wishes__offer").order_by("-pk")[:MOST]
    )
    places = list(occupancies_visible_to(actor, OWN).select_related("offer").order_by("-pk")[:MOST])
    labels = {each.person: each.label for each in subjects(actor)}
    people = {row.person_id for row in bookings} | {row.person_id for row in places}
    people |= {row.subject_id for row in applications}
    labels = names_of(people) | labels
    now = now_in_county()
    return {
        "bookings": [_booking(row, labels, (now.date(), now.time())) for row in bookings],
        "applications": [_application(row, labels) for row in applications],
        "served": [(each, labels.get(each.person, "")) for each in served(actor)],
        "places": [
            {"row": row, "who": labels.get(row.person_id, ""), "kind": kinds().get(row.offer.kind)}
            for row in places
        ],
    }


def _booking(row: Booking, labels: dict[int, str], now: tuple[Any, Any]) -> dict[str, Any]:
    is_open = row.state in (BookingState.BOOKED, BookingState.WAITING)
    return {
        "row": row,
        "who": labels.get(row.person_id, ""),
        "kind": kinds().get(row.slot.offer.kind),
        "ahead": _ahead(row) if row.state == BookingState.WAITING else None,
        "can_cancel": is_open and (row.slot.day, row.slot.starts) > now,
    }


def _ahead(row: Booking) -> int:
    rows = Booking.objects.filter(slot=row.slot_id, state=BookingState.WAITING)
    return rows.filter(waits_since__lt=row.waits_since).count()


def _application(row: Application, labels: dict[int, str]) -> dict[str, Any]:
    entries = (
        RunEntry.objects.filter(application=row).select_related("run", "offer").order_by("-run")
    )
    kind = kinds().get(row.kind)
    classes = kind.classes if kind else ()
    return {
        "row": row,
        "who": labels.get(row.subject_id, ""),
        "kind": kind,
        "level": classes[row.level][0].name if row.level < len(classes) else "",
        "entries": list(entries),
        "can_withdraw": row.state in ("registered", "qualified"),
    }
