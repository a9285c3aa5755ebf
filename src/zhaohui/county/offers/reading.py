"""Lists with names: read as allowed, and each reading recorded for everybody on it."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.offers.models import Application, Booking, Occupancy, Slot
from zhaohui.county.offers.queries import (
    applications_visible_to,
    kind_visible_to,
    occupancies_visible_to,
    offer_visible_to,
    visible_to,
)
from zhaohui.county.offers.states import READ

MOST = 200


def read_sheet(actor: Actor, pk: int) -> tuple[Slot, list[Booking]]:
    """Return a slot with its bookings, in the order in which they were made."""
    slot = Slot.objects.select_related("offer").filter(pk=pk).first()
    if slot is None:
        raise NotVisible
    offer_visible_to(actor, READ, slot.offer_id)
    rows = list(visible_to(actor).filter(slot=slot).select_related("person").order_by("pk"))
    _record(actor, ("slot", pk), "看预约和签到单", [row.person_id for row in rows])
    return slot, rows


def read_queue(actor: Actor, kind: str) -> list[Application]:
    """Return who is registered for a kind, to be checked first, then by class and date."""
    kind_visible_to(actor, READ, kind)
    rows = list(
        applications_visible_to(actor)
        .filter(kind=kind, state__in=("registered", "qualified"))
        .select_related("subject")
        .prefetch_related("wishes__offer")
        .order_by("-state", "level", "since", "pk")[:MOST]
    )
    _record(actor, ("offer-kind", kind), "看轮候名单", [row.subject_id for row in rows])
    return rows


def read_held(actor: Actor, kind: str) -> list[Occupancy]:
    """Return who was offered or holds a place of a kind, reviews that are due first."""
    kind_visible_to(actor, READ, kind)
    rows = list(
        occupancies_visible_to(actor)
        .filter(offer__kind=kind, state__in=("offered", "held"))
        .select_related("person", "offer")
        .prefetch_related("reviews")
        .order_by("review_on", "pk")[:MOST]
    )
    _record(actor, ("offer-kind", kind), "看占用和年审", [row.person_id for row in rows])
    return rows


def _record(actor: Actor, subject: tuple[str, int | str], purpose: str, people: list[int]) -> None:
    if people:
        with transaction.atomic():
            record_many(actor, [Event(READ, subject, purpose, people=people)])
