"""Book a slot: who comes first has it, never more than there are seats; then the waiting list."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.errors import NotEligible, OfferError, OfferFull, OfferStateError
from zhaohui.county.offers.judging import judge
from zhaohui.county.offers.models import Booking, BookingState, Slot
from zhaohui.county.offers.notices import tell_booking
from zhaohui.county.offers.queries import kind_named, now_in_county, offer_visible_to
from zhaohui.county.offers.states import OWN, SERVE, move
from zhaohui.county.offers.subjects import require_subject
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.packs.offers import OfferKind


def book(actor: Actor, slot_id: int, person: int, *, village: str = "") -> Booking:
    """Book a slot for a person, or put her on its waiting list; booked already, it stays as it is.

    A resident books for herself, her mandators and minors of her home; an officer for whom she may
    see, at offers in her area. NotVisible, NotEligible where the condition does not hold by what is
    registered (unknown is no "no"), OfferFull, OfferStateError where it has begun.
    """
    with transaction.atomic():
        slot = _locked(actor, slot_id, person)
        kind = kind_named(slot.offer.kind)
        again = slot.bookings.filter(
            person=person, state__in=(BookingState.BOOKED, BookingState.WAITING)
        ).first()
        if again is not None:
            return again
        _require_bookable(slot, kind)
        if kind.row.asks_village and village not in {r.code for r in current_pack().villages}:
            raise OfferError(_("请选送到哪个村（社区）。"), field="village")
        sure = _require_fitting(kind, person)
        state = _seat(slot, kind)
        booking = _made(actor, slot, person, state, village, sure=sure)
        record(
            actor,
            OWN if actor.kind == "resident" else SERVE,
            subject=("person", person),
            purpose=f"预约：{kind.row.name}",
            change={"slot": slot_id, "booking": booking.pk, "state": state},
        )
        tell_booking([booking], "offer_booked")
    return booking


def _locked(actor: Actor, slot_id: int, person: int) -> Slot:
    rows = Slot.objects.select_for_update(of=("self",)).select_related("offer")
    slot = rows.filter(pk=slot_id, offer__is_open=True).first()
    if slot is None:
        raise NotVisible
    if actor.kind == "resident":
        actor.require(OWN)
        require_subject(actor, person)
    else:
        offer_visible_to(actor, SERVE, slot.offer_id)
        person_visible_to(actor, SERVE, person)
    return slot


def _require_bookable(slot: Slot, kind: OfferKind) -> None:
    now = now_in_county()
    if slot.is_cancelled:
        raise OfferStateError(_("这个时段取消了，请选别的时段。"))
    if (slot.day, slot.starts) <= (now.date(), now.time()):
        raise OfferStateError(_("这个时段已经开始，请选以后的时段。"))
    ahead = kind.row.ahead_days
    if ahead is not None and slot.day > now.date() + dt.timedelta(days=ahead):
        raise OfferStateError(_("还没有到可以预约的日子：提前 %(days)s 天开放。") % {"days": ahead})


def _require_fitting(kind: OfferKind, person: int) -> bool:
    fits = judge(kind, person).fits
    if fits is False:
        raise NotEligible(
            _("按登记的情况不符合条件：%(words)s。") % {"words": kind.row.condition_words},
            hint=_("登记的情况不对，请到窗口更正。"),
        )
    return fits is True


def _seat(slot: Slot, kind: OfferKind) -> str:
    if slot.free > 0:
        slot.taken += 1
        slot.save(update_fields=["taken"])
        return str(BookingState.BOOKED)
    if kind.row.waiting_list:
        return str(BookingState.WAITING)
    raise OfferFull(_("这个时段约满了，没有候补。"), hint=_("请选别的时段。"))


def _made(
    actor: Actor, slot: Slot, person: int, state: str, village: str, *, sure: bool
) -> Booking:
    try:
        with transaction.atomic():
            return Booking.objects.create(
                slot=slot,
                person_id=person,
                booked_by_id=actor.account(),
                is_by_officer=actor.kind != "resident",
                state=state,
                is_sure=sure,
                village=village,
            )
    except IntegrityError:
        raise OfferStateError(_("这个时段已经约过。")) from None


def call_waiting(actor: Actor, slot: Slot, action: str) -> list[Booking]:
    """Give free seats of a locked slot to whoever waits longest; return who got one."""
    waiting = slot.bookings.select_for_update(of=("self",)).filter(state=BookingState.WAITING)
    got = list(waiting.order_by("waits_since", "pk")[: max(slot.free, 0)])
    for booking in got:
        move(booking, "call")
        booking.save(update_fields=["state"])
        slot.taken += 1
        subject = ("person", booking.person_id)
        record(actor, action, subject=subject, purpose="候补转正", change={"booking": booking.pk})
    if got:
        slot.save(update_fields=["taken"])
        tell_booking(got, "offer_called")
    return got
