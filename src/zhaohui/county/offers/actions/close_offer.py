"""Edit a place, or close it 停用: what stands on it is counted first, called off and told; held places stay."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.actions.open_offer import (
    LONGEST_NAME,
    LONGEST_WORDS,
    OfferEntry,
    call_off,
)
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    ApplicationState,
    Booking,
    BookingState,
    Offer,
    RunState,
)
from zhaohui.county.offers.queries import held_count, offer_visible_to, slots_ahead
from zhaohui.county.offers.states import OPEN

LEAST_WORDS = 4
WAITING = (ApplicationState.REGISTERED, ApplicationState.QUALIFIED)


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What closing a place would do: slots and bookings called off; places that stay held; wishes for it."""

    offer: Offer
    slots: int
    booked: int
    waiting: int
    held: int
    wished: int

    @property
    def concerned(self) -> int:
        """How many people have a booking or wait for one."""
        return self.booked + self.waiting


def edit_offer(actor: Actor, pk: int, entry: OfferEntry) -> Offer:
    """Write name, address, price and catchment anew; OfferError names what to mend."""
    pack = current_pack()
    areas = {pack.code} | {r.code for r in pack.towns} | {r.code for r in pack.villages}
    name = " ".join(entry.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise OfferError(_("请写名称，最多 128 个字。"), field="name")
    if not set(entry.catchment) <= areas:
        raise OfferError(_("招生（服务）范围里有不认识的区划。"), field="catchment")
    with transaction.atomic():
        offer = _locked(actor, pk)
        alike = Offer.objects.filter(kind=offer.kind, name=name, area=offer.area)
        if alike.exclude(pk=pk).exists():
            raise OfferError(_("这里已经有一个同名的。"), field="name")
        offer.name, offer.address = name, entry.address[:LONGEST_NAME]
        offer.price_fen, offer.price_words = entry.price_fen, entry.price_words[:LONGEST_WORDS]
        offer.catchment = list(entry.catchment)
        offer.save()
        record(actor, OPEN, subject=("offer", pk), purpose="修改供给")
    return offer


def closing_of(actor: Actor, pk: int) -> Closing:
    """Return what closing would do; OfferStateError while a round of its kind is at work."""
    offer = offer_visible_to(actor, OPEN, pk)
    at_work = AllotmentRun.objects.filter(
        kind=offer.kind, state__in=(RunState.COMMITTED, RunState.REVEALED)
    )
    if at_work.exists():
        raise OfferStateError(_("这一种正有一轮在分配，公布或者作废以后再停用。"))
    ahead = slots_ahead(offer)
    rows = Booking.objects.filter(slot__in=ahead)
    wishes = Application.objects.filter(wishes__offer=offer, state__in=WAITING)
    return Closing(
        offer=offer,
        slots=ahead.count(),
        booked=rows.filter(state=BookingState.BOOKED).count(),
        waiting=rows.filter(state=BookingState.WAITING).count(),
        held=held_count([pk]).get(pk, 0),
        wished=wishes.count(),
    )


def close_offer(actor: Actor, pk: int, words: str, *, agreed: int) -> Offer:
    """Close a place with the reason: nobody can book or register, its slots to come are called off and told.

    Who holds a place keeps it. OfferStateError where another number of bookings than `agreed` is
    concerned by now.
    """
    said = words.strip()
    if not LEAST_WORDS <= len(said) <= LONGEST_WORDS:
        raise OfferError(_("请写明为什么停用，4 到 200 个字；约的人看得到。"), field="words")
    with transaction.atomic():
        offer = _locked(actor, pk)
        plan = closing_of(actor, pk)
        if plan.concerned != agreed:
            raise OfferStateError(_("约的人有变化，请再看一遍影响谁。"))
        offer.is_open = False
        offer.save(update_fields=["is_open"])
        for slot in slots_ahead(offer).select_for_update(of=("self",)):
            call_off(slot, said)
        change = {"slots": plan.slots, "bookings": agreed, "held": plan.held}
        record(actor, OPEN, subject=("offer", pk), purpose=f"停用：{said}"[:200], change=change)
    return offer


def reopen_offer(actor: Actor, pk: int) -> Offer:
    """Open a closed place again; slots that were called off stay called off."""
    with transaction.atomic():
        offer = _locked(actor, pk)
        if not offer.is_open:
            offer.is_open = True
            offer.save(update_fields=["is_open"])
            record(actor, OPEN, subject=("offer", pk), purpose="重新公布供给")
    return offer


def _locked(actor: Actor, pk: int) -> Offer:
    offer_visible_to(actor, OPEN, pk)
    return Offer.objects.select_for_update(of=("self",)).get(pk=pk)
