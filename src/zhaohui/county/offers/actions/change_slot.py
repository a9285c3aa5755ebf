"""Change a slot's time or how many it takes 改时段: who booked is counted first, and told of the new time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.offers.actions.book import call_waiting
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.models import BookingState, Slot
from zhaohui.county.offers.notices import tell_booking
from zhaohui.county.offers.queries import now_in_county, offer_visible_to
from zhaohui.county.offers.states import OPEN

MOST_SEATS = 10_000


@dataclass(frozen=True, kw_only=True)
class SlotEntry:
    """When a slot is to be, and for how many."""

    day: dt.date
    starts: dt.time
    ends: dt.time
    seats: int


@dataclass(frozen=True, kw_only=True)
class SlotChange:
    """What a change would do: who is told of a new time, and how many come off the waiting list."""

    slot: Slot
    entry: SlotEntry
    booked: int
    waiting: int
    moves: bool
    called: int

    @property
    def concerned(self) -> int:
        """How many people it concerns; 0 for a change that nobody notices."""
        return self.booked + self.waiting if self.moves else self.called


def plan_slot(actor: Actor, pk: int, entry: SlotEntry) -> SlotChange:
    """Return what the change would do; OfferError names what to mend, OfferStateError where it has begun."""
    slot = changeable(actor, pk)
    now = now_in_county()
    if entry.ends <= entry.starts:
        raise OfferError(_("结束要晚于开始。"), field="ends")
    if (entry.day, entry.starts) <= (now.date(), now.time()):
        raise OfferError(_("新的时间要在现在以后。"), field="day")
    if not slot.taken <= entry.seats <= MOST_SEATS or entry.seats < 1:
        raise OfferError(
            _("人数不能少于已经约上的 %(taken)s 人，最多 10000。") % {"taken": slot.taken},
            hint=_("先取消一些预约，再减人数。"),
            field="seats",
        )
    alike = Slot.objects.filter(
        offer=slot.offer_id, day=entry.day, starts=entry.starts, title=slot.title
    )
    if alike.exclude(pk=slot.pk).exists():
        raise OfferError(_("这个时段已经有了。"), field="starts")
    states = list(slot.bookings.values_list("state", flat=True))
    waiting = states.count(BookingState.WAITING)
    return SlotChange(
        slot=slot,
        entry=entry,
        booked=states.count(BookingState.BOOKED),
        waiting=waiting,
        moves=(slot.day, slot.starts, slot.ends) != (entry.day, entry.starts, entry.ends),
        called=min(waiting, entry.seats - slot.taken),
    )


def change_slot(actor: Actor, pk: int, entry: SlotEntry, *, agreed: int) -> Slot:
    """Change the slot and return it; who booked keeps her seat and is told, freed seats go to who waits.

    OfferStateError where another number of people than `agreed` is concerned by now.
    """
    with transaction.atomic():
        Slot.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        plan = plan_slot(actor, pk, entry)
        if plan.concerned != agreed:
            raise OfferStateError(_("约的人有变化，请再看一遍影响谁。"))
        slot = plan.slot
        slot.day, slot.starts, slot.ends = entry.day, entry.starts, entry.ends
        slot.seats = entry.seats
        slot.save(update_fields=["day", "starts", "ends", "seats"])
        change = {"slot": pk, "day": entry.day.isoformat(), "seats": entry.seats}
        change |= {"starts": entry.starts.isoformat(), "told": plan.concerned}
        record(actor, OPEN, subject=("offer", slot.offer_id), purpose="改时段", change=change)
        if plan.moves:
            live = (BookingState.BOOKED, BookingState.WAITING)
            rows = slot.bookings.filter(state__in=live).select_related("slot__offer")
            tell_booking(list(rows.order_by("pk")), "offer_moved")
        call_waiting(actor, slot, OPEN)
    return slot


def changeable(actor: Actor, pk: int) -> Slot:
    """Return a slot that has not begun; NotVisible out of reach, OfferStateError where it has."""
    slot = Slot.objects.select_related("offer").filter(pk=pk).first()
    if slot is None:
        raise NotVisible
    offer_visible_to(actor, OPEN, slot.offer_id)
    now = now_in_county()
    if slot.is_cancelled or (slot.day, slot.starts) <= (now.date(), now.time()):
        raise OfferStateError(_("这个时段已经开始或者取消，不能改。"))
    return slot
